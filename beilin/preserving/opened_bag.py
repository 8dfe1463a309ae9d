"""The files of a bag, in a folder or in a zip file, as they are read: nothing is unpacked, and no link is followed."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol, cast

from beilin.files.regular import kind_of, open_regular
from beilin.preserving.names import DECLARATION, MANIFEST_NAME, PAYLOAD, is_unsafe
from beilin.problems.controls import printable_path

PIECE = 1 << 20  # bytes that are read at a time
# Of a bag, every file is read. A zip file that unpacks to more than this, and to so many times its own size, is a bomb.
MAX_UNPACKED, MAX_RATIO = 1 << 30, 100
# What damaged bytes of a zip file raise. NotImplementedError: a method of compression that Python does not know.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
_ENCRYPTED, _IS_UTF_8 = 0x1, 0x800  # bits of an entry's flags (APPNOTE.TXT, section 4.4.4)
_LINK = "it is a symbolic link"


class NotABagError(Exception):
    """There is no bag; the message says why, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class DamagedFileError(Exception):
    """The bytes of a file in a bag cannot be read; the message says why."""


class Source(Protocol):
    """Where the bytes of a bag are."""

    def open(self, path: str) -> IO[bytes]:
        """The file at the path in the bag. Raises OSError, or what `_DAMAGE` lists."""


@dataclass(frozen=True, slots=True)
class OpenedBag:
    """A bag that can be read."""

    source: Source
    files: Mapping[str, int]  # size by path in the bag
    faults: Mapping[str, str] = field(default_factory=dict)  # what is there and cannot be a file of a bag, and why
    outside: tuple[str, ...] = ()  # in a zip file, the files beside the bag's folder

    def pieces(self, path: str) -> Iterator[bytes]:
        """The bytes of the file, piece by piece. Raises DamagedFileError."""
        try:
            with self.source.open(path) as file:
                while piece := file.read(PIECE):
                    yield piece
        except OSError as error:
            raise DamagedFileError(f"it cannot be read: {error.strerror or error}") from None
        except _DAMAGE as error:
            raise DamagedFileError(f"its bytes in the zip file are damaged: {error}") from None

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a small file. Raises DamagedFileError, also if it has more than `limit` bytes."""
        data = bytearray()
        for piece in self.pieces(path):
            data += piece
            if len(data) > limit:
                raise DamagedFileError(f"it is larger than {limit >> 20} MB")
        return bytes(data)


@contextmanager
def open_bag(path: Path) -> Iterator[OpenedBag]:
    """Within the block, the bag at the path. Raises NotABagError."""
    if not path.exists():
        raise NotABagError("there is no such file or folder")
    try:
        folder = _open_folder(path) if path.is_dir() else None
    except OSError as error:
        raise NotABagError(f"this folder cannot be read: {error.strerror}") from None
    if folder:
        yield folder
        return
    with _zip_file(path) as archive:
        yield _open_zip(archive, path)


# Folders


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, path: str) -> IO[bytes]:
        return cast("IO[bytes]", open_regular(self._folder / path))


def _open_folder(folder: Path) -> OpenedBag:
    if not looks_like_bag(os.listdir(folder)):
        inside = sorted(child.name for child in folder.iterdir() if (child / DECLARATION).is_file())
        hint = f"Name the bag in it: {printable_path(str(folder / inside[0]))}" if inside else ""
        raise NotABagError(f"there is no {DECLARATION} in this folder", hint)
    files: dict[str, int] = {}
    faults: dict[str, str] = {}
    for base, folders, names in os.walk(folder, onerror=_raise):
        prefix = os.path.relpath(base, folder)
        prefix = "" if prefix == "." else f"{prefix}/"
        folders.sort()
        for name in (*names, *folders):
            status = os.lstat(os.path.join(base, name))
            if stat.S_ISREG(status.st_mode):
                files[prefix + name] = status.st_size
            elif stat.S_ISLNK(status.st_mode):
                faults[prefix + name] = _LINK
            elif not stat.S_ISDIR(status.st_mode):
                faults[prefix + name] = f"it is {kind_of(status.st_mode)}"
    return OpenedBag(_Folder(folder), files, faults)


def _raise(error: OSError) -> None:
    raise error


# Zip files


class _Zip:
    def __init__(self, archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]) -> None:
        self._archive, self._entries = archive, entries

    def open(self, path: str) -> IO[bytes]:
        return self._archive.open(self._entries[path])


@contextmanager
def _zip_file(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with open_regular(path) as file:
            if file.read(4) == b"":
                raise NotABagError("this file is empty")
        archive = zipfile.ZipFile(path)
    except _DAMAGE as error:
        hint = "If it is an archive file of another kind, unpack it and name the folder."
        raise NotABagError(f"this is neither a folder nor a whole zip file: {error}", hint) from None
    except OSError as error:
        raise NotABagError(f"this file cannot be read: {error.strerror}") from None
    with archive:
        yield archive


def _open_zip(archive: zipfile.ZipFile, path: Path) -> OpenedBag:
    infos = [(_name_of(info), info) for info in archive.infolist() if not info.filename.endswith("/")]
    unpacked, size = sum(info.file_size for _, info in infos), path.stat().st_size
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
        return _LINK
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


def looks_like_bag(names: Iterator[str] | list[str] | set[str]) -> bool:
    """Whether these names are those at the top of a bag, or of what is left of one."""
    present = set(names)
    has_manifest = any(MANIFEST_NAME.fullmatch(name) for name in present)
    return DECLARATION in present or (PAYLOAD.rstrip("/") in present and has_manifest)
