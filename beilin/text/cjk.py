"""The characters of Chinese text."""

from __future__ import annotations

import re
from functools import cache

# Han: the blocks whose Unicode script is Han (UAX #24), plus the iteration mark and zero.
HAN = "\u3005\u3007\u3021-\u3029\u3038-\u303b\u2e80-\u2fd5\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Characters that are set without spaces around them: Han, kana, bopomofo, CJK punctuation and full-width forms.
# Hangul is left out, because Korean puts spaces between words.
UNSPACED = (
    HAN + "\u3000-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
)


@cache
def _one_or_more(characters: str) -> re.Pattern[str]:
    """Compiled on first use, because that many ranges take milliseconds to compile."""
    return re.compile(f"[{characters}]+")


def is_han(character: str) -> bool:
    """Whether the character is Han."""
    return _one_or_more(HAN).match(character) is not None


def contains_han(text: str) -> bool:
    """Whether the text contains a Han character."""
    return _one_or_more(HAN).search(text) is not None


def is_unspaced(character: str) -> bool:
    """Whether the character is set without spaces between it and others of this kind."""
    return _one_or_more(UNSPACED).match(character) is not None


def count_unspaced(text: str) -> int:
    """The number of characters in the text that are set without spaces around them."""
    return sum(map(len, _one_or_more(UNSPACED).findall(text)))
