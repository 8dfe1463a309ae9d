"""Sketches of texts: a short string from which the similarity of two texts can be estimated.

This is one-permutation MinHash (Li, Owen and Zhang 2012): each feature falls into a cell by its digest, and each cell
keeps its smallest digest. Bands of neighbouring cells find candidates without comparing every pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from zlib import crc32

from beilin.importing.record.fingerprints import normalised
from beilin.text.letters import letters_of

CELLS = 32  # of a sketch; more give a better estimate and longer records
_MIN_CLAUSE = 6  # letters; shorter clauses occur in any article
_MIN_CLAUSES = 12  # an article with fewer is compared by its whole text only
_EMPTY = "........"
_CELLS_PER_BAND = 3
_CLAUSE_END = re.compile(r"[。！？!?，,；;：:、.\n]+")


def clause_sketch(texts: Iterable[str]) -> str:
    """A sketch of the clauses of the texts; "" if there are too few."""
    clauses = {letters_of(part) for part in set(_CLAUSE_END.split(normalised("\n".join(texts))))}
    clauses = {clause for clause in clauses if len(clause) >= _MIN_CLAUSE}
    return sketch_of(clauses) if len(clauses) >= _MIN_CLAUSES else ""


def sketch_of(features: Iterable[str]) -> str:
    """A sketch of a set of texts; all sketches have the same length."""
    cells: dict[int, int] = {}
    for feature in features:
        digest = crc32(feature.encode())
        cell = digest % CELLS
        cells[cell] = min(digest, cells.get(cell, digest))
    return "".join(f"{cells[cell]:08x}" if cell in cells else _EMPTY for cell in range(CELLS))


def share_of(a: str, b: str) -> float:
    """The estimated share of features that the texts of two sketches have in common, from 0 to 1."""
    first, second = _filled_cells(a), _filled_cells(b)
    either = first.keys() | second.keys()
    return sum(first.get(cell) == second.get(cell) for cell in either) / len(either) if either else 0.0


def bands_of(sketch: str) -> Iterator[int]:
    """The bands of a sketch. If two texts share three in five features, they share a band in 91 of 100 cases."""
    width = 8 * _CELLS_PER_BAND
    for number in range(CELLS // _CELLS_PER_BAND if sketch else 0):
        band = sketch[number * width : (number + 1) * width]
        if band.strip("."):
            yield crc32(band.encode()) | number << 32


def _filled_cells(sketch: str) -> dict[int, str]:
    """The cells that are not empty, by number."""
    cells = {offset // 8: sketch[offset : offset + 8] for offset in range(0, len(sketch), 8)}
    return {cell: value for cell, value in cells.items() if value != _EMPTY}
