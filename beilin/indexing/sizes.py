"""How the index is divided into segments, shards and blocks: functions of the content's numbers alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

CARDS_PER_BLOCK = 8
MAX_BITS = 15
# Bytes of a posting, in hundredths, with its share of the keys: measured with 10,000 articles of 4,000 characters.
GRAM_BYTES, WORD_BYTES = 145, 200
NAMES_PER_FILE = 128


@dataclass(frozen=True, slots=True)
class IndexSizes:
    """How large the parts of an index become. A build uses the defaults."""

    max_single: int = 2048  # articles that are one segment
    step: int = 1024  # above that, the articles of the first segment are a multiple of this
    shard: int = 12_288  # bytes of a shard, about


DEFAULT_SIZES = IndexSizes()


@dataclass(frozen=True, slots=True)
class Segment:
    """A range of articles that has shards of its own. Numbers of articles in it are relative to its first."""

    path: str  # its folder
    first: int
    count: int

    @property
    def numbers(self) -> range:
        """The numbers of its articles."""
        return range(self.first, self.first + self.count)


def segments_of(count: int, sizes: IndexSizes) -> list[Segment]:
    """The segments of that many articles.

    A new article, which has the highest number, changes the second segment only, except once in `step` articles.
    """
    if not count:
        return []
    if count <= sizes.max_single:
        return [Segment("a", 0, count)]
    base = count - count % sizes.step
    segments = [Segment("a", 0, base), Segment("b", base, count - base)]
    return segments if segments[1].count else segments[:1]


def epoch_of(addresses: Iterable[str]) -> int:
    """What tells a segment's files from those of another build: the CRC-32 of its articles' addresses, in order."""
    return crc32("".join(f"{address}\n" for address in addresses).encode())


def gram_bits(postings: int, sizes: IndexSizes) -> int:
    """How many bits of a gram's hash name its file, in a segment with that many postings of grams."""
    return _bits(postings * GRAM_BYTES, sizes)


def word_bits(postings: int, sizes: IndexSizes) -> int:
    """How many bits of the hash of a word's beginning name its file, with that many postings of words."""
    return _bits(postings * WORD_BYTES, sizes)


def _bits(hundredths: int, sizes: IndexSizes) -> int:
    """round(log2(bytes / target)), from 0 to MAX_BITS, in integers: with floats it could depend on the machine."""
    target = 100 * sizes.shard
    bits = 0
    while bits < MAX_BITS and hundredths**2 >= target**2 << 2 * bits + 1:
        bits += 1
    return bits


def name_bits(names: int) -> int:
    """How many bits of a name's hash name its file, with that many names."""
    bits = 0
    while bits < MAX_BITS and names > NAMES_PER_FILE << bits:
        bits += 1
    return bits


def file_number(value: int, bits: int) -> int:
    """The number of the file for a 32-bit hash: its highest bits."""
    return value >> 32 - bits


def low_bits(value: int, bits: int) -> int:
    """The bits of a 32-bit hash that the number of its file does not give."""
    return value & (1 << 32 - bits) - 1


def gram_path(segment: str, number: int) -> str:
    """The path of a shard of grams, below the folder of the index."""
    return f"{segment}/g/{number:04x}.bin"


def word_path(segment: str, number: int) -> str:
    """The path of a shard of words."""
    return f"{segment}/w/{number:04x}.bin"


def card_path(block: int) -> str:
    """The path of a block of cards."""
    return f"c/{block}.json"


def card_blocks(articles: int) -> int:
    """The number of blocks of cards."""
    return -(-articles // CARDS_PER_BLOCK)


def column_path(name: str) -> str:
    """The path of the column of a facet."""
    return f"f/{name}.bin"


def name_path(number: int) -> str:
    """The path of a file of names."""
    return f"n/{number:04x}.json"
