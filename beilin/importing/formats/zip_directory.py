"""The directory of a zip archive, read strictly: whatever two programs could read differently is refused.

The form is that of APPNOTE.TXT 6.3.10: end records 4.3.14 to 4.3.16, entries 4.3.12, extra fields 4.5. Python's zipfile
reads directories of any size, and takes quadratic time for extra fields, so it is not used.
"""

from __future__ import annotations

import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

MAX_DIRECTORY = 16 * 1024**2  # bytes
MAX_MEMBERS = 50_000
_MAX_COMMENT = 0xFFFF
_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_ZIP64_FIELD = 1
_UTF8_FLAG, _ENCRYPTION_FLAGS = 1 << 11, 1 | 1 << 6 | 1 << 13
_UNIX = 3
_DAMAGED = "its directory is damaged"


class RefusedArchiveError(Exception):
    """Why an archive is not read, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the directory says about a member."""

    name: str
    raw_name: bytes
    method: int  # 0 is stored, 8 deflated
    crc: int
    packed: int  # bytes in the archive
    size: int  # bytes
    offset: int  # of the local header
    is_encrypted: bool
    is_special: bool  # a link, a device or a pipe


class _Directory(NamedTuple):
    entries: int
    start: int
    end: int


def read_entries(file: BinaryIO) -> tuple[list[Entry], int]:
    """The members in the order of the directory, and the offset at which the directory begins.

    Raises RefusedArchiveError and OSError.
    """
    directory = _find(file)
    if directory.entries > MAX_MEMBERS:
        raise RefusedArchiveError(f"it has {directory.entries:,} members, and {MAX_MEMBERS:,} are read")
    if directory.end - directory.start > MAX_DIRECTORY:
        raise RefusedArchiveError(f"its directory is larger than {MAX_DIRECTORY // 1024**2} MB")
    file.seek(directory.start)
    data = file.read(directory.end - directory.start)
    entries: list[Entry] = []
    position = 0
    for _ in range(directory.entries):
        entry, position = _entry(data, position)
        entries.append(entry)
    if position != len(data):
        raise RefusedArchiveError("its directory has a different number of members than it says")
    return entries, directory.start


def _find(file: BinaryIO) -> _Directory:
    """Where the directory is; the file must end with it and its end records."""
    total = file.seek(0, 2)
    tail_start = max(0, total - _END.size - _MAX_COMMENT)
    file.seek(tail_start)
    tail = file.read()
    at = len(tail)
    while (at := tail.rfind(b"PK\5\6", 0, at)) >= 0:
        if at + _END.size <= len(tail):
            _, disk, start_disk, here, entries, size, start, comment = _END.unpack_from(tail, at)
            if at + _END.size + comment == len(tail):
                break
    else:
        raise RefusedArchiveError("it has no directory; the file may be incomplete")
    if (disk, start_disk) not in ((0, 0), (0xFFFF, 0xFFFF)) or here != entries:
        raise RefusedArchiveError("it is one part of several")
    found = _Directory(entries, start, start + size)
    end = tail_start + at
    if large := _find_large(file, end, found):
        found, end = large
    if found.end != end:
        raise RefusedArchiveError("its directory is not where it says")
    return found


def _find_large(file: BinaryIO, end: int, small: _Directory) -> tuple[_Directory, int] | None:
    """The directory by the records of Zip64 before the end record at `end`, and their offset; None without them."""
    file.seek(max(0, end - _LOCATOR.size))
    locator = file.read(_LOCATOR.size)
    if end < _LOCATOR.size or not locator.startswith(b"PK\6\7"):
        return None
    _, disk, start, disks = _LOCATOR.unpack(locator)
    if disk or disks > 1 or start + _END64.size > end:
        raise RefusedArchiveError(_DAMAGED)
    file.seek(start)
    signature, size, _, _, _, _, here, entries, length, offset = _END64.unpack(file.read(_END64.size))
    if signature != b"PK\6\6" or start + 12 + size != end - _LOCATOR.size or here != entries:
        raise RefusedArchiveError(_DAMAGED)
    found = _Directory(entries, offset, offset + length)
    stated = (small.entries, small.start, small.end - small.start)
    for narrow, wide, unknown in zip(stated, (entries, offset, length), (0xFFFF, *[0xFFFFFFFF] * 2), strict=True):
        if narrow not in (wide, unknown):
            raise RefusedArchiveError("its directory and its Zip64 directory differ")
    return found, start


def _entry(data: bytes, position: int) -> tuple[Entry, int]:
    """The entry at the position, and the position after it."""
    if position + _ENTRY.size > len(data) or not data.startswith(b"PK\1\2", position):
        raise RefusedArchiveError("its directory has a different number of members than it says")
    fields = _ENTRY.unpack_from(data, position)
    (
        _,
        made_by,
        _,
        flags,
        method,
        _,
        _,
        crc,
        packed,
        size,
        name_size,
        extra_size,
        comment_size,
        disk,
        _,
        mode,
        offset,
    ) = fields
    start = position + _ENTRY.size
    name_end = start + name_size
    extra_end = name_end + extra_size
    if disk not in (0, 0xFFFF) or extra_end + comment_size > len(data):
        raise RefusedArchiveError(_DAMAGED)
    size, packed, offset = _wide(data[name_end:extra_end], size, packed, offset)
    kind = stat.S_IFMT(mode >> 16) if made_by >> 8 == _UNIX else 0
    name = data[start:name_end]
    entry = Entry(
        _name(name, flags), name, method, crc, packed, size, offset,
        bool(flags & _ENCRYPTION_FLAGS), kind not in (0, stat.S_IFREG, stat.S_IFDIR),
    )  # fmt: skip
    return entry, extra_end + comment_size


def _wide(extra: bytes, *narrow: int) -> Iterator[int]:
    """The size, packed size and offset, each from the Zip64 field if it does not fit 32 bits (4.5.3)."""
    field = _extra_field(extra, _ZIP64_FIELD) if 0xFFFFFFFF in narrow else b""
    position = 0
    for value in narrow:
        if value == 0xFFFFFFFF:
            if position + 8 > len(field):
                raise RefusedArchiveError(_DAMAGED)
            value = int.from_bytes(field[position : position + 8], "little")
            position += 8
        yield value


def _extra_field(extra: bytes, wanted: int) -> bytes:
    """The data of the first extra field with that id; b"" if there is none."""
    position = 0
    while position + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, position)
        if kind == wanted:
            return extra[position + 4 : position + 4 + size]
        position += 4 + size
    return b""


def _name(data: bytes, flags: int) -> str:
    """The name: UTF-8 if its flag says so or if it is valid as that, else code page 437 (appendix D)."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        if flags & _UTF8_FLAG:
            raise RefusedArchiveError("the name of a member is not valid UTF-8") from None
        return data.decode("cp437")
