"""The records of a WARC file, one after the other, read by warcio within bounds.

warcio reads lines of any length, unpacks whatever gzip expands to, and writes to the terminal what it finds wrong. So
it reads through a file that ends when a head is too long, and each record is read to its end here, in small pieces.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders

from beilin.files.regular import open_regular
from beilin.importing.formats.bounded_reading import MAX_RATIO, READING_ERRORS, open_source
from beilin.importing.formats.warc.payload import MAX_BODY

_MAX_HEAD = 1 << 18  # bytes of the file that are read for one head
_PIECE = 1 << 16
_ANY_RATIO = 64 * 1024**2  # bytes, up to which the ratio of a record to its packed bytes does not matter


class BrokenWarcError(Exception):
    """Why the file cannot be read further, as the end of a sentence."""


class NotDividedError(Exception):
    """All records were packed together, so none can be read alone."""


class _Iterator(ArchiveIterator):  # type: ignore[misc]
    INC_RECORD = ""  # warcio writes it to the terminal


class _Guarded:
    """A file from which only so many bytes can be read until it is asked for more."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._position = 0  # from where it was first read
        self.left = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._position += len(data)
        self.left -= len(data)
        if self.left < 0:
            raise BrokenWarcError("the head of a record is too long")
        return data

    def tell(self) -> int:
        return self._position


@dataclass(frozen=True, slots=True)
class Record:
    """A record, of which the body is read while it is the current one."""

    number: int  # in the file, from 1
    offset: int  # in the file, at which `record_at` finds it
    kind: str  # `response`, `request`, `revisit` …
    url: str
    date: str  # as written: ISO 8601, UTC
    status: str  # of HTTP; "" if it is not a response of HTTP
    headers: dict[str, str]  # of HTTP, or the content type of the record, by name in lower case
    length: int  # bytes, with the headers of HTTP
    stream: Any

    def read(self) -> bytes | None:
        """The body as it was sent; None if it is larger than any page."""
        if self.length > MAX_BODY:
            return None
        with redirect_stderr(io.StringIO()):
            return self.stream.read(MAX_BODY + 1)  # type: ignore[no-any-return]


def read_records(path: Path, *, is_one_stream: bool = False) -> Iterator[Record]:
    """The records in order. Raises BrokenWarcError, and what reading the file raises.

    `is_one_stream` is for files in which all records were packed together, which `NotDividedError` says.
    """
    with open_source(path) if is_one_stream else open_regular(path) as file:
        yield from _records(file)


def record_at(path: Path, offset: int) -> Iterator[Record]:
    """The record at the offset, as the only one. Raises like `read_records`."""
    with open_regular(path) as file:
        file.seek(offset)
        yield from islice(_records(file), 1)


def _records(file: BinaryIO) -> Iterator[Record]:
    guarded = _Guarded(file)
    iterator = _Iterator(guarded)
    size = 0
    for number in count(1):
        guarded.left = _MAX_HEAD
        found = _next(iterator)
        if found is None:
            return
        guarded.left = sys.maxsize
        record = _record(number, iterator.offset, found)
        yield record
        with redirect_stderr(io.StringIO()):
            while piece := found.raw_stream.read(_PIECE):
                size += len(piece)
                if size > _ANY_RATIO + MAX_RATIO * guarded.tell():
                    raise BrokenWarcError(f"it unpacks to more than {MAX_RATIO} times its size")


def _next(iterator: _Iterator) -> Any:
    """warcio's next record; None at the end."""
    try:
        with redirect_stderr(io.StringIO()):
            return next(iterator, None)
    except BrokenWarcError:
        raise
    except ArchiveLoadFailed as error:
        if "non-chunked gzip" in str(error):
            raise NotDividedError from None
        raise BrokenWarcError(f"what follows is not a record ({_first_line(error)})") from None
    except READING_ERRORS:
        raise
    except Exception as error:  # warcio raises whatever its own code happens to raise on damaged heads
        raise BrokenWarcError(f"the head of a record is damaged ({_first_line(error)})") from None


def _record(number: int, offset: int, found: Any) -> Record:
    heads: StatusAndHeaders = found.rec_headers
    http: StatusAndHeaders | None = found.http_headers
    headers = {str(name).lower(): str(value) for name, value in http.headers} if http else {}
    if not http:
        headers["content-type"] = found.content_type or ""
    return Record(
        number, offset, found.rec_type or "", (heads.get_header("WARC-Target-URI") or "").strip("<> "),
        heads.get_header("WARC-Date") or "", http.get_statuscode() if http else "", headers,
        found.length or 0, found.raw_stream,
    )  # fmt: skip


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:80]
