"""The beginning of a source, by which its kind is recognised."""

from __future__ import annotations

import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from beilin.files.regular import open_regular
from beilin.importing.formats.zip_directory import RefusedArchiveError, read_entries

SIZE = 65536  # bytes that are looked at
_MAX_ZEROS = 0.001  # the share of zero bytes in what may still be markup
_GZIP = b"\x1f\x8b\x08"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # with files, and empty
_BEFORE_MARKUP = " \t\r\n\v\f\xa0\u200b\u2028\u2060\u3000\ufeff"
_BYTE_ORDER_MARKS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Opening:
    """What a kind is recognised by."""

    name: str  # of the file
    start: bytes  # its first bytes; if it is a gzip file, of what is in it
    text: str  # `start` as text, as far as it can be read, without the spaces before it; "" if it is not text or packed
    is_gzip: bool = False
    members: tuple[str, ...] = ()  # the names in it, if it is a ZIP archive
    is_zip: bool = False
    fault: str = ""  # why the names in a ZIP archive cannot be read, as the end of a sentence
    is_whole: bool = False  # whether `start` is all there is


def read_opening(path: Path) -> Opening:
    """The opening of the file. Raises OSError."""
    with open_regular(path) as file:
        start = _read_start(file)
        if start.startswith(_ZIP):
            return _opening_of_zip(path.name, start, file)
    return opening_of(path.name, start)


def _opening_of_zip(name: str, start: bytes, file: FileIO) -> Opening:
    try:
        entries, _ = read_entries(file)
    except RefusedArchiveError as error:
        return Opening(name, start, "", is_zip=True, fault=str(error))
    return Opening(name, start, "", members=tuple(entry.name for entry in entries), is_zip=True)


def opening_of(name: str, start: bytes) -> Opening:
    """The opening of a file that begins with the bytes and is not a ZIP archive."""
    is_gzip = start.startswith(_GZIP)
    is_whole = len(start) < SIZE
    if is_gzip:
        start = _unpacked(start)
    return Opening(name, start, "" if is_gzip else text_of_start(start), is_gzip, is_whole=is_whole)


def _read_start(file: FileIO) -> bytes:
    start = b""
    while len(start) < SIZE and (part := file.read(SIZE - len(start))):
        start += part
    return start


def _unpacked(start: bytes) -> bytes:
    """The beginning of what a gzip file has in it; b"" if that cannot be read."""
    try:
        return zlib.decompressobj(wbits=31).decompress(start, SIZE)
    except zlib.error:
        return b""


def text_of_start(start: bytes) -> str:
    """The bytes as text: good enough to see markup, which is ASCII in nearly all encodings."""
    return _decoded(start).lstrip(_BEFORE_MARKUP)


def _decoded(start: bytes) -> str:
    for mark, codec in _BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return start[len(mark) :].decode(codec, "ignore")
    if codec := _utf16_without_mark(start):
        return start.decode(codec, "ignore")
    if (count := start.count(b"\0")) > len(start) * _MAX_ZEROS:
        return ""
    if count:
        start = start.replace(b"\0", b"")
    try:
        return start.decode("utf-8")
    except UnicodeDecodeError as error:
        is_cut = error.start >= len(start) - 3 and len(start) >= SIZE
        return start.decode("utf-8" if is_cut else "latin-1", "ignore")


def _utf16_without_mark(start: bytes) -> str:
    """The codec of markup in UTF-16 without a byte order mark: `<` or `{` beside a zero byte."""
    if start[:1] in b"<{[" and start[1:2] == b"\0" and start[3:4] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if start[:1] == b"\0" and start[1:2] in (b"<", b"{", b"[") and start[2:3] == b"\0" else ""
