"""Which opening mark belongs to which closing one."""

from __future__ import annotations

from dataclasses import dataclass

from beilin.text.tidying.line import Line, Mark

_CLOSED_BY = {"(": ")", "（": "）", "“": "”", "‘": "’", "「": "」", "『": "』"}
_OPENED_BY = {end: start for start, end in _CLOSED_BY.items()}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two marks that belong together."""

    mark: str  # the opening one
    first: Mark
    last: Mark
    around: str  # the corner bracket that the nearest quotation marks around the pair are or become; "" for none


def pairs_of(line: Line) -> list[Pair]:
    """The pairs of parentheses and quotation marks, in the order of their opening marks.

    A closing mark ends the nearest open pair of its kind; what opened inside that and is still open has no partner.
    """
    open_marks: list[Mark] = []
    partners: dict[Mark, Mark] = {}
    counts = dict.fromkeys(_CLOSED_BY, 0)  # of open marks: a mark that closes nothing searches nothing
    for mark in line.brackets:
        character = line.text[mark.at]
        if character in _CLOSED_BY:
            open_marks.append(mark)
            counts[character] += 1
        elif counts[start := _OPENED_BY[character]]:
            while True:
                first = open_marks.pop()
                counts[line.text[first.at]] -= 1
                if line.text[first.at] == start:
                    break
            partners[first] = mark
    return _with_surroundings(line, partners)


def _with_surroundings(line: Line, partners: dict[Mark, Mark]) -> list[Pair]:
    pairs: list[Pair] = []
    enclosing: list[tuple[int, str]] = []  # where the quotations around end, and their corner brackets
    for first in sorted(partners):
        last, mark = partners[first], line.text[first.at]
        while enclosing and enclosing[-1][0] < first.at:
            enclosing.pop()
        around = enclosing[-1][1] if enclosing else ""
        pairs.append(Pair(mark, first, last, around))
        if mark not in "(（":
            enclosing.append((last.at, mark if mark in "「『" else inner_corner(around)))
    return pairs


def inner_corner(around: str) -> str:
    """The opening corner bracket inside quotation marks with that one, or outside of any if it is ""."""
    return "『" if around == "「" else "「"
