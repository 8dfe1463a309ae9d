"""The language of a text: Traditional Chinese, Simplified Chinese or English."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from beilin.text.cjk import HAN

_HAN = re.compile(f"[{HAN}]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_WORD = re.compile("[A-Za-z]+")
_OTHER_LETTER = re.compile(f"[^\\W\\d_A-Za-z{HAN}\u3040-\u30ff]")
_ENGLISH = {"the", "of", "and", "to", "a", "in", "is", "it", "that", "for", "with", "as", "on", "was", "this"}
# These words are about a third of English prose, and far less than this share of texts in other languages.
_MIN_ENGLISH = 0.1
_MIN_WORDS = 20  # with fewer, a word that other languages have too proves nothing
_ONLY_ENGLISH = {"the", "of", "and", "that", "with", "this"}


def language_of(text: str) -> str:
    """`zh-Hant`, `zh-Hans` or `en`; "" if the text is neither or not clearly one of them.

    All characters that belong to only one Chinese script vote, so single characters of the other change nothing.
    """
    han, words = len(_HAN.findall(text)), _WORD.findall(text)
    if len(_KANA.findall(text)) > han / 10:
        return ""
    if han >= len(words) and han > 0:
        votes: Counter[str] = Counter()
        for character, count in Counter(_HAN.findall(text)).items():
            votes[_script_of(character)] += count
        if votes["zh-Hant"] == votes["zh-Hans"]:
            return ""
        return max(("zh-Hant", "zh-Hans"), key=votes.__getitem__)
    if len(_OTHER_LETTER.findall(text)) > len(words) / 10 or not words:
        return ""
    known = _ENGLISH if len(words) >= _MIN_WORDS else _ONLY_ENGLISH
    found = sum(word.lower() in known for word in words)
    return "en" if found and found >= _MIN_ENGLISH * len(words) else ""


@cache
def _script_of(character: str) -> str:
    """The script that the character belongs to; "" if it belongs to both or neither.

    Big5 is the character set of Taiwan, GB 2312 that of China: 後 is only in the first, 发 only in the second.
    """
    in_big5, in_gb2312 = _is_in(character, "big5"), _is_in(character, "gb2312")
    return "" if in_big5 == in_gb2312 else "zh-Hant" if in_big5 else "zh-Hans"


def _is_in(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
