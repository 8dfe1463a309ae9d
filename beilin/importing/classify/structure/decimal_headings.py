"""Headings with numbers of several parts, `1`, `1.1`, `1.2`, `2`: each number follows from the one before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from beilin.importing.classify.line_shape import ends_in_stop, width
from beilin.importing.classify.structure.levels import Numbered
from beilin.importing.source.lines import SourceLine

STYLE = -1  # for `Numbered`
MAX_HEADING = 40  # in widths of a Han character
MIN_HEADINGS = 3
MAX_ADJACENT = 2  # a section directly above its first subsection; more are a table of contents
_NUMBER = re.compile(r"(?P<number>[1-9][0-9]?(?:\.[1-9][0-9]?){0,3})[.、]?(?:\s+|(?=[^\x00-\x7f]))(?=[^\W\d_])")


def decimal_headings(filled: Sequence[SourceLine], items: Mapping[int, int]) -> dict[int, Numbered]:
    """The headings by line; none if no number has two parts. Texts refer to such numbers, so they stay."""
    numbers = {
        position: tuple(map(int, match["number"].split(".")))
        for position, line in enumerate(filled)
        if line.number not in items
        and position + 1 < len(filled)
        and (match := _NUMBER.match(line.text))
        and width(line.text) <= MAX_HEADING
        and not ends_in_stop(line.text)
    }
    row: list[int] = []
    for position in _apart(numbers):
        before = numbers[row[-1]] if row else ()
        if _follows(before, numbers[position]):
            row.append(position)
    if len(row) < MIN_HEADINGS or max(len(numbers[position]) for position in row) < 2:
        return {}
    top = min(len(numbers[position]) for position in row)
    return {filled[n].number: Numbered(STYLE, numbers[n][-1], len(numbers[n]) - top + 1) for n in row}


def _apart(numbers: Mapping[int, object]) -> list[int]:
    """The positions that are not in a row of many adjacent ones."""
    runs: list[list[int]] = []
    for position in numbers:
        if runs and runs[-1][-1] == position - 1:
            runs[-1].append(position)
        else:
            runs.append([position])
    return [position for run in runs if len(run) <= MAX_ADJACENT for position in run]


def _follows(before: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether the number is the next one on its level, or the first of the level below."""
    if not before:
        return number in ((1,), (1, 1))
    if number == (*before, 1):
        return True
    depth = len(number)
    return depth <= len(before) and number[:-1] == before[: depth - 1] and number[-1] == before[depth - 1] + 1
