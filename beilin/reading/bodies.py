"""A cache of bodies, in files beside the state: a page is rendered again without reading its Markdown again.

The plain text of each body follows it, encoded separately: rendering never decodes the text, and a reader of the text
never decodes the HTML. For an article of 4,000 characters, loading the text takes 36 µs, and making it from the body
95; collecting and storing it adds 5% to the 600 µs of reading. So it pays as soon as two features read all texts.

Each process appends to a segment of its own: 10,000 bodies with texts take 0.17 s in two processes. A table of the
state would take 1.1 s, because one process would have to write what the others send it; a cold build takes 5.4 s.

A body or text that is missing or damaged is read from its Markdown file again.
"""

from __future__ import annotations

import hashlib
import os
import struct
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol
from zlib import crc32

import msgspec

from beilin.model import Article, Body, InputChangedError, TextBlock
from beilin.reading.settings import ReaderSettings
from beilin.reading.text_blocks import text_of

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Body).decode
_decode_text = msgspec.msgpack.Decoder(tuple[TextBlock, ...]).decode
_HEADER = struct.Struct("<II")  # the length of the body that follows, and the CRC-32 of the text behind it
# Segments are removed if more bytes are unused than used, and more than this.
MIN_UNUSED = 4 * 1024 * 1024


class Extent(NamedTuple):
    """The location of a body and its text; it has none if the segment is empty."""

    segment: str = ""  # a file in the cache's folder
    offset: int = 0
    length: int = 0


NO_EXTENT = Extent()


class HasExtent(Protocol):
    """A value with the extent of a body."""

    @property
    def extent(self) -> Extent:
        """The location of the body."""


def encode_body(body: Body) -> tuple[bytes, str]:
    """The body as bytes, and their digest."""
    data = _encode(body)
    return data, digest_of(data)


def digest_of(data: bytes) -> str:
    """The digest of an encoded body: 160 bits of SHA-256, for which processors have instructions."""
    return hashlib.sha256(data).hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class BodySource:
    """The bodies of a build, for any process."""

    root: Path
    settings: ReaderSettings
    cache: Path  # the folder of the segments
    rows: Mapping[str, HasExtent]  # by Markdown file
    fresh: Mapping[str, Body] = field(default_factory=dict)  # those that this process has just read

    def get(self, path: str, digest: str) -> Body:
        """The body of the Markdown file. Raises InputChangedError if the file no longer has that body."""
        if path in self.fresh:
            return self.fresh[path]
        data, _ = self._cached(path, digest)
        return _decode(data) if data else self._read_again(path, digest).body

    def text(self, path: str, digest: str) -> tuple[TextBlock, ...]:
        """The plain text of that body. Raises InputChangedError if the file no longer has that body."""
        if path in self.fresh:
            return text_of(self.fresh[path])
        _, data = self._cached(path, digest)
        return _decode_text(data) if data else self._read_again(path, digest).text

    def _cached(self, path: str, digest: str) -> tuple[bytes, bytes]:
        """The encoded body and its encoded text from the cache; b"" for what is missing or damaged."""
        row = self.rows.get(path)
        record = _load(self.cache, row.extent) if row and row.extent.segment else b""
        if len(record) < _HEADER.size:
            return b"", b""
        length, checksum = _HEADER.unpack_from(record)
        end = _HEADER.size + length
        body, text = record[_HEADER.size : end], record[end:]
        if digest_of(body) != digest:
            return b"", b""
        return body, text if crc32(text) == checksum else b""

    def _read_again(self, path: str, digest: str) -> Article:
        from beilin.reading.article import read_article

        try:
            article, _ = read_article(path, (self.root / path).read_bytes(), self.settings)
        except FileNotFoundError:
            article = None
        if article is None or encode_body(article.body)[1] != digest:
            raise InputChangedError(path)
        return article


def _load(folder: Path, extent: Extent) -> bytes:
    try:
        with open(folder / extent.segment, "rb", buffering=0) as segment:
            return os.pread(segment.fileno(), extent.length, extent.offset)
    except (OSError, ValueError, OverflowError, MemoryError):  # a damaged state can contain any extent
        return b""


# What this process appends to: folder, segment, descriptor, size. A process reads many batches of files, and would
# otherwise begin a segment for each of them.
_writing: tuple[Path, str, int, int] | None = None


def append_body(folder: Path, body: bytes, text: Sequence[TextBlock]) -> Extent:
    """Append an encoded body, and its text, to the segment of this process; NO_EXTENT if that fails."""
    global _writing
    encoded = _encode(text)
    length = _HEADER.size + len(body) + len(encoded)
    try:
        if _writing is None or _writing[0] != folder:
            folder.mkdir(parents=True, exist_ok=True)
            descriptor, path = tempfile.mkstemp(dir=folder)
            _writing = (folder, os.path.basename(path), descriptor, 0)
        _, segment, descriptor, size = _writing
        if os.writev(descriptor, (_HEADER.pack(len(body), crc32(encoded)), body, encoded)) != length:
            return NO_EXTENT
        _writing = (folder, segment, descriptor, size + length)
        return Extent(segment, size, length)
    except OSError:
        return NO_EXTENT


def tidy(folder: Path, extents: Iterable[Extent]) -> frozenset[str]:
    """Remove unused segments, and mostly unused ones if most of the cache is unused; returns the removed segments.

    `extents` are those in use.
    """
    used: Counter[str] = Counter()
    for extent in extents:
        used[extent.segment] += extent.length
    try:
        sizes = {entry.name: entry.stat().st_size for entry in os.scandir(folder)}
    except OSError:
        return frozenset()
    is_wasteful = sum(sizes.values()) - used.total() > max(MIN_UNUSED, used.total())
    removed = {name for name, size in sizes.items() if not used[name] or (is_wasteful and 2 * used[name] < size)}
    for name in removed:
        (folder / name).unlink(missing_ok=True)
    return frozenset(removed)
