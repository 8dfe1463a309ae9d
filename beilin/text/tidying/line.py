"""A line of text with its marks, its sentences, and what stands beside a place.

Everything is asked of characters near a mark; only the sentences with letters other than Han are read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from beilin.text.cjk import HAN

# What stands in a text for an element whose content is not looked at, and for a line break on the page.
OBJECT = "\ufffc"
LINE_BREAK = "\u2028"

SPACES = " \t\n"
POINTS = ",;:!?"
_PAIRED = "()（）“”‘’「」『』"
_ENDS = "。！？：；.\u2028"  # of sentences, beside the points other than a comma
_MARKS = re.compile(f"[{POINTS}{_PAIRED}{_ENDS}]")
# Passed over between a mark and a letter: punctuation of any width, and straight quotation marks.
_WIDE_POINTS = frozenset("、。〃，．：；？！—…·‧〜～＂＃＄％＆＇＊＋－／＜＝＞＠＼＾＿｀｜￤")
_BRACKETS = frozenset("()（）［］｛｝｟｠｢｣〈〉《》「」『』【】〔〕〖〗〘〙〚〛〝〞〟\"'“”‘’")
_MAX_SKIPPED = 16  # characters between a mark and a letter: keeps the time linear

# Kana and bopomofo are set like Han characters.
_HAN = HAN + "\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
_ADDRESS = r"(?<![A-Za-z0-9+.-])(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.)[!-~]*[A-Za-z0-9/#=&~_-]"
# Whose marks are no punctuation: an address, a note's mark that Markdown left, a formula that could not be read.
_PROTECTED = re.compile(rf"{_ADDRESS}|\[\^[^\]\s]{{1,200}}\]:?|\$\$[^$]{{1,200}}\$\$")
_MAY_BE_PROTECTED = re.compile(r"://|www\.|\[\^|\$\$")
# Letters that words are written with, the alphabets and Hangul: a search for so few ranges is quick.
_LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\ua640-\uabff\uac00-\ud7a3\uff21-\uff3a\uff41-\uff5a"
)
_WORD = rf"[{_LETTERS}](?:[{_LETTERS}0-9]|['’.&-](?=[{_LETTERS}0-9]))*"

Side = Literal["han", "edge", "other"]


class Mark(NamedTuple):
    """A point, a parenthesis or a quotation mark."""

    at: int  # offset into the text
    sentence: int  # the number of the sentence that it is in, or that it ends


@dataclass(frozen=True, slots=True)
class Line:
    """The text and its marks, in order."""

    text: str
    points: Sequence[Mark]  # , ; : ! ?
    brackets: Sequence[Mark]  # parentheses and quotation marks of any width
    ends: Sequence[int]  # the offsets of the marks that end a sentence
    has_words: bool  # of letters other than Han
    _are_chinese: dict[int, bool] = field(default_factory=dict, repr=False)

    def is_chinese(self, sentence: int) -> bool:
        """Whether the sentence of that number is Chinese: its Han characters are at least as many as other words."""
        if not self.has_words:
            return True
        if sentence not in self._are_chinese:
            start = self.ends[sentence - 1] + 1 if sentence else 0
            end = self.ends[sentence] if sentence < len(self.ends) else len(self.text)
            self._are_chinese[sentence] = _is_chinese(self.text[start:end])
        return self._are_chinese[sentence]

    def side(self, at: int, step: int, *, beyond_points: bool) -> Side:
        """What is nearest before (step -1) or after (1) the offset: Han, the edge of the text, or anything else.

        Parentheses and quotation marks are passed over; so are points if `beyond_points`, else they are an edge.
        """
        text, skipped = self.text, 0
        at += step
        while 0 <= at < len(text) and skipped < _MAX_SKIPPED:
            character = text[at]
            if "\u4e00" <= character <= "\u9fff" or is_han(character):
                return "han"
            if character == LINE_BREAK:
                return "edge"
            if character in POINTS or character in _WIDE_POINTS or (step > 0 and is_full_stop(text, at)):
                if not beyond_points:
                    return "edge"
            elif character not in SPACES and character not in _BRACKETS:
                return "other"
            skipped += character not in SPACES
            at += step
        return "other" if skipped == _MAX_SKIPPED else "edge"

    def character(self, at: int) -> str:
        """The character at the offset, or "" where there is none."""
        return self.text[at] if 0 <= at < len(self.text) else ""


def line_of(text: str) -> Line:
    """The text with its marks, in time that is linear in its length."""
    points: list[Mark] = []
    brackets: list[Mark] = []
    ends: list[int] = []
    protected = [match.span() for match in _PROTECTED.finditer(text)] if _MAY_BE_PROTECTED.search(text) else []
    for match in _MARKS.finditer(text):
        at = match.start()
        while protected and protected[0][1] <= at:
            del protected[0]
        if protected and protected[0][0] <= at:
            continue
        mark = text[at]
        if mark in POINTS:
            if mark in ",:" and _is_inside_number(text, at):
                continue
            points.append(Mark(at, len(ends)))
            if mark != ",":
                ends.append(at)
        elif mark in _ENDS:
            if mark != "." or is_full_stop(text, at):
                ends.append(at)
        elif mark != "’" or not _is_apostrophe(text, at):
            brackets.append(Mark(at, len(ends)))
    return Line(text, points, brackets, ends, _letter().search(text) is not None)


def is_full_stop(text: str, at: int) -> bool:
    """Whether there is a "." that no letter or digit follows directly, as in .NET."""
    return text[at] == "." and not _is_letter(text[at + 1 : at + 2])


def _is_inside_number(text: str, at: int) -> bool:
    """Whether digits are directly on both sides: 1,000, 10:30, 3:2."""
    return 0 < at < len(text) - 1 and text[at - 1] in _DIGITS and text[at + 1] in _DIGITS


def _is_apostrophe(text: str, at: int) -> bool:
    return at > 0 and _is_letter(text[at - 1]) and _is_letter(text[at + 1 : at + 2])


def _is_letter(character: str) -> bool:
    """Whether it is a letter or digit, and not Han."""
    return character.isalnum() and not is_han(character)


def is_han(character: str) -> bool:
    """Whether the character is set as Han characters are."""
    return _han().match(character) is not None


def contains_han(text: str) -> bool:
    """Whether the text has such a character."""
    return _han().search(text) is not None


def _is_chinese(sentence: str) -> bool:
    if not _letter().search(sentence):
        return True
    words = len(_word().findall(re.sub(_ADDRESS, "A", sentence) if _MAY_BE_PROTECTED.search(sentence) else sentence))
    return len(sentence) - len(_han().sub("", sentence)) >= words


_DIGITS = frozenset("0123456789")


@cache
def _han() -> re.Pattern[str]:
    """Compiled on first use, because that many ranges take milliseconds to compile."""
    return re.compile(f"[{_HAN}]")


@cache
def _letter() -> re.Pattern[str]:
    return re.compile(f"[{_LETTERS}]")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(_WORD)
