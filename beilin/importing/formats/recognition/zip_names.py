"""The names in a ZIP archive, from its central directory, which is read with a bound (APPNOTE.TXT, section 4.3)."""

from __future__ import annotations

import os
import struct
from io import FileIO

MAX_DIRECTORY = 1 << 20  # bytes of the central directory that are looked at
_END = struct.Struct("<4s4H2LH")  # the end of central directory record
_END_64 = struct.Struct("<4sQ2H2L4Q")  # the same of Zip64
_LOCATOR_64 = struct.Struct("<4sLQL")
_ENTRY = struct.Struct("<4s6H3L5H2L")  # a central directory header, before its name
_MAX_COMMENT = 0xFFFF
_IN_ZIP64 = 0xFFFFFFFF
_IS_UTF8 = 0x800  # of the flags


def names_in_zip(file: FileIO) -> tuple[str, ...]:
    """The names of the files in the archive, those of a large one in part; none if it is damaged."""
    size = file.seek(0, os.SEEK_END)
    tail_start = max(0, size - _MAX_COMMENT - _END.size - _LOCATOR_64.size)
    tail = _read_at(file, tail_start, size - tail_start)
    found = tail.rfind(b"PK\x05\x06")
    if found < 0 or len(tail) - found < _END.size:
        return ()
    *_, length, offset, _ = _END.unpack_from(tail, found)
    if _IN_ZIP64 in (length, offset):
        length, offset = _zip64_directory(file, tail[:found])
    return tuple(_names(_read_at(file, offset, min(length, MAX_DIRECTORY))))


def _zip64_directory(file: FileIO, before_end: bytes) -> tuple[int, int]:
    """The length and offset of a Zip64 archive's central directory; 0 and 0 if they cannot be found."""
    if len(before_end) < _LOCATOR_64.size or before_end[-_LOCATOR_64.size :][:4] != b"PK\x06\x07":
        return 0, 0
    _, _, where, _ = _LOCATOR_64.unpack(before_end[-_LOCATOR_64.size :])
    record = _read_at(file, where, _END_64.size)
    if len(record) < _END_64.size:
        return 0, 0
    *_, length, offset = _END_64.unpack(record)
    return length, offset


def _names(directory: bytes) -> list[str]:
    names: list[str] = []
    at = 0
    while at + _ENTRY.size <= len(directory) and directory[at : at + 4] == b"PK\x01\x02":
        fields = _ENTRY.unpack_from(directory, at)
        flags, (name_length, extra_length, comment_length) = fields[3], fields[10:13]
        name = directory[at + _ENTRY.size :][:name_length]
        names.append(name.decode("utf-8" if flags & _IS_UTF8 else "cp437", "replace"))
        at += _ENTRY.size + name_length + extra_length + comment_length
    return names


def _read_at(file: FileIO, offset: int, size: int) -> bytes:
    try:
        file.seek(offset)
    except (OSError, ValueError, OverflowError):
        return b""
    return file.read(size) or b""
