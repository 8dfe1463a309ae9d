"""Many lists of postings as bytes at once: what `postings.py` gives, for a build, by numpy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from beilin.indexing.bulk_terms import U8, U32, U64
from beilin.indexing.postings import DENSE_SHARE, MAX_VARINT

_PER_BYTE = 4  # classes in a dense list


def varints(values: U32) -> tuple[U8, NDArray[np.int64]]:
    """The values as varints, one after the other, and the end of each."""
    sizes = np.ones(len(values), np.uint8)
    for bits in range(7, 32, 7):
        sizes += values >= np.uint32(1 << bits)
    ends = np.cumsum(sizes, dtype=np.int64)
    encoded = np.empty(ends[-1] if len(ends) else 0, np.uint8)
    starts = ends - sizes
    for place in range(MAX_VARINT):
        if place:
            is_longer = sizes > place
            values, starts, sizes = values[is_longer], starts[is_longer], sizes[is_longer]
        if not len(values):
            break
        byte = values >> np.uint32(7 * place) & np.uint32(127) | (sizes > place + 1).astype(np.uint32) << np.uint32(7)
        encoded[starts + place] = byte.astype(np.uint8)
    return encoded, ends


def encode_lists(postings: U64, starts: NDArray[np.int64], count: int) -> tuple[bytes, NDArray[np.int64], U32]:
    """Lists as bytes, one after the other, in a segment of `count` articles.

    `postings` have number << 2 | class in their lower 32 bits, each list ascending from its place in `starts`. Returns
    also the end of each list, and length << 1 | dense of each.
    """
    values = postings.astype(np.uint32)  # the lower half
    numbers = values >> np.uint32(2)
    totals = np.diff(starts, append=len(values))
    is_dense = totals * DENSE_SHARE > count
    gaps = np.diff(numbers, prepend=np.uint32(0)) - np.uint32(1)
    gaps[starts] = numbers[starts]
    gaps = gaps << np.uint32(2) | values & np.uint32(3)
    encoded, ends = varints(gaps)
    list_ends = ends[starts + totals - 1]
    lengths = np.diff(list_ends, prepend=0)
    pieces = []
    done = 0
    for dense in np.flatnonzero(is_dense):
        data = _dense_list(values[starts[dense] : starts[dense] + totals[dense]], count)
        pieces += [encoded[done : list_ends[dense] - lengths[dense]], data]
        done = list_ends[dense]
        lengths[dense] = len(data)
    pieces.append(encoded[done:])
    return (
        b"".join(piece.tobytes() for piece in pieces),
        np.cumsum(lengths),
        (lengths << 1 | is_dense).astype(np.uint32),
    )


def _dense_list(values: U32, count: int) -> U8:
    """One dense list, of its postings' number << 2 | class."""
    is_member = np.zeros(count, np.bool_)
    is_member[values >> np.uint32(2)] = True
    classes = np.zeros(-(-len(values) // _PER_BYTE) * _PER_BYTE, np.uint8)
    classes[: len(values)] = values & np.uint32(3)
    classes = classes.reshape(-1, _PER_BYTE) << np.arange(0, 8, 2, dtype=np.uint8)
    return np.concatenate((np.packbits(is_member, bitorder="little"), np.bitwise_or.reduce(classes, axis=1)))
