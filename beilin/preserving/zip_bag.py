"""A bag in a zip file."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from beilin.files.regular import kind_of, open_regular
from beilin.preserving.names import DECLARATION, MANIFEST_NAME, is_unsafe
from beilin.preserving.opened_bag import DAMAGE, LINK, NotABagError, OpenedBag, looks_like_bag

# Of a bag, every file is read. A zip file that unpacks to more than this, and to so many times its own size, is a bomb.
MAX_UNPACKED, MAX_RATIO = 1 << 30, 100
_ENCRYPTED, _IS_UTF_8 = 0x1, 0x800  # bits of an entry's flags (APPNOTE.TXT, section 4.4.4)


class _Zip:
    def __init__(self, archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]) -> None:
        self._archive, self._entries = archive, entries

    def open(self, path: str) -> IO[bytes]:
        return self._archive.open(self._entries[path])


@contextmanager
def zip_bag(path: Path) -> Iterator[OpenedBag]:
    """Within the block, the bag in the zip file. Raises NotABagError."""
    try:
        with open_regular(path) as file:
            if file.read(1) == b"":
                raise NotABagError("this file is empty")
        archive = zipfile.ZipFile(path)
    except DAMAGE as error:
        hint = "If it is an archive file of another kind, unpack it and name the folder."
        raise NotABagError(f"this is neither a folder nor a whole zip file: {error}", hint) from None
    except OSError as error:
        raise NotABagError(f"it cannot be read: {error.strerror or error}") from None
    with archive:
        yield _bag_in(archive, path.stat().st_size)


def _bag_in(archive: zipfile.ZipFile, size: int) -> OpenedBag:
    infos = [(name, info) for info in archive.infolist() if not _is_folder(name := _name_of(info), info)]
    unpacked = sum(info.file_size for _, info in infos)
    if unpacked > MAX_UNPACKED and unpacked > MAX_RATIO * size:
        message = f"this zip file of {size // 1000} kB would unpack to {unpacked // 1_000_000} MB"
        raise NotABagError(message, "If you trust it, unpack it and name the folder.")
    base = _base_of([name for name, _ in infos])
    files: dict[str, int] = {}
    faults: dict[str, str] = {}
    entries: dict[str, zipfile.ZipInfo] = {}
    outside = []
    for whole, info in infos:
        if is_unsafe(whole) or not whole:
            faults[whole] = "its name leads out of the bag"
            continue
        if not whole.startswith(base):
            outside.append(whole)
            continue
        name = whole[len(base) :]
        if fault := _fault_of(info):
            faults[name] = fault
        elif name in entries:
            faults[name] = "it is in the zip file twice"
        else:
            entries[name] = info
            files[name] = info.file_size
    for name in faults:
        files.pop(name, None)
    return OpenedBag(_Zip(archive, entries), files, faults, tuple(outside))


def _is_folder(name: str, info: zipfile.ZipInfo) -> bool:
    """Whether the entry is a mere folder, which no manifest lists: one with bytes, or outside the bag, is more."""
    return name.endswith("/") and not info.file_size and not is_unsafe(name)


def _name_of(info: zipfile.ZipInfo) -> str:
    """The name of a file in a zip file. Many programs write UTF-8 without saying so, and then CP437 is read."""
    if info.flag_bits & _IS_UTF_8 or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _fault_of(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return LINK
    return "" if stat.S_IFMT(mode) in (0, stat.S_IFREG) else f"it is {kind_of(mode)}"


def _base_of(names: list[str]) -> str:
    """The folder of the bag in a zip file, with "/"; "" if its files are not in one. Raises NotABagError."""
    tops: dict[str, set[str]] = {}
    for name in names:
        first, slash, rest = name.partition("/")
        tops.setdefault("", set()).add(first)
        if slash:
            tops.setdefault(f"{first}/", set()).add(rest.partition("/")[0])
    found = [base for base, children in sorted(tops.items()) if looks_like_bag(children)]
    if not found:
        raise NotABagError(f"there is no {DECLARATION} in this zip file, or in a folder at its top")
    if found[0] == "" or len(found) == 1:
        return found[0]
    # A name that was tampered with leaves bagit.txt in a folder of its own, which is not a second bag.
    listing = [base for base in found if any(map(MANIFEST_NAME.fullmatch, tops[base]))]
    if len(listing) > 1:
        raise NotABagError(f"there are {len(listing)} bags in this zip file", "Unpack it, and verify each.")
    return (listing or found)[0]
