"""Spot signatures of a text: the words that follow its commonest words, for the detection of near-duplicates.

Source: Theobald, Siddharth, Paepcke: SpotSigs, SIGIR 2008. The anchors are words that every sentence has and that menus
and lists lack; for Chinese they are characters, and a signature is the run of characters that begins with one. A text
of 4,500 characters has about 400 signatures, and one regular expression finds them.
"""

from __future__ import annotations

import re
import unicodedata

from beilin.text.cjk import HAN
from beilin.text.variants import to_simplified

# Simplified, into which texts are folded, because a copy may be in either script. One in 14 characters of running text.
_ANCHORS = "的一是在不了有和人这中"
_HAN_SIGNATURE = re.compile(rf"(?=([{_ANCHORS}][{HAN}a-z0-9]{{7}}))")
_WORD_SIGNATURE = re.compile(r"(?=\b((?:the|of|and|to|in|is|a|that|for|it|as|are|was)(?: [a-z0-9]+){4}))")
_NO_LETTER = re.compile(r"[\W_]+")
_HAS_HAN = re.compile(f"[{HAN}]")
MIN_SIGNATURES = 12  # a text with fewer is compared by its letters


def spot_signatures(text: str) -> frozenset[str]:
    """The text's spot signatures. Spaces, punctuation, width, case and Chinese script make no difference."""
    signatures = _HAN_SIGNATURE.findall(folded_letters(text)) if _HAS_HAN.search(text) else []
    if len(signatures) < MIN_SIGNATURES:  # the text is not Chinese, or short
        words = unicodedata.normalize("NFKC", _NO_LETTER.sub(" ", text)).casefold()
        signatures += _WORD_SIGNATURE.findall(words)
    return frozenset(signatures)


def folded_letters(text: str) -> str:
    """The letters and digits of the text, case-folded and in Simplified script."""
    letters = unicodedata.normalize("NFKC", _NO_LETTER.sub("", text)).casefold()
    return to_simplified(letters) if _HAS_HAN.search(letters) else letters


def resemblance(a: frozenset[str], b: frozenset[str]) -> float:
    """The Jaccard similarity of two texts' signatures, from 0 to 1."""
    return len(a & b) / len(a | b) if a or b else 0.0
