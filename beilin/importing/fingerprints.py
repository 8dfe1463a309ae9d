"""Digests of an article's text: to find a line again in an edited file, and to know an article under another name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import blake2b, sha256
from zlib import crc32

CELLS = 32  # of a likeness; more tell more finely and make accounts longer
_MIN_CLAUSE = 6  # letters; shorter ones stand in any article
_MIN_CLAUSES = 12  # an article with fewer is known by its whole text only
_EMPTY = "........"
_CELLS_A_BAND = 3
_CLAUSE_END = re.compile(r"[。！？!?，,；;：:、.\n]+")
_NO_LETTER = re.compile(r"[\W_]+")


def fingerprint(text: str) -> str:
    """Eight characters that a line of this text has, and hardly any other line of the article."""
    return blake2b(text.encode(), digest_size=4).hexdigest()


def text_digest(texts: Iterable[str]) -> str:
    """The digest of the letters and digits, so that spaces, punctuation, width and case make no difference."""
    return sha256(_letters("\n".join(texts)).encode()).hexdigest()


def likeness_of(texts: Iterable[str]) -> str:
    """A sketch of the text's clauses, "" for a short text. Two sketches tell how many clauses their texts share."""
    parts = set(_CLAUSE_END.split(_folded("\n".join(texts))))
    clauses = {part if part.isalnum() else _NO_LETTER.sub("", part) for part in parts}
    clauses = {clause for clause in clauses if len(clause) >= _MIN_CLAUSE}
    if len(clauses) < _MIN_CLAUSES:
        return ""
    return sketch_of(clauses)


def sketch_of(features: Iterable[str]) -> str:
    """A sketch of a set of texts, of one length for all sets.

    This is one-permutation MinHash: each text falls into a cell by its digest, and each cell keeps its least.
    """
    cells: dict[int, int] = {}
    for feature in features:
        digest = crc32(feature.encode())
        cell = digest % CELLS
        cells[cell] = min(digest, cells.get(cell, digest))
    return "".join(f"{cells[cell]:08x}" if cell in cells else _EMPTY for cell in range(CELLS))


def cells_of(likeness: str) -> dict[int, str]:
    """The cells of a sketch that hold something, by number."""
    cells = {place // 8: likeness[place : place + 8] for place in range(0, len(likeness), 8)}
    return {cell: value for cell, value in cells.items() if value != _EMPTY}


def share_of(a: str, b: str) -> float:
    """The estimated share of clauses that two texts have in common, from 0 to 1."""
    first, second = cells_of(a), cells_of(b)
    both = first.keys() | second.keys()
    return sum(first.get(cell) == second.get(cell) for cell in both) / len(both) if both else 0.0


def bands_of(likeness: str) -> Iterator[int]:
    """The bands of a sketch: of two whose texts share three in five features, 91 in 100 pairs share a band."""
    width = 8 * _CELLS_A_BAND
    for number in range(CELLS // _CELLS_A_BAND if likeness else 0):
        band = likeness[number * width : (number + 1) * width]
        if band.strip("."):
            yield crc32(band.encode()) | number << 32


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", _folded(text))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
