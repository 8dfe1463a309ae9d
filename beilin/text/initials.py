"""What an index of names is divided by: strokes in Traditional Chinese, otherwise letters.

Chinese names stand under the first letter of their pinyin in Simplified Chinese, with those in Latin letters (as CLDR's
index characters for "zh" have it), and in lists of other languages under 漢 at the end.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from string import ascii_uppercase

from beilin.text.cjk import is_han
from beilin.text.collation import TABLES, first_letter, ranks
from beilin.text.languages import script_of
from beilin.text.table_files import read_table

_SIGNS, _DIGITS, _STROKES, _LETTERS, _HAN = range(5)


@dataclass(frozen=True, slots=True, order=True)
class Initial:
    """A part of an index. They sort in the order of the index."""

    group: int
    number: int  # the strokes, or the code point of the letter
    letter: str  # "A", "0–9", "#" for names of signs alone, "漢"; "" if the names are divided by strokes

    @property
    def strokes(self) -> int:
        """The strokes of the first character; 0 if the names are divided by letters."""
        return 0 if self.letter else self.number


def initial_of(language: str) -> Callable[[str], Initial]:
    """A function from names to the parts of an index in the language (a BCP 47 tag) in which they stand."""
    return partial(_initial, TABLES.get(script_of(language), ""))


def _initial(table: str, name: str) -> Initial:
    first = first_letter(name)
    if not first or unicodedata.category(first)[0] in "PSZC":
        return Initial(_SIGNS, 0, "#")
    if first.isdecimal():
        return Initial(_DIGITS, 0, "0–9")
    if not is_han(first):
        letter = first.upper()[:1]
        return Initial(_LETTERS, ord(letter), letter)
    rank = ranks(table).get(first) if table else None
    if rank is None:  # of no table, or outside of the Basic Multilingual Plane
        return Initial(_HAN, 0, "漢")
    starts, numbers = _starts(table)
    if (at := bisect_right(starts, rank) - 1) < 0:  # 々 and the like, which come before all readings
        return Initial(_SIGNS, 0, "#")
    if table == TABLES["hant"]:
        return Initial(_STROKES, numbers[at], "")
    letter = ascii_uppercase[numbers[at] - 1]
    return Initial(_LETTERS, ord(letter), letter)


@cache
def _starts(table: str) -> tuple[list[int], list[int]]:
    """The ranks at which the parts of the order begin, and their numbers from 1 (see tables/README.md)."""
    lines = read_table("initials.txt").split("\n")
    firsts = lines[list(TABLES.values()).index(table)]
    places = [(ranks(table)[first], number) for number, first in enumerate(firsts, 1) if first != " "]
    return [rank for rank, _ in places], [number for _, number in places]
