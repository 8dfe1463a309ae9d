"""`verify`: what it says of bags that are whole, changed, hostile, or none."""

from __future__ import annotations

import os
import random
import stat
import tracemalloc
import unicodedata
import zipfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import bagit
import pytest

from beilin.preserving.open_bag import open_bag
from beilin.preserving.opened_bag import NotABagError
from beilin.preserving.verify import verify
from tests.preserving.support import (
    DECLARATION,
    FILES,
    files_in_zip,
    foreign_bag,
    manifest,
    run,
    write_files,
    write_zip,
)

PAYLOAD = {"data/a.txt": "甲\n".encode(), "data/b.txt": b"b\n"}


def verified(bag: Path) -> tuple[int, list[str], str]:
    """The exit code, the lines that name files, and what is said besides."""
    result = run("verify", bag)
    named = [line for line in result.stdout.splitlines() if line.startswith(("changed", "missing", "unexpected"))]
    assert bool(named) == (result.exit_code == 1)
    assert "Traceback" not in result.output
    return result.exit_code, named, result.stderr


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a bag that Beilin made."""
    from tests.little_site import little_site

    folder = tmp_path_factory.mktemp("own")
    site = little_site(folder / "archive", FILES)
    assert run("bag", "--root", site.root, folder / "bag.zip").exit_code == 0
    return files_in_zip(folder / "bag.zip")


@pytest.mark.parametrize("base", ["", "bag/", "碑林/"])
def test_a_bag_is_the_same_in_a_folder_and_in_a_zip_file(own: dict[str, bytes], tmp_path: Path, base: str) -> None:
    assert verified(write_files(tmp_path / "bag", own)) == (0, [], "")
    assert verified(write_zip(tmp_path / "bag.zip", own, base)) == (0, [], "")
    digest = sha256(own["tagmanifest-sha256.txt"]).hexdigest()
    assert digest in run("verify", tmp_path / "bag.zip").stdout


def test_every_change_of_one_byte_is_named(own: dict[str, bytes], tmp_path: Path) -> None:
    folder = write_files(tmp_path / "bag", own)
    for name, data in own.items():
        for position in {0, len(data) // 2, len(data) - 1} if data else ():
            changed = data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]
            (folder / name).write_bytes(changed)
            code, named, _ = verified(folder)
            assert code == 1
            assert name == "tagmanifest-sha256.txt" or any(f": {name}" in line for line in named), name
        (folder / name).write_bytes(data)
    assert verified(folder)[0] == 0


def test_missing_renamed_and_unexpected_files_are_named(own: dict[str, bytes], tmp_path: Path) -> None:
    folder = write_files(tmp_path / "bag", own)
    (folder / "data/site.yaml").rename(folder / "data/Site.yaml")
    (folder / "README.txt").unlink()
    (folder / "note.txt").write_bytes(b"")
    (folder / "data/new\x1b\n.md").write_bytes(b"")
    assert verified(folder)[:2] == (
        1,
        ["missing: README.txt", "unexpected: data/Site.yaml", "unexpected: data/new\\x1b\\n.md",
         "missing: data/site.yaml", "unexpected: note.txt"],
    )  # fmt: skip


@pytest.mark.parametrize("name", ["bagit.txt", "manifest-sha256.txt", "bag-info.txt", "tagmanifest-sha256.txt"])
def test_a_lost_tag_file_is_named(own: dict[str, bytes], tmp_path: Path, name: str) -> None:
    lost = {path: data for path, data in own.items() if path != name}
    code, named, _ = verified(write_zip(tmp_path / "bag.zip", lost))
    told = [line for line in named if not line.startswith("unexpected: data/")]
    assert (code, told[0].partition(" (")[0]) == (1, f"missing: {name}")


@pytest.mark.parametrize("algorithms", [["md5"], ["sha512"], ["md5", "sha1", "sha256", "sha512"]])
def test_bags_of_the_package_bagit_are_verified(tmp_path: Path, algorithms: list[str]) -> None:
    folder = write_files(tmp_path / "bag", {"甲 100%.txt": b"a", "b\nc.txt": b"b", "d/%0A.txt": b"d"})
    bagit.make_bag(str(folder), {"Contact-Name": "硯秋"}, checksums=algorithms)
    assert verified(folder) == (0, [], "")
    (folder / "data/甲 100%.txt").write_bytes(b"b")
    assert verified(folder)[:2] == (1, ["changed: data/甲 100%.txt"])


@pytest.mark.parametrize(
    "bag",
    [
        foreign_bag(),
        foreign_bag(bagit=DECLARATION.replace("\n", "\r\n"), manifest__sha256=manifest(PAYLOAD).replace("\n", "\r\n")),
        foreign_bag(manifest__sha256=b"\xef\xbb\xbf" + manifest(PAYLOAD).encode()),
        foreign_bag(bagit=DECLARATION.replace("UTF-8", "UTF-16"), manifest__sha256=manifest(PAYLOAD).encode("utf-16")),
        foreign_bag(bagit=DECLARATION.replace("1.0", "0.97"), manifest__sha256=manifest(dict([*PAYLOAD.items()][:1])),
                    manifest__md5=manifest(dict([*PAYLOAD.items()][1:]), "md5")),
        foreign_bag(manifest__crc32="00  data/a.txt\n"),
        foreign_bag(bag__info="Payload-Oxum: 6.2\n"),
    ],
)  # fmt: skip
def test_a_whole_bag_of_another_program_is_accepted(bag: dict[str, bytes], tmp_path: Path) -> None:
    assert verified(write_files(tmp_path / "bag", bag))[:2] == (0, [])


@pytest.mark.parametrize(
    ("others", "line"),
    [
        ({"bagit": "\ufeff" + DECLARATION}, "changed: bagit.txt (it begins with a byte-order mark"),
        ({"bagit": "BagIt-Version: 1.0\n"}, "changed: bagit.txt (it is not the two lines"),
        ({"bagit": DECLARATION.replace("1.0", "2.0")}, "changed: bagit.txt (version 2.0 of BagIt is not known)"),
        ({"bagit": DECLARATION.replace("UTF-8", "zip")}, "changed: bagit.txt (the encoding zip is not known)"),
        ({"manifest__sha256": b"\xff\xfe"}, "changed: manifest-sha256.txt (it is not in the encoding UTF-8)"),
        ({"manifest__sha512": manifest({"data/a.txt": PAYLOAD["data/a.txt"]}, "sha512")},
         "unexpected: data/b.txt (manifest-sha512.txt does not list it)"),
        ({"manifest__md5": manifest({**PAYLOAD, "data/b.txt": b"x"}, "md5")}, "changed: data/b.txt (md5 alone differs)"),
        ({"manifest__sha256": manifest({**PAYLOAD, "bagit.txt": DECLARATION.encode()})},
         "changed: bagit.txt (manifest-sha256.txt must not list it)"),
        ({"tagmanifest__sha256": manifest({"bagit.txt": b"x"})}, "changed: bagit.txt"),
        ({"fetch": "https://example.org/c 3 data/c.txt\n", "manifest__sha256": manifest({**PAYLOAD, "data/c.txt": b""})},
         "missing: data/c.txt (it is to be fetched from https://example.org/c)"),
        ({"fetch": "https://example.org/c 3 ../c.txt\n"}, "changed: fetch.txt (line 1 is not an address"),
        ({"bag__info": "Payload-Oxum: 7.2\n"}, "changed: bag-info.txt (Payload-Oxum is 7.2, but there are 6 bytes in 2"),
        ({"bag__info": "Payload-Oxum: many\n"}, "changed: bag-info.txt (Payload-Oxum is not two numbers: many)"),
        ({"manifest__sha256": manifest({**PAYLOAD, "data/../../x": b""})},
         "changed: manifest-sha256.txt (line 3 names a file outside the bag: data/../../x)"),
        ({"manifest__sha256": manifest({**PAYLOAD, "data/../../x": b""}) + "y\n", "tagmanifest__sha256": manifest({"manifest-sha256.txt": b"x"})},
         "changed: manifest-sha256.txt (line 3 names a file outside the bag: data/../../x; line 4 is not"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_bag_is_said(others: dict[str, str | bytes], line: str, tmp_path: Path) -> None:
    code, named, _ = verified(write_zip(tmp_path / "bag.zip", foreign_bag(**others)))
    assert code == 1
    assert any(found.startswith(line) for found in named), named


def test_names_that_differ_in_normalization_alone_are_the_same(tmp_path: Path) -> None:
    payload = {"data/é.txt": b"1", "data/が.txt": b"2"}
    bag = foreign_bag({unicodedata.normalize("NFD", name): data for name, data in payload.items()})
    bag["manifest-sha256.txt"] = manifest(payload).encode()
    code, _, said = verified(write_zip(tmp_path / "bag.zip", bag))
    assert (code, "2 names differ from the manifest in Unicode normalization alone" in said) == (0, True)


class UnmarkedName(zipfile.ZipInfo):
    """The entry of a program that does not say that its names are UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 (the name that zipfile calls)
        return self.filename.encode(), self.flag_bits


def test_names_in_a_zip_file_are_utf_8_even_if_it_does_not_say_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bag.zip", "w") as archive:
        for name, data in foreign_bag({"data/海é.txt": b"1"}).items():
            archive.writestr(UnmarkedName(f"碑林/{name}"), data)
    assert verified(tmp_path / "bag.zip") == (0, [], "")


def test_one_file_does_not_stand_for_two_names(tmp_path: Path) -> None:
    both = [unicodedata.normalize(form, "data/é.txt") for form in ("NFC", "NFD")]
    bag = foreign_bag({both[0]: b"1"}, manifest__sha256=manifest(dict.fromkeys(both, b"1")))
    assert verified(write_zip(tmp_path / "bag.zip", bag))[:2] == (1, [f"missing: {both[1]}"])
    names = {"data/a%.txt": b"1", "data/a%25.txt": b"1"}
    encoded = manifest(names).replace("%", "%25")
    bag = foreign_bag({"data/a%25.txt": b"1"}, manifest__sha256=encoded)
    assert verified(write_zip(tmp_path / "bag.zip", bag))[:2] == (1, ["missing: data/a%.txt"])


def test_tag_files_that_are_not_listed_are_noted(tmp_path: Path) -> None:
    """RFC 8493 allows them, so a bag of another program is valid."""
    bag = foreign_bag(tagmanifest__sha256=manifest({"bagit.txt": DECLARATION.encode()}))
    code, _, said = verified(write_files(tmp_path / "bag", bag))
    assert (code, "manifest-sha256.txt is in no manifest" in said) == (0, True)


def test_links_and_special_files_in_a_bag_are_not_followed(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "bag", foreign_bag())
    (tmp_path / "outside.txt").write_bytes(PAYLOAD["data/a.txt"])
    (folder / "data/a.txt").unlink()
    (folder / "data/a.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "data/folder").symlink_to(tmp_path)
    os.mkfifo(folder / "data/fifo")
    assert verified(folder)[1] == [
        "changed: data/a.txt (it is a symbolic link)",
        "unexpected: data/fifo (it is a FIFO)",
        "unexpected: data/folder (it is a symbolic link)",
    ]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_zip_file_is_not_followed(tmp_path: Path) -> None:
    file = write_zip(tmp_path / "bag.zip", foreign_bag())
    link = zipfile.ZipInfo("bag/data/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("bag/data/a.txt", "甲\n")
        archive.writestr("bag/../../evil.txt", "x")
        archive.writestr("/etc/passwd", "x")
        archive.writestr("__MACOSX/._bag", "x")
        archive.writestr(link, "/etc/passwd")
        archive.writestr("bag//", "")
        archive.writestr("bag/data/folder/", "")
        archive.writestr("bag/data/full/", "x")
        archive.writestr("bag/../../folder/", "")
        archive.writestr("elsewhere/bagit.txt", DECLARATION)
    before = sorted(tmp_path.rglob("*"))
    assert verified(file)[1] == [
        "unexpected: /etc/passwd (its name leads out of the bag)",
        "unexpected: __MACOSX/._bag (it is beside the bag's folder in the zip file)",
        "unexpected: bag/../../evil.txt (its name leads out of the bag)",
        "unexpected: bag/../../folder/ (its name leads out of the bag)",
        "changed: data/a.txt (it is in the zip file twice)",
        "unexpected: data/full/ (it is not a file)",
        "unexpected: data/link (it is a symbolic link)",
        "unexpected: elsewhere/bagit.txt (it is beside the bag's folder in the zip file)",
    ]
    assert sorted(tmp_path.rglob("*")) == before


def test_an_encrypted_file_is_named_and_not_read(tmp_path: Path) -> None:
    file = write_zip(tmp_path / "bag.zip", foreign_bag())
    data = bytearray(file.read_bytes())
    data[data.rindex(b"bag/data/a.txt") - 46 + 8] |= 1  # the flags of its entry in the directory
    file.write_bytes(data)
    assert verified(file)[1] == ["changed: data/a.txt (it is encrypted)"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_damaged_bytes_of_a_zip_file_are_named(tmp_path: Path, method: int) -> None:
    file = tmp_path / "bag.zip"
    text = "".join(map(str, range(2000))).encode()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in foreign_bag({"data/a.txt": text}).items():
            archive.writestr(f"bag/{name}", data)
    whole = file.read_bytes()
    start = whole.index(b"bag/data/a.txt") + 500
    file.write_bytes(whole[:start] + b"\0\xff\0\xff" + whole[start + 4 :])
    code, named, _ = verified(file)
    assert code == 1
    assert named[0].startswith("changed: data/a.txt (its bytes in the zip file are damaged")


def test_any_damage_of_a_zip_file_is_named(own: dict[str, bytes], tmp_path: Path) -> None:
    """Of a byte anywhere, also in its directory, or of its end: never a traceback, never a bag that only seems whole."""
    file = write_zip(tmp_path / "bag.zip", own)
    whole, chance = file.read_bytes(), random.Random(8493)
    for number in range(int(os.environ.get("BEILIN_BAGS", "200"))):
        data = bytearray(whole)
        place = chance.randrange(len(data) // 2 if number % 2 else 0, len(data))
        if number % 5:
            data[place] = chance.randrange(256)
        else:
            del data[place:]
        file.write_bytes(data)
        with suppress(NotABagError), open_bag(file) as bag:
            if not verify(bag).findings:
                assert {name: bag.read(name, 1 << 20) for name in bag.files} == own


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "there is no bagit.txt in this folder"),
        ({"data/a.txt": b"a"}, "there is no bagit.txt in this folder"),
        ({"bagit.txt": DECLARATION.encode()}, "no manifest in it can be read"),
        ({"bagit.txt": DECLARATION.encode(), "manifest-crc32.txt": b"00 data/a\n"}, "no manifest in it can be read"),
        ({"one/bagit.txt": b""}, "there is no bagit.txt in this folder"),
    ],
)
def test_what_is_not_a_bag_exits_with_2(files: dict[str, bytes], message: str, tmp_path: Path) -> None:
    (tmp_path / "bag").mkdir()
    result = run("verify", write_files(tmp_path / "bag", files))
    assert result.exit_code == 2
    assert f"bag is not a bag: {message}" in result.stderr
    if "one/bagit.txt" in files:
        assert "Name the bag in it: " in result.stderr


def test_a_file_that_is_not_a_bag_exits_with_2(tmp_path: Path) -> None:
    write_zip(tmp_path / "none.zip", {"a": b"a"})
    two = {f"{base}/{name}": data for base in "ab" for name, data in foreign_bag().items()}
    write_zip(tmp_path / "two.zip", two, "")
    (tmp_path / "empty.zip").write_bytes(b"")
    (tmp_path / "bag.tar.gz").write_bytes(b"\x1f\x8b" + bytes(40))
    (tmp_path / "cut.zip").write_bytes((tmp_path / "none.zip").read_bytes()[:60])
    os.mkfifo(tmp_path / "fifo")
    for name in ("none.zip", "two.zip", "empty.zip", "bag.tar.gz", "cut.zip", "fifo", "absent"):
        result = run("verify", tmp_path / name)
        assert (name, result.exit_code, result.stdout) == (name, 2, "")
        assert "is not a bag: " in result.stderr


def test_a_zip_bomb_is_refused_and_large_files_take_little_memory(tmp_path: Path) -> None:
    zeros = bytes(40_000_000)
    file = write_zip(tmp_path / "large.zip", foreign_bag({"data/zeros": zeros}))
    del zeros
    tracemalloc.start()
    try:
        assert verified(file)[0] == 0
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    whole = file.read_bytes()
    place = whole.rindex(b"PK\x01\x02", 0, whole.index(b"bag/data/zeros", 100)) + 24  # of its size in the directory
    file.write_bytes(whole[:place] + (4_000_000_000).to_bytes(4, "little") + whole[place + 4 :])
    result = run("verify", file)
    assert result.exit_code == 2
    assert "would unpack to 4000 MB" in result.stderr
