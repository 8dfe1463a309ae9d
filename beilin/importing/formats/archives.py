"""Zip archives from strangers, read with bounds: nothing is extracted to disk, and no archive inside one is opened.

An archive is refused as a whole if anything in its directory is not as in a plain export: names that lead out of a
folder, links, encryption, one name twice, members that share bytes, or sizes that no text has.
"""

from __future__ import annotations

import os
import re
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from beilin.files.regular import open_regular
from beilin.importing.formats.zip_directory import Entry, RefusedArchiveError, read_entries
from beilin.problems.controls import printable_path
from beilin.problems.problem import Problem

MAX_MEMBER = 64 * 1024**2  # bytes of a member that is read; larger ones, such as videos, may be in an archive
MAX_TOTAL = 8 * 1024**3  # bytes of all members
MAX_RATIO = 200  # of the bytes of a member to those it takes in the archive; exports of text have up to 50
MAX_DEPTH = 32  # folders
MAX_NAME = 1024  # bytes
_ANY_RATIO = 1024**2  # bytes of a member, up to which its ratio does not matter
_ANY_TOTAL_RATIO = 64 * 1024**2
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_CONTROLS = re.compile(r"[\0-\x1f\x7f-\x9f]")
_HINT = "Ask for a new export, or unpack the archive and import the files that you trust."


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive."""

    entry: Entry
    end: int  # the offset at which the next member or the directory begins


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive whose directory is within all bounds."""

    path: Path
    display_name: str
    members: Mapping[str, Member]  # by name, in the order of the directory; without folders


def open_archive(path: Path, display_name: str) -> Archive | Problem:
    """The archive, or why it is refused. Only its directory is read, of which the size is bounded."""
    try:
        with open_regular(path) as file:
            entries, directory_start = read_entries(file)
            file_size = file.seek(0, os.SEEK_END)
        _check_sizes(entries, file_size)
        for entry in entries:
            _check(entry)
        members = _members(entries, directory_start)
    except RefusedArchiveError as error:
        return Problem("unsafe-archive", f"the archive is not read: {error}", display_name, hint=_HINT)
    except OSError as error:
        hint = "Check the path and the file's permissions."
        return Problem("unreadable", f"cannot be read: {error.strerror or error}", display_name, hint=hint)
    return Archive(path, display_name, members)


def read_member(archive: Archive, name: str) -> bytes | Problem:
    """The bytes of a member, proved by their number and checksum; or why they cannot be read."""
    try:
        with open_regular(archive.path) as file:
            return _read(file, archive.members[name])
    except (RefusedArchiveError, OSError, zlib.error) as error:
        reason = str(error) if isinstance(error, RefusedArchiveError) else "it is damaged"
        message = f"the member {printable_path(name)!r} is not read: {reason}"
        return Problem("unsafe-archive", message, archive.display_name, hint=_HINT)


def _check_sizes(entries: Sequence[Entry], file_size: int) -> None:
    total = sum(entry.size for entry in entries)
    if total > MAX_TOTAL:
        raise RefusedArchiveError(f"its members have {total // 1024**2:,} MB, and {MAX_TOTAL // 1024**2:,} are read")
    if total > max(_ANY_TOTAL_RATIO, MAX_RATIO * file_size):
        raise RefusedArchiveError(f"its members are {total // file_size:,} times as large as it")


def _check(entry: Entry) -> None:
    """Raises RefusedArchiveError if the entry has anything that an export of texts does not need."""
    name = printable_path(entry.name)
    parts = re.split(r"[/\\]", entry.name.removesuffix("/"))
    if not entry.name or _CONTROLS.search(entry.name) or len(entry.raw_name) > MAX_NAME:
        raise RefusedArchiveError(f"the name of its member {name[:80]!r} is empty, too long or has control characters")
    if ".." in parts or parts[0] == "" or re.match("[A-Za-z]:", entry.name):
        raise RefusedArchiveError(f"the name of its member {name!r} leads out of the folder")
    if len(parts) > MAX_DEPTH:
        raise RefusedArchiveError(f"its member {name[:80]!r} is more than {MAX_DEPTH} folders deep")
    if entry.is_special:
        raise RefusedArchiveError(f"its member {name!r} is a link or a device")
    if entry.is_encrypted:
        raise RefusedArchiveError(f"its member {name!r} is encrypted")
    if entry.method not in (_STORED, _DEFLATED):
        raise RefusedArchiveError(f"its member {name!r} is compressed by a method ({entry.method}) that is not read")
    if entry.method == _STORED and entry.size != entry.packed:
        raise RefusedArchiveError(f"its member {name!r} has two different sizes")
    if entry.size > max(_ANY_RATIO, MAX_RATIO * entry.packed):
        raise RefusedArchiveError(f"its member {name!r} is more than {MAX_RATIO} times as large as its bytes in it")


def _members(entries: Sequence[Entry], directory_start: int) -> dict[str, Member]:
    """The files among the entries. Raises RefusedArchiveError if two share a name or bytes."""
    ends: dict[int, int] = {}
    offsets = [*sorted(entry.offset for entry in entries), directory_start]
    for offset, end in pairwise(offsets):
        ends.setdefault(offset, end)  # of two at one offset, the first ends where it begins
    members: dict[str, Member] = {}
    names: set[str] = set()
    for entry in entries:
        end = ends[entry.offset]
        if entry.offset + _LOCAL.size + len(entry.raw_name) + entry.packed > end:
            raise RefusedArchiveError(f"its member {printable_path(entry.name)!r} shares bytes with a different one")
        if entry.name in names:
            raise RefusedArchiveError(f"it has two members with the name {printable_path(entry.name)!r}")
        names.add(entry.name)
        if not entry.name.endswith("/"):
            members[entry.name] = Member(entry, end)
    return members


def _read(file: BinaryIO, member: Member) -> bytes:
    entry = member.entry
    if entry.size > MAX_MEMBER or entry.packed > MAX_MEMBER:
        raise RefusedArchiveError(f"it has {entry.size // 1024**2:,} MB, and {MAX_MEMBER // 1024**2} are read")
    file.seek(entry.offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(b"PK\3\4"):
        raise RefusedArchiveError("it is not where the directory says")
    _, _, _, method, _, _, _, _, _, name_size, extra_size = _LOCAL.unpack(header)
    start = entry.offset + _LOCAL.size + name_size + extra_size
    if start + entry.packed > member.end or method != entry.method or file.read(name_size) != entry.raw_name:
        raise RefusedArchiveError("its two headers differ")
    file.seek(start)
    data = file.read(entry.packed)
    if entry.method == _DEFLATED:
        data = _inflate(data, entry.size)
    if len(data) != entry.size or zlib.crc32(data) != entry.crc:
        raise RefusedArchiveError("its bytes are not those that its checksum is of")
    return data


def _inflate(data: bytes, size: int) -> bytes:
    """The data without the compression. Raises RefusedArchiveError if they have more bytes than stated."""
    decompressor = zlib.decompressobj(-zlib.MAX_WBITS)
    plain = decompressor.decompress(data, size + 1)
    if len(plain) > size or not decompressor.eof or decompressor.unused_data:
        raise RefusedArchiveError("it is larger than it says, or incomplete")
    return plain
