"""Tokens: what stands for a file's fields, body or sketch among the recorded requests of a page."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from zlib import crc32


def view_token(path: str) -> int:
    """What stands for a file's displayed fields among the requests of a page: an even number of 32 bits.

    Two files may share a token; then a page may be planned needlessly, but its render key still decides.
    """
    return crc32(path.encode()) & ~1


def body_token(path: str) -> int:
    """What stands for a file's body among the requests of a page: an odd number of 32 bits."""
    return crc32(path.encode()) | 1


def sketch_token(path: str) -> int:
    """What stands for an article's sketch among the requests of a page."""
    return crc32(path.encode(), 1)


def packed(tokens: Iterable[int]) -> bytes:
    """The tokens, sorted, as 32-bit integers in the machine's byte order."""
    return array("I", sorted(tokens)).tobytes()
