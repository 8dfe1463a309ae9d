"""What an index remembers of its last update: which articles it was made of, and how it is divided."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from beilin.files.segments import Extent
from beilin.indexing.documents import Document
from beilin.indexing.sizes import Segment, card_blocks, card_path, column_path, gram_path, name_path, word_path

FORMAT = 1  # of the index's files, which scripts read, and of the state
META, FOLDING = "meta.json", "fold.txt"


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An article as it was indexed."""

    path: str
    address: str
    key: bytes
    segment: str  # the extent of its stored text
    offset: int
    length: int
    grams: int  # the number of its postings
    words: int

    @property
    def document(self) -> Document:
        """The article."""
        return Document(self.path, self.address, self.key)

    @property
    def extent(self) -> Extent:
        """Where its text is stored."""
        return Extent(self.segment, self.offset, self.length)

    def moved(self, extent: Extent) -> Row:
        """The row of the same article, with its text stored there."""
        return Row(self.path, self.address, self.key, *extent, self.grams, self.words)

    def at(self, path: str) -> Row:
        """The row of the same article in a file of that path."""
        return self if self.path == path else Row(path, self.address, self.key, *self.extent, self.grams, self.words)


class SegmentState(msgspec.Struct, frozen=True, array_like=True):
    """A segment: which articles it has, and how its shards are divided."""

    path: str
    first: int  # the number of its first article
    count: int
    bits: int  # of a gram's hash, that name its file
    word_bits: int  # of the hash of a word's beginning
    epoch: int
    characters: dict[str, int]  # as written → the number of articles that have it

    @property
    def shards(self) -> list[str]:
        """The paths of its files."""
        paths = [gram_path(self.path, number) for number in range(1 << self.bits)]
        return paths + [word_path(self.path, number) for number in range(1 << self.word_bits)]

    @property
    def extent(self) -> Segment:
        """The range of its articles."""
        return Segment(self.path, self.first, self.count)


class IndexState(msgspec.Struct, frozen=True, array_like=True):
    """An index. Rows are in the order of the articles' numbers."""

    format: int
    rows: list[Row]
    segments: list[SegmentState]
    name_bits: int  # of a name's hash, that name its file; -1 without files of names, cards and columns
    columns: list[str]  # the names of the columns


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(IndexState).decode


def encode_state(state: IndexState) -> bytes:
    """The state as bytes."""
    return _encode(state)


def decode_state(data: bytes) -> IndexState | None:
    """The state of these bytes; None if they are of a different version, or damaged so that it shows."""
    try:
        state = _decode(data)
    except msgspec.MsgspecError:
        return None
    return state if state.format == FORMAT else None


def paths_of(state: IndexState) -> Iterator[str]:
    """The paths of all files of the index."""
    for segment in state.segments:
        yield from segment.shards
    yield from small_paths(state)


def small_paths(state: IndexState) -> Iterator[str]:
    """The paths of all files but the shards."""
    if state.name_bits < 0:
        return
    yield META
    yield FOLDING
    yield from map(card_path, range(card_blocks(len(state.rows))))
    yield from map(column_path, state.columns)
    yield from map(name_path, range(1 << state.name_bits))
