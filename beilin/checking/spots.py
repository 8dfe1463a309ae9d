"""What tells a text from other texts: the words that follow its commonest words.

These are spot signatures (Theobald, Siddharth, Paepcke: SpotSigs, SIGIR 2008). Their anchors are words that every
sentence has and that menus and lists have not; for Chinese they are characters, and what follows is a run of them. A
text of 4,500 characters has some 400 of them, and they are found by one regular expression.
"""

from __future__ import annotations

import re
import unicodedata

from beilin.text.cjk import HAN
from beilin.text.variants import to_simplified

# In Simplified script, into which texts are folded: a copy may be in either. One character in fourteen of running text.
_ANCHORS = "的一是在不了有和人这中"
_HAN_SPOT = re.compile(rf"(?=([{_ANCHORS}][{HAN}a-z0-9]{{7}}))")
_WORD_SPOT = re.compile(r"(?=\b((?:the|of|and|to|in|is|a|that|for|it|as|are|was)(?: [a-z0-9]+){4}))")
_NO_LETTER = re.compile(r"[\W_]+")
_HAS_HAN = re.compile(f"[{HAN}]")
MIN_COUNT = 12  # a text with fewer spots is known by its letters only


def spots_of(text: str) -> frozenset[str]:
    """The text's spot signatures. Spaces, punctuation, width, case and Chinese script make no difference."""
    spots = _HAN_SPOT.findall(letters_of(text)) if _HAS_HAN.search(text) else []
    if len(spots) < MIN_COUNT:  # then it is no Chinese text, or a short one
        words = unicodedata.normalize("NFKC", _NO_LETTER.sub(" ", text)).casefold()
        spots += _WORD_SPOT.findall(words)
    return frozenset(spots)


def letters_of(text: str) -> str:
    """The letters and digits of the text, in Simplified script: all that is compared of texts with few spots."""
    letters = unicodedata.normalize("NFKC", _NO_LETTER.sub("", text)).casefold()
    return to_simplified(letters) if _HAS_HAN.search(letters) else letters


def resemblance(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of two texts' spots that both have, from 0 to 1."""
    return len(a & b) / len(a | b) if a or b else 0.0
