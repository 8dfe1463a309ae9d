"""Whether `*`, `**` and `~~` around a text are read as emphasis: CommonMark 0.31, section 6.2; reading/emphasis.py."""

from __future__ import annotations

import unicodedata

from beilin.text.cjk import is_unspaced


def is_emphasis(sign: str, before: str, inner: str, after: str) -> bool:
    """Whether the sign works around the Markdown `inner` between two characters ("" at an end of the text)."""
    text = inner.strip(sign)  # adjacent signs are one run
    return bool(text) and sign not in (before, after) and _flanks(before, text[0]) and _flanks(after, text[-1])


def _flanks(outside: str, inside: str) -> bool:
    if inside.isspace():
        return False
    if not _is_punctuation(inside) or not outside or outside.isspace() or _is_punctuation(outside):
        return True
    return is_unspaced(outside) or is_unspaced(inside)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
