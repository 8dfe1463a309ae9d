"""A source that may be packed with gzip, read as a stream whose size is bounded by that of the file.

A few kilobytes of gzip can unpack to gigabytes. Texts are packed to a tenth, markup to a fiftieth.
"""

from __future__ import annotations

import gzip
import zlib
from io import BufferedReader, FileIO, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING

from beilin.files.regular import open_regular
from beilin.problems.problem import Problem

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_RATIO = 200  # of the bytes that were unpacked to those that were read for them
_ANY_RATIO = 16 * 1024**2  # bytes, up to which the ratio does not matter
_GZIP = b"\x1f\x8b"
_BUFFER = 1 << 18

# What reading from the stream may raise.
READING_ERRORS = (OSError, EOFError, zlib.error)


class _Unpacked(RawIOBase):
    """What is in a file that was packed with gzip, also if it has several members (RFC 1952, section 2.2)."""

    def __init__(self, file: FileIO) -> None:
        self._file = file
        self._unpacker = gzip.GzipFile(fileobj=file, mode="rb")
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        data = self._unpacker.read1(len(view))
        self._size += len(data)
        if self._size > _ANY_RATIO + MAX_RATIO * self._file.tell():
            raise OSError(f"it unpacks to more than {MAX_RATIO} times its size")
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._unpacker.close()
        self._file.close()
        super().close()


def open_source(path: Path) -> BufferedReader:
    """The bytes of the file, unpacked if it is packed with gzip. Raises OSError; reading raises `READING_ERRORS`."""
    file = open_regular(path)
    start = file.read(len(_GZIP))
    file.seek(0)
    return BufferedReader(_Unpacked(file) if start == _GZIP else file, _BUFFER)


def reading_problem(error: Exception, display_name: str) -> Problem:
    """The problem of a source that cannot be read, or no further."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error) or "it ends too early"
    hint = "Check the file, and get it anew if it is damaged."
    return Problem("unreadable", f"cannot be read: {reason}", display_name, hint=hint)
