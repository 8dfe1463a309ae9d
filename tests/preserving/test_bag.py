"""`bag`: what is in a bag, that the same archive gives the same bytes, and that nothing half done is left."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import time
import zipfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import bagit
import pytest

from beilin.files.signature import SETTLE_NS
from beilin.preserving import write as writing
from beilin.preserving.plan import PlannedFile
from beilin.publishing.state import state_path
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article
from tests.preserving.support import FILES, KEPT, SOURCE, files_in_zip, files_of, run


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive with something of everything."""
    return make_site(FILES)


def bagged(site: LittleSite, target: Path, *options: str) -> Path:
    """The bag of the archive, which must succeed."""
    result = run("bag", "--root", site.root, target, *options)
    assert result.exit_code == 0, result.stderr
    return target


def test_a_bag_has_all_of_the_archive_and_lists_its_articles(site: LittleSite, tmp_path: Path) -> None:
    bag = bagged(site, tmp_path / "bag", "--today", "2026-11-28")
    files = files_of(bag)
    assert {
        "bagit.txt", "bag-info.txt", "README.txt", "articles.jsonl", "manifest-sha256.txt", "tagmanifest-sha256.txt",
        "data/site.yaml", f"data/{KEPT}", "data/content/articles/海/圖 100%.svg", "data/content/articles/draft.md",
        "data/imports/found.yaml", "data/themes/bare/theme.yaml", "data/content/pages/about.md",
    } <= files.keys()  # fmt: skip
    assert files[f"data/{KEPT}"] == SOURCE
    assert not [name for name in files if name.endswith((".bak", ".key")) or "/.beilin" in name or "/site/" in name]
    info = files["bag-info.txt"].decode()
    payload = [data for name, data in files.items() if name.startswith("data/")]
    assert f"Payload-Oxum: {sum(map(len, payload))}.{len(payload)}\n" in info
    assert "Bagging-Date: 2026-11-28\n" in info
    assert "Bag-Software-Agent: Beilin " in info
    assert "Software-Version: jinja2 " in info
    assert "圖 100%25.svg\n" in files["manifest-sha256.txt"].decode()
    readme = files["README.txt"].decode()
    assert readme.startswith("小碑林\nhttps://example.org/\n")
    assert "3 篇文章" in readme
    first, draft, second = map(json.loads, files["articles.jsonl"].splitlines())
    markdown = files["data/content/articles/a.md"]
    assert first["path"] == "content/articles/a.md"
    assert (first["title"], first["address"], first["date"]) == ("甲", "/articles/a/", "2023-06-21")
    assert first["sha256"] == sha256(markdown).hexdigest() != first["published_sha256"]
    assert (draft["draft"], draft.get("published_sha256")) == (True, None)
    assert (second["address"], second["updated"]) == ("/articles/海/", "2023-07-01")
    assert f"as it was made: {len(files)} files, " in run("verify", bag).stdout


def test_the_same_archive_gives_the_same_bytes_whatever_the_file_is_called(site: LittleSite, tmp_path: Path) -> None:
    first = bagged(site, tmp_path / "one.zip")
    os.utime(site.root / "content/articles/a.md", (1, 1))
    second = bagged(site, tmp_path / "there" / "two.zip")
    assert first.read_bytes() == second.read_bytes()
    assert "Bagging-Date" not in files_in_zip(first)["bag-info.txt"].decode()
    assert files_in_zip(first) == files_of(bagged(site, tmp_path / "bag"))
    with zipfile.ZipFile(first) as archive:
        names = archive.namelist()
        assert names == sorted(names)
        assert {name.partition("/")[0] for name in names} == {"example-org"}
        assert {(info.date_time, info.compress_type) for info in archive.infolist()} == {((1980, 1, 1, 0, 0, 0), 0)}


def test_the_library_of_congress_accepts_a_bag(make_site: MakeSite, tmp_path: Path) -> None:
    """Without a per cent sign in a name: the package bagit reads `%25` as it is, against RFC 8493."""
    site = make_site({name: data for name, data in FILES.items() if "%" not in name})
    bag = bagit.Bag(str(bagged(site, tmp_path / "bag", "--today", "2026-11-28")))
    assert bag.validate()
    assert bag.info["Bagging-Date"] == "2026-11-28"
    assert set(bag.algorithms) == {"sha256"}


def test_what_is_left_out_is_named(site: LittleSite, tmp_path: Path) -> None:
    (site.root / "content/outside.md").symlink_to(tmp_path / "elsewhere.md")
    (tmp_path / "elsewhere.md").write_text("外\n", "utf-8")
    site.write({"elsewhere/in.png": b"\x89PNG\r\n\x1a\n"})
    (site.root / "content/inside.png").symlink_to("../elsewhere/in.png")
    result = run("bag", "--root", site.root, tmp_path / "bag")
    assert result.exit_code == 0
    assert "content/outside.md (a link out of the archive)" in result.stderr
    assert "content/secret.key (file for keys or passwords)" in result.stderr
    assert (tmp_path / "bag/data/content/inside.png").read_bytes() == b"\x89PNG\r\n\x1a\n"
    assert not (tmp_path / "bag/data/content/inside.png").is_symlink()


def test_an_article_with_an_error_is_in_the_bag(site: LittleSite, tmp_path: Path) -> None:
    site.write({"content/articles/bad.md": "---\ntitel: 錯\n---\n"})
    result = run("bag", "--root", site.root, tmp_path / "bag")
    assert result.exit_code == 0
    assert "content/articles/bad.md:2" in result.stderr
    entries = [json.loads(line) for line in (tmp_path / "bag/articles.jsonl").read_bytes().splitlines()]
    (entry,) = [entry for entry in entries if entry["path"].endswith("bad.md")]
    assert entry.keys() == {"path", "sha256"}


def test_an_article_is_listed_by_its_bytes_whatever_the_last_build_read(site: LittleSite, tmp_path: Path) -> None:
    time.sleep(2 * SETTLE_NS / 1e9)
    site.build_well()
    file = site.root / "content/articles/a.md"
    with closing(sqlite3.connect(state_path(site.root, site.output))) as state:  # as if the disk had changed a byte
        state.execute("UPDATE files SET digest = ? WHERE path = ?", ("0" * 64, "content/articles/a.md"))
        state.commit()
    bagged(site, tmp_path / "bag")
    first = json.loads((tmp_path / "bag/articles.jsonl").read_bytes().splitlines()[0])
    assert (first["title"], first["sha256"]) == ("甲", sha256(file.read_bytes()).hexdigest())


def test_the_site_is_in_the_bag_if_it_is_wanted(site: LittleSite, tmp_path: Path) -> None:
    bag = bagged(site, tmp_path / "bag", "--site", "--today", "2026-06-01")
    built = files_of(bag / "data/site")
    site.build_well()
    assert built == site.outputs()
    assert run("verify", bag, "--against", bag / "data/site", "--today", "2026-06-01").exit_code == 0
    site.write({"content/articles/bad.md": "---\ntitel: 錯\n---\n"})
    assert run("bag", "--root", site.root, tmp_path / "other", "--site").exit_code == 1
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("full", "the bag cannot be at full: it is not empty"),
        ("old.zip", "the bag cannot be at old.zip: it is there already"),
        ("file", "the bag cannot be at file: it is not a folder"),
        ("bag.tar.gz", "bag.tar.gz is neither a folder nor a zip file"),
        ("archive/content/bag", "bag is inside the archive's own files"),
        ("archive/sources/bag.zip", "bag.zip is inside the archive's own files"),
        ("left", "the bag cannot be at left: an interrupted run left .beilin-1 there"),
    ],
)
def test_an_unusable_target_is_refused(make_site: MakeSite, tmp_path: Path, target: str, message: str) -> None:
    site = make_site({"content/articles/a.md": article("甲")})
    for name in ("full/file", "old.zip", "file", "left/.beilin-1/data/file"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"old")
    before = files_of(tmp_path)
    result = run("bag", "--root", site.root, tmp_path / target)
    assert result.exit_code == 1
    assert message in result.stderr
    assert "No bag was written." in result.stderr
    assert files_of(tmp_path) == before


def test_an_archive_without_valid_settings_is_refused(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({"site.yaml": "title: 無網址\n"})
    assert run("bag", "--root", site.root, tmp_path / "bag").exit_code == 1
    assert not (tmp_path / "bag").exists()


@pytest.mark.parametrize("target", ["new/bag", "empty", "new/bag.zip"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), KeyboardInterrupt()])
def test_a_disk_that_fills_leaves_nothing_half_done(
    site: LittleSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, error: BaseException
) -> None:
    (tmp_path / "empty").mkdir()
    before = sorted(tmp_path.rglob("*"))
    written = 0

    def filling(plan: Any, file: PlannedFile) -> Any:
        nonlocal written
        written += 1
        if written == 9:
            raise error
        return pieces(plan, file)

    pieces = writing._pieces
    monkeypatch.setattr(writing, "_pieces", filling)
    result = run("bag", "--root", site.root, tmp_path / target)
    assert result.exit_code != 0
    if isinstance(error, OSError):
        assert "No space left on device" in result.stderr
        assert "No bag was written." in result.stderr
    assert sorted(path for path in tmp_path.rglob("*") if site.root not in path.parents) == [
        path for path in before if site.root not in path.parents
    ]


def test_a_file_that_changes_meanwhile_ends_it(
    site: LittleSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changing(plan: Any, file: PlannedFile) -> Any:
        if file.path.endswith("a.md"):
            (site.root / "content/articles/a.md").write_text("改\n", "utf-8")
        return pieces(plan, file)

    pieces = writing._pieces
    monkeypatch.setattr(writing, "_pieces", changing)
    result = run("bag", "--root", site.root, tmp_path / "bag.zip")
    assert result.exit_code == 1
    assert "content/articles/a.md: the file changed while the bag was written" in result.stderr
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".zip"]


def test_an_archive_is_built_again_from_its_bag(site: LittleSite, tmp_path: Path) -> None:
    """The theme comes with it, also one that is not the archive's own."""
    site.build_well()
    bag = bagged(site, tmp_path / "bag")
    again = LittleSite(bag / "data", site.options)
    again.build_well()
    assert again.outputs() == site.outputs()
