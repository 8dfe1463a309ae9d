"""Which opening mark belongs to which closing one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from beilin.text.tidying.tokens import Token

_CLOSED_BY = {"(": ")", "“": "”", "‘": "’", "「": "」", "『": "』"}
_OPENED_BY = {end: start for start, end in _CLOSED_BY.items()}
_CORNER = {"“": "「", "‘": "「", "「": "「", "『": "『"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two marks, by the numbers of their tokens."""

    first: int
    last: int
    around: str  # the corner bracket that the nearest quotation marks around the pair are or become; "" for none


def pairs_of(tokens: Sequence[Token]) -> list[Pair]:
    """The pairs of parentheses and quotation marks of any width, in the order of their first marks.

    A closing mark ends the nearest open pair of its kind; what opened inside that and is still open has no partner.
    """
    open_marks: list[int] = []
    partners: dict[int, int] = {}
    counts = dict.fromkeys(_CLOSED_BY, 0)  # of open marks: a mark that closes nothing searches nothing
    for number, token in enumerate(tokens):
        if token.text in _CLOSED_BY:
            open_marks.append(number)
            counts[token.text] += 1
        elif counts.get(start := _OPENED_BY.get(token.text, "")):
            while True:
                counts[tokens[open_marks[-1]].text] -= 1
                first = open_marks.pop()
                if tokens[first].text == start:
                    break
            partners[first] = number
    return _with_surroundings(tokens, partners)


def _with_surroundings(tokens: Sequence[Token], partners: dict[int, int]) -> list[Pair]:
    pairs: list[Pair] = []
    enclosing: list[tuple[int, str]] = []  # last token and corner bracket of the quotations around
    for first in sorted(partners):
        while enclosing and enclosing[-1][0] < first:
            enclosing.pop()
        around = enclosing[-1][1] if enclosing else ""
        pairs.append(Pair(first, partners[first], around))
        mark = tokens[first].text
        if mark != "(":
            own = _CORNER[mark] if mark in "「『" else inner_corner(around)
            enclosing.append((partners[first], own))
    return pairs


def inner_corner(around: str) -> str:
    """The opening corner bracket inside quotation marks with that one, or outside of any if it is ""."""
    return "『" if around == "「" else "「"
