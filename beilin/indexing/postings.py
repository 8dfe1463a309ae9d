"""Lists of postings as bytes: which articles hold a gram or a word, and how prominently.

A list is sparse, a varint for each article, or dense, a bitmap of all articles and two bits for each that is in it.
Varints are unsigned LEB128 (DWARF 5, section 7.6) of at most 32 bits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

# How prominent a gram or a word is in an article.
ONCE, REPEATED, PROMINENT, IN_TITLE = range(4)
MIN_REPEATED, MIN_PROMINENT = 2, 4  # occurrences in the body
# A list is dense if more than one article in this many is in it.
DENSE_SHARE = 6
MAX_VARINT = 5  # bytes


class DamagedShardError(ValueError):
    """The bytes are not what Beilin wrote: truncated, changed, or of another file."""


class EncodedList(NamedTuple):
    """A list of postings as bytes."""

    data: bytes
    is_dense: bool


def varint(value: int) -> bytes:
    """The value, at least 0 and below 2^32, as a varint."""
    encoded = bytearray()
    while value > 127:
        encoded.append(value & 127 | 128)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def read_varint(data: bytes, start: int) -> tuple[int, int]:
    """The varint that begins at `start`, and where it ends. Raises DamagedShardError."""
    value = shift = 0
    for position in range(start, min(start + MAX_VARINT, len(data))):
        byte = data[position]
        value |= (byte & 127) << shift
        if byte < 128:
            if value >> 32:
                break
            return value, position + 1
        shift += 7
    raise DamagedShardError("a number is truncated or too large")


def class_of(occurrences: int, *, in_heading: bool, in_title: bool) -> int:
    """The class of a gram or word; `occurrences` counts those in the body, headings included."""
    if in_title:
        return IN_TITLE
    if in_heading or occurrences >= MIN_PROMINENT:
        return PROMINENT
    return REPEATED if occurrences >= MIN_REPEATED else ONCE


def encode_list(postings: Mapping[int, int], count: int) -> EncodedList:
    """The list of articles, from their numbers to classes, in a segment of `count` articles."""
    numbers = sorted(postings)
    encoded = bytearray()
    if len(numbers) * DENSE_SHARE <= count:
        following = 0
        for number in numbers:
            encoded += varint(number - following << 2 | postings[number])
            following = number + 1
        return EncodedList(bytes(encoded), False)
    members = bytearray((count + 7) // 8)
    classes = bytearray((len(numbers) + 3) // 4)
    for position, number in enumerate(numbers):
        members[number >> 3] |= 1 << (number & 7)
        classes[position >> 2] |= postings[number] << 2 * (position & 3)
    return EncodedList(bytes(members + classes), True)


def decode_list(encoded: EncodedList, count: int) -> dict[int, int]:
    """The articles of the list, in ascending order of their numbers, with their classes. Raises DamagedShardError."""
    return _decode_dense(encoded.data, count) if encoded.is_dense else _decode_sparse(encoded.data, count)


def _decode_sparse(data: bytes, count: int) -> dict[int, int]:
    postings = {}
    number = -1
    end = 0
    while end < len(data):
        value, end = read_varint(data, end)
        number += (value >> 2) + 1
        postings[number] = value & 3
    if number >= count:
        raise DamagedShardError("an article is not in the segment")
    return postings


def _decode_dense(data: bytes, count: int) -> dict[int, int]:
    size = (count + 7) // 8
    members = int.from_bytes(data[:size], "little")
    total = members.bit_count()
    if members >> count or len(data) != size + (total + 3) // 4:
        raise DamagedShardError("a bitmap does not fit the segment")
    classes = int.from_bytes(data[size:], "little")
    if classes >> 2 * total:
        raise DamagedShardError("there are more classes than articles")
    postings = {}
    position = 0
    for start in range(size):
        byte = data[start]
        while byte:
            lowest = byte & -byte
            at = position >> 2
            postings[start * 8 + lowest.bit_length() - 1] = data[size + at] >> 2 * (position & 3) & 3
            position += 1
            byte ^= lowest
    return postings
