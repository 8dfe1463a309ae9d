"""A cache of bodies, in files beside the state: a page is rendered again without reading its Markdown again.

The plain text of each body follows it, encoded separately: rendering never decodes the text, and a reader of the text
never decodes the HTML. For an article of 4,000 characters, loading the text takes 36 µs, and making it from the body
95; collecting and storing it adds 5% to the 600 µs of reading. So it pays as soon as two features read all texts.

A body or text that is missing or damaged is read from its Markdown file again.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from zlib import crc32

import msgspec

from beilin.files.segments import Extent, append, load
from beilin.model import Article, Body, InputChangedError, TextBlock
from beilin.reading.settings import ReaderSettings
from beilin.reading.text_blocks import text_of

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Body).decode
_decode_text = msgspec.msgpack.Decoder(tuple[TextBlock, ...]).decode
_HEADER = struct.Struct("<II")  # the length of the body that follows, and the CRC-32 of the text behind it


class HasExtent(Protocol):
    """A value with the extent of a body."""

    @property
    def extent(self) -> Extent:
        """The location of the body and its text."""


def encode_body(body: Body) -> tuple[bytes, str]:
    """The body as bytes, and their digest."""
    data = _encode(body)
    return data, digest_of(data)


def decode_body(data: bytes) -> Body:
    """The body that was encoded."""
    return _decode(data)


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

    def encoded(self, path: str, digest: str) -> bytes:
        """The body of the Markdown file as `encode_body` gives it. Raises InputChangedError as `get` does."""
        if path not in self.fresh and (data := self._cached(path, digest)[0]):
            return data
        return encode_body(self.get(path, digest))[0]

    def text(self, path: str, digest: str) -> tuple[TextBlock, ...]:
        """The plain text of that body. Raises InputChangedError if the file no longer has that body."""
        if path in self.fresh:
            return text_of(self.fresh[path])
        _, data = self._cached(path, digest)
        return _decode_text(data) if data else self._read_again(path, digest).text

    def _cached(self, path: str, digest: str) -> tuple[bytes, bytes]:
        """The encoded body and its encoded text from the cache; b"" for what is missing or damaged."""
        row = self.rows.get(path)
        record = load(self.cache, row.extent) if row else b""
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
        from beilin.reading.tidying import tidied_article

        try:
            article, _ = read_article(path, (self.root / path).read_bytes(), self.settings)
            article = article and tidied_article(article)
        except FileNotFoundError:
            article = None
        if article is None or encode_body(article.body)[1] != digest:
            raise InputChangedError(path)
        return article


def append_body(folder: Path, body: bytes, text: Sequence[TextBlock]) -> Extent:
    """Append an encoded body, and its text, to the cache in the folder; NO_EXTENT if that fails."""
    return append(folder, packed_body(body, text))


def packed_body(body: bytes, text: Sequence[TextBlock]) -> tuple[bytes, bytes, bytes]:
    """The record of an encoded body and its text, in parts."""
    encoded = _encode(text)
    return _HEADER.pack(len(body), crc32(encoded)), body, encoded
