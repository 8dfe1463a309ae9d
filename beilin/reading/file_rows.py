"""What the state keeps of each file under content/."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Set
from typing import NamedTuple

import msgspec

from beilin.files.segments import NO_EXTENT, Extent
from beilin.model import Record


class FileRow(NamedTuple):
    """A file under content/ that was read, with what is not needed in lists encoded."""

    digest: str  # SHA-256 of its bytes
    key: str  # of all that reading it depended on apart from its bytes; "" for a static file
    # Digest of all that decides which pages exist, and where; "" if it could not be read. Of a static file: what it is.
    shape: str = ""
    body: str = ""  # digest of its Body
    extent: Extent = NO_EXTENT  # of its Body, in the cache
    record: bytes = b""  # a Record in MessagePack
    problems: bytes = b""  # Problems in MessagePack; b"" for none


_decode_record = msgspec.msgpack.Decoder(Record).decode
_set = object.__setattr__  # for frozen objects that nothing else refers to yet


def record_of(row: FileRow) -> Record:
    """The record of a file that could be read."""
    record = _decode_record(row.record)
    summary = record.summary
    # Names that many articles share are stored once: they would be a third of the memory for an article.
    _set(summary, "tags", tuple(map(sys.intern, summary.tags)))
    _set(summary, "authors", tuple(map(sys.intern, summary.authors)))
    _set(summary, "source", summary.source and sys.intern(summary.source))
    _set(summary, "language", sys.intern(summary.language))
    _set(record, "body_digest", row.body)
    return record


def without_extents(rows: Mapping[str, FileRow], segments: Set[str]) -> dict[str, FileRow]:
    """The rows, without the extents of bodies in these segments, which were removed."""
    return {
        path: row._replace(extent=NO_EXTENT) if row.extent.segment in segments else row for path, row in rows.items()
    }
