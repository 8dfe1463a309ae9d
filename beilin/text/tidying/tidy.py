"""The changes that set the punctuation of a text right, and the text with them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from beilin.text.languages import base_language, script_of
from beilin.text.tidying.judging import is_chinese_pair, is_chinese_point
from beilin.text.tidying.line import SPACES, line_of
from beilin.text.tidying.pairs import Pair, inner_corner, pairs_of

_WIDE = dict(zip(",;:!?", "，；：！？", strict=True))
_CLOSED_BY = {"「": "」", "『": "』"}
_MARK = re.compile("[,;:!?(“‘]")


class Change(NamedTuple):
    """A mark of a text, and the one that takes its place."""

    start: int  # offsets into the text, with the spaces around the mark, which a full-width mark brings along
    end: int
    at: int  # of the mark itself
    mark: str


def may_need_tidying(text: str) -> bool:
    """Whether the text has a mark that `changes_of` might change."""
    return _MARK.search(text) is not None


def is_tidied_language(language: str) -> bool:
    """Whether texts in the language (a BCP 47 tag) are set with these marks: Chinese."""
    return base_language(language) == "zh"


def changes_of(text: str, language: str) -> list[Change]:
    """What sets the punctuation of a text in that variety of Chinese right, in order and without overlap.

    Traditional texts get corner brackets for quotation marks: 「」 outside, 『』 inside them. Simplified texts keep “”,
    which their fonts show full-width.
    """
    line = line_of(text)
    pairs = pairs_of(line)
    chinese = [pair for pair in pairs if pair.mark in "(“‘" and is_chinese_pair(line, pair)]
    paired, wide = _offsets(pairs), _offsets(chinese)
    marks = _pair_marks(chinese, has_corners=script_of(language) == "hant")
    for point in line.points:
        if is_chinese_point(line, point, paired, wide):
            marks[point.at] = _WIDE[text[point.at]]
    return _with_spaces(text, marks)


@lru_cache(maxsize=4096)  # the titles and summaries that lists show are each tidied once
def tidied(text: str, language: str) -> str:
    """The text, plain and in that language, with its punctuation set right; the text itself if it needs nothing."""
    if not (is_tidied_language(language) and may_need_tidying(text)):
        return text
    pieces, end = [], 0
    for change in changes_of(text, language):
        pieces += [text[end : change.start], change.mark]
        end = change.end
    return "".join([*pieces, text[end:]])


def _offsets(pairs: Sequence[Pair]) -> set[int]:
    return {mark.at for pair in pairs for mark in (pair.first, pair.last)}


def _pair_marks(pairs: Sequence[Pair], *, has_corners: bool) -> dict[int, str]:
    """The mark that takes the place of each mark of these pairs, by offset."""
    marks: dict[int, str] = {}
    for pair in pairs:
        if pair.mark == "(":
            marks[pair.first.at], marks[pair.last.at] = "（", "）"
        elif has_corners:
            corner = inner_corner(pair.around)
            marks[pair.first.at], marks[pair.last.at] = corner, _CLOSED_BY[corner]
    return marks


def _with_spaces(text: str, marks: Mapping[int, str]) -> list[Change]:
    changes: list[Change] = []
    end = 0
    last = len(text) - 1
    for at in sorted(marks):
        start = at
        while start > end and text[start - 1] in SPACES:
            start -= 1
        end = at + 1
        while end <= last and text[end] in SPACES:
            end += 1
        changes.append(Change(start, end, at, marks[at]))
    return changes
