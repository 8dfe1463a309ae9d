"""The table of foldings: for every code point of Unicode the one that stands for it, and its kind.

The table is a file of the package (see tables/README.md), because `unicodedata` differs from Python to Python.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_right
from functools import cache

from beilin.text.table_files import read_table

SEPARATOR, WORD, HAN, IGNORED = range(4)
# What a separator and an ignored code point fold to.
BLANK, NOTHING = 0x20, 0
_CODE_POINTS = 0x110000


class Foldings(dict[int, int]):
    """Code point → folded code point, for `str.translate`; ranges are looked up for each code point once."""

    def __init__(self, table: FoldingTable) -> None:
        """The foldings of the table's variants; the others follow as they are met."""
        super().__init__(table.variants)
        self._kind_of = table.kind_of

    def __missing__(self, code: int) -> int:
        """The code point itself, or what its kind folds to."""
        folded = self[code] = {SEPARATOR: BLANK, IGNORED: NOTHING}.get(self._kind_of(code), code)
        return folded


class FoldingTable:
    """The table as it stands in the file."""

    __slots__ = ("_kinds", "_starts", "variants")

    def __init__(self, text: str) -> None:
        """Of five lines: the ranges of words, of Han-like and of ignored characters; variants; their folded forms."""
        *ranges, variants, forms, _ = text.split("\n")
        rows = [
            (int(first, 16), int(last or first, 16), kind)
            for kind, line in zip((WORD, HAN, IGNORED), ranges, strict=True)
            for first, _, last in (extent.partition("-") for extent in line.split(" "))
        ]
        # Where a range begins and where it ends; between two ranges are separators.
        kinds = {last + 1: SEPARATOR for _, last, _ in rows} | {first: kind for first, _, kind in rows}
        self._starts = sorted({0: SEPARATOR} | kinds)
        self._kinds = [kinds.get(start, SEPARATOR) for start in self._starts]
        self.variants = {ord(variant): ord(form) for variant, form in zip(variants, forms, strict=True)}

    def kind_of(self, code: int) -> int:
        """The kind of a code point."""
        return self._kinds[bisect_right(self._starts, code) - 1]

    def arrays(self) -> tuple[bytes, bytes]:
        """The folded form of every code point (32 bits each, little-endian), and the kind of each (a byte)."""
        folds, kinds = array("I", range(_CODE_POINTS)), bytearray(_CODE_POINTS)
        for first, end, kind in zip(self._starts, [*self._starts[1:], _CODE_POINTS], self._kinds, strict=True):
            kinds[first:end] = bytes([kind]) * (end - first)
            if kind in {SEPARATOR, IGNORED}:
                folds[first:end] = array("I", [BLANK if kind == SEPARATOR else NOTHING]) * (end - first)
        for variant, form in self.variants.items():
            folds[variant] = form
        if sys.byteorder == "big":
            folds.byteswap()
        return folds.tobytes(), bytes(kinds)


@cache
def folding_table() -> FoldingTable:
    """The table, read when it is first needed (in 4 ms)."""
    return FoldingTable(read_table("folding.txt"))


@cache
def foldings() -> Foldings:
    """The table for `str.translate`."""
    return Foldings(folding_table())
