"""Which characters belong to Chinese text."""

from __future__ import annotations

import re
from functools import cache

# Han: the blocks whose Unicode script is Han (UAX #24), and the iteration mark and zero.
HAN = "\u3005\u3007\u3021-\u3029\u3038-\u303b\u2e80-\u2fd5\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Characters that are set without spaces around them: Han, kana, bopomofo, CJK punctuation and full-width forms.
# Hangul is left out, for Korean puts spaces between words.
UNSPACED = (
    HAN + "\u3000-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
)


@cache
def _expression(of: str) -> re.Pattern[str]:
    """One or more of the characters; compiled when it is asked for, for so many ranges take milliseconds."""
    return re.compile(f"[{of}]+")


def is_han(character: str) -> bool:
    """Whether the one character is Han."""
    return _expression(HAN).match(character) is not None


def holds_han(text: str) -> bool:
    """Whether any character of the text is Han."""
    return _expression(HAN).search(text) is not None


def is_unspaced(character: str) -> bool:
    """Whether the one character is set without a space beside its neighbours of the same kind."""
    return _expression(UNSPACED).match(character) is not None


def count_unspaced(text: str) -> int:
    """How many characters of the text are set without spaces around them."""
    return sum(map(len, _expression(UNSPACED).findall(text)))
