"""Bodies that were read, kept in files beside the state: a page is rendered again without reading its Markdown again.

They are a cache of what the Markdown files say: a body that is not there, or is damaged, is read from its file anew.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from beilin.model import Body, InputChangedError
from beilin.reading.settings import ReaderSettings

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Body).decode
# More dead bytes than living ones, and than this, are worth tidying up.
FEW_DEAD = 4 * 1024 * 1024


class Extent(NamedTuple):
    """Where a body stands; an empty segment means nowhere."""

    segment: str = ""  # a file in the cache's folder
    offset: int = 0
    length: int = 0


NO_EXTENT = Extent()


class HasExtent(Protocol):
    """What knows the extent of a body."""

    @property
    def extent(self) -> Extent:
        """Where the body stands."""


def encode_body(body: Body) -> tuple[bytes, str]:
    """The body as bytes, and their digest."""
    data = _encode(body)
    return data, digest_of(data)


def digest_of(data: bytes) -> str:
    """The digest under which a body is known: 160 bits of SHA-256, for which processors have instructions."""
    return hashlib.sha256(data).hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class BodySource:
    """Where the bodies of a build come from, in any process."""

    root: Path
    settings: ReaderSettings
    cache: Path  # the folder of the segments
    rows: Mapping[str, HasExtent]  # by Markdown file
    fresh: Mapping[str, Body] = field(default_factory=dict)  # those that this process has read just now

    def get(self, path: str, digest: str) -> Body:
        """The body of the Markdown file. Raises InputChangedError where the file no longer gives that body."""
        if path in self.fresh:
            return self.fresh[path]
        row = self.rows.get(path)
        extent = row.extent if row else NO_EXTENT
        data = _load(self.cache, extent) if extent.segment else b""
        if data and digest_of(data) == digest:
            return _decode(data)
        return self._read_again(path, digest)

    def _read_again(self, path: str, digest: str) -> Body:
        from beilin.reading.article import read_article

        try:
            article, _ = read_article(path, (self.root / path).read_bytes(), self.settings)
        except OSError:
            article = None
        if article is None or encode_body(article.body)[1] != digest:
            raise InputChangedError(path)
        return article.body


def _load(folder: Path, extent: Extent) -> bytes:
    try:
        return os.pread(_opened(folder, extent.segment), extent.length, extent.offset)
    except (OSError, ValueError, OverflowError, MemoryError):  # a damaged state can name any extent
        return b""


_open_segments: dict[str, int] = {}  # descriptors for reading, of the folder used last
_open_folder = ""


def _opened(folder: Path, segment: str) -> int:
    """A descriptor of the segment; kept, because most bodies of a build stand in few segments."""
    global _open_folder
    if _open_folder != str(folder) or len(_open_segments) > 64:
        for descriptor in _open_segments.values():
            os.close(descriptor)
        _open_segments.clear()
        _open_folder = str(folder)
    if segment not in _open_segments:
        _open_segments[segment] = os.open(folder / segment, os.O_RDONLY | os.O_CLOEXEC)
    return _open_segments[segment]


_writing: tuple[Path, str, int, int] | None = None  # folder, segment, descriptor, size: what this process appends to


def append_body(folder: Path, data: bytes) -> Extent:
    """Append an encoded body to this process's segment. A cache that cannot be written to keeps nothing."""
    global _writing
    try:
        if _writing is None or _writing[0] != folder:
            folder.mkdir(parents=True, exist_ok=True)
            descriptor, path = tempfile.mkstemp(dir=folder)
            _writing = (folder, os.path.basename(path), descriptor, 0)
        _, segment, descriptor, size = _writing
        if os.write(descriptor, data) != len(data):
            return NO_EXTENT
        _writing = (folder, segment, descriptor, size + len(data))
        return Extent(segment, size, len(data))
    except OSError:
        return NO_EXTENT


def tidy(folder: Path, extents: Iterable[Extent]) -> frozenset[str]:
    """Remove segments in which nothing lives, or where most is dead those in which least lives; those removed."""
    living: Counter[str] = Counter()
    for extent in extents:
        living[extent.segment] += extent.length
    try:
        sizes = {entry.name: entry.stat().st_size for entry in os.scandir(folder)}
    except OSError:
        return frozenset()
    crowded = sum(sizes.values()) - living.total() > max(FEW_DEAD, living.total())
    removed = {name for name, size in sizes.items() if not living[name] or (crowded and 2 * living[name] < size)}
    for name in removed:
        (folder / name).unlink(missing_ok=True)
    return frozenset(removed)
