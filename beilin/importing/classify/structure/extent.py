"""How wide a line of plain text is in a font of fixed width: what wrapped it counted either columns or characters."""

from __future__ import annotations

import re
from collections.abc import Callable

from beilin.text.cjk import contains_han, count_unspaced, is_unspaced

Measure = Callable[[str], int]

TAB = 8
MAX_UNIT = 200  # characters of a word; longer ones are data
# Punctuation that fonts of Chinese set as wide as a Han character (UAX #11, class A).
_WIDE_IN_CHINESE = re.compile("[“”‘’…—─·]")
# What does not begin a line, or does not end one (CLREQ, section 3.1.1); it stays with the character beside it.
_NOT_AT_START = re.compile(r"[，。、；：？！…—”’」』）》〉】〕・·,.;:?!)\]}％%]*")
_NOT_AT_END = re.compile(r"[“‘「『（《〈【〔(\[{]*")


def in_columns(raw: str) -> int:
    """The width of the line, its indentation included, where a Han character is two columns wide."""
    text = raw.expandtabs(TAB).rstrip()
    wide = count_unspaced(text)
    return len(text) + wide + (len(_WIDE_IN_CHINESE.findall(text)) if wide and contains_han(text) else 0)


def in_characters(raw: str) -> int:
    """The number of characters of the line, its indentation included."""
    return len(raw.expandtabs(TAB).rstrip())


def indentation(raw: str) -> int:
    """The columns before the first visible character of the line."""
    spaces = raw[: len(raw) - len(raw.lstrip())].replace("\ufeff", "")
    return in_columns(f"{spaces}.") - 1


def first_unit(text: str) -> str:
    """What a wrapping program moves to the next line as a whole: a word, or a Han character with its punctuation."""
    start = _NOT_AT_END.match(text)
    end = start.end() if start else 0
    if end < len(text) and is_unspaced(text[end]):
        tail = _NOT_AT_START.match(text, end + 1)
        return text[: tail.end() if tail else end + 1]
    limit = min(len(text), MAX_UNIT)
    while end < limit and not text[end].isspace() and not is_unspaced(text[end]):
        end += 1
    tail = _NOT_AT_START.match(text, end)
    return text[: tail.end() if tail else end]
