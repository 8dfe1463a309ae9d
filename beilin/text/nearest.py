"""The most similar of many words."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches as _close_matches
from heapq import nlargest

MIN_RATIO = 0.6  # difflib's ratio, below which two words have little in common
SHORTLIST = 64  # words compared by difflib, which takes a thousand times as long as counting letters


def nearest_of_many(word: str, known: Iterable[str]) -> str:
    """The known word most similar to the word, or "" if none is; fast enough for each dead link of a large archive."""
    letters = set(word)
    min_length, max_length = len(word) * MIN_RATIO / (2 - MIN_RATIO), len(word) * (2 - MIN_RATIO) / MIN_RATIO
    possible = (other for other in known if min_length <= len(other) <= max_length)
    shortlist = nlargest(
        SHORTLIST, possible, key=lambda other: (2 * len(letters.intersection(other)) - len(other), other)
    )
    return next(iter(_close_matches(word, shortlist, n=1, cutoff=MIN_RATIO)), "")
