"""Sorted runs: the postings of a batch of articles on disk, from which each slice of the hashes can be read by itself.

With 10,000 articles of 2,600 characters they take 260 MB, of which a process has a slice in memory at a time.
"""

from __future__ import annotations

import errno
import os
from array import array
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from beilin.indexing.bulk_terms import U64
from beilin.indexing.hashes import word_hash

GRAM_CUTS, WORD_CUTS = 10, 6  # bits: where runs can be cut
_encode = msgspec.msgpack.Encoder().encode


class WordLists(msgspec.Struct, array_like=True, gc=False):
    """The words of one part of a run."""

    words: list[str]
    totals: bytes  # the number of postings of each, 32 bits, in the machine's byte order
    postings: bytes  # number << 2 | class, likewise


_decode = msgspec.msgpack.Decoder(WordLists).decode


class Run(NamedTuple):
    """A run on disk."""

    path: str
    cuts: bytes  # 64-bit offsets of the parts, and the end, in the machine's byte order


class RunData(NamedTuple):
    """A run before it is written."""

    data: bytes
    cuts: bytes  # as in Run

    def write(self, path: Path) -> Run:
        """Write the run. Raises OSError."""
        path.write_bytes(self.data)
        return Run(str(path), self.cuts)


def gram_run(postings: U64) -> RunData:
    """The run of the sorted postings, hash << 32 | number << 2 | class."""
    borders = np.arange(1 << GRAM_CUTS, dtype=np.uint64) << np.uint64(64 - GRAM_CUTS)
    cuts = np.append(np.searchsorted(postings, borders), len(postings)) * postings.itemsize
    return RunData(postings.tobytes(), cuts.astype(np.int64).tobytes())


def read_grams(runs: Sequence[Run], start: int, end: int) -> U64:
    """The postings of the parts `start` to `end` of all runs, sorted. Raises OSError."""
    extents = [_extent(run, start, end) for run in runs]
    merged = bytearray(sum(length for _, length in extents))
    done = 0
    for run, (offset, length) in zip(runs, extents, strict=True):
        _read_into(memoryview(merged)[done : done + length], run, offset)
        done += length
    postings = np.frombuffer(merged, np.uint64)
    postings.sort()
    return postings


def word_run(first: int, articles: Sequence[dict[str, int]]) -> RunData:
    """The run of the words of consecutive articles, with their classes, from the number `first` on."""
    lists: list[defaultdict[str, array[int]]] = [defaultdict(partial(array, "I")) for _ in range(1 << WORD_CUTS)]
    for number, words in enumerate(articles, first):
        for word, cls in words.items():
            lists[word_hash(word) >> 32 - WORD_CUTS][word].append(number << 2 | cls)
    parts = []
    for part in lists:
        totals = array("I", map(len, part.values())).tobytes()
        parts.append(_encode(WordLists(list(part), totals, b"".join(map(array.tobytes, part.values())))))
    return RunData(b"".join(parts), np.cumsum([0, *map(len, parts)], dtype=np.int64).tobytes())


def read_words(runs: Sequence[Run], start: int, end: int) -> list[WordLists]:
    """The parts `start` to `end` of all runs, in the order of the articles. Raises OSError."""
    lists = []
    for run in runs:
        for part in range(start, end):
            offset, length = _extent(run, part, part + 1)
            data = bytearray(length)
            _read_into(memoryview(data), run, offset)
            lists.append(_decode(data))
    return lists


def _extent(run: Run, start: int, end: int) -> tuple[int, int]:
    """The offset and the length of these parts."""
    cuts: NDArray[np.int64] = np.frombuffer(run.cuts, np.int64)
    return int(cuts[start]), int(cuts[end] - cuts[start])


def _read_into(view: memoryview, run: Run, offset: int) -> None:
    with open(run.path, "rb", buffering=0) as file:
        if os.preadv(file.fileno(), [view], offset) != len(view):
            raise OSError(errno.EIO, "the file is truncated", run.path)
