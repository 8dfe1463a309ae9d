"""Which lines of an edited file are those of the file as it was written, in time linear in their number.

Lines that both files have once are aligned first, as in Bram Cohen's patience diff; then their neighbours, as far as
they are equal. So lines that occur very often, such as the fences of listings, take no more time than others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence


def aligned(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """For each line that is unchanged: its index after the edit by that before it, in order."""
    pairs: dict[int, int] = {}
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        pairs[start] = start
        start += 1
    end, shift = len(before), len(after) - len(before)
    while end > start and end + shift > start and before[end - 1] == after[end - 1 + shift]:
        end -= 1
        pairs[end] = end + shift
    places = {line: index for index, line in _unique(after, start, end + shift)}
    anchors = [(index, places[line]) for index, line in _unique(before, start, end) if line in places]
    pairs |= _in_order(anchors)
    _extend(pairs, before, after)
    return dict(sorted(pairs.items()))


def _unique(lines: Sequence[str], start: int, end: int) -> list[tuple[int, str]]:
    """The lines in this range that occur once in it, with their indices."""
    counts = Counter(lines[start:end])
    return [(index, lines[index]) for index in range(start, end) if counts[lines[index]] == 1]


def _in_order(pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The most pairs of which both members rise. The first members rise already (patience sorting)."""
    tops: list[int] = []  # the smallest second member with which a chain of each length ends
    ends: list[int] = []  # and the number of that pair
    previous: list[int] = []
    for number, (_, second) in enumerate(pairs):
        length = bisect_left(tops, second)
        previous.append(ends[length - 1] if length else -1)
        tops[length : length + 1] = [second]
        ends[length : length + 1] = [number]
    chain = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = previous[number]
    return dict(chain)


def _extend(pairs: dict[int, int], before: Sequence[str], after: Sequence[str]) -> None:
    """Add the equal lines directly after and before those that are aligned."""
    taken = set(pairs.values())
    for step, order in ((1, sorted(pairs)), (-1, sorted(pairs, reverse=True))):
        for index in order:
            here, there = index + step, pairs[index] + step
            while (
                here not in pairs
                and there not in taken
                and 0 <= here < len(before)
                and 0 <= there < len(after)
                and before[here] == after[there]
            ):
                pairs[here] = there
                taken.add(there)
                here, there = here + step, there + step
