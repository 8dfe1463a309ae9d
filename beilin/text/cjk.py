"""Which characters belong to Chinese text, and how much of a text there is to read."""

from __future__ import annotations

import math
import re

# Han: the blocks whose Unicode script is Han (UAX #24), and the iteration mark and zero.
HAN = "\u3005\u3007\u3021-\u3029\u3038-\u303b\u2e80-\u2fd5\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Characters that are set without spaces around them: Han, kana, bopomofo, CJK punctuation and full-width forms.
# Hangul is left out, for Korean puts spaces between words.
UNSPACED = (
    HAN + "\u3000-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
)

_HAN = re.compile(f"[{HAN}]")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_UNSPACED_RUN = re.compile(f"[{UNSPACED}]+")
_HAN_RUN = re.compile(f"[{HAN}]+")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")  # in text without Han

# Readers of Chinese take in 255 to 260 words a minute, about 1.5 characters each; of English 238
# (Brysbaert 2019, "How many words do we read per minute?"). Technology commentary reads a little slower.
HAN_A_MINUTE = 360
WORDS_A_MINUTE = 220


def is_han(character: str) -> bool:
    """Whether the one character is Han."""
    return _HAN.match(character) is not None


def is_unspaced(character: str) -> bool:
    """Whether the one character is set without a space beside its neighbours of the same kind."""
    return _UNSPACED.match(character) is not None


def count_unspaced(text: str) -> int:
    """How many characters of the text are set without spaces around them."""
    return sum(map(len, _UNSPACED_RUN.findall(text)))


def count_han_and_words(text: str) -> tuple[int, int]:
    """How many Han characters the text holds, and how many words in other scripts; a number is a word."""
    between = _HAN_RUN.split(text)
    rest = "\n".join(between)
    return len(text) - len(rest) + len(between) - 1, len(_WORD.findall(rest))


def reading_minutes(text: str) -> int:
    """Whole minutes that the text takes to read, Han characters and other words counted apart; at least 1."""
    han, words = count_han_and_words(text)
    return max(1, math.ceil(han / HAN_A_MINUTE + words / WORDS_A_MINUTE))
