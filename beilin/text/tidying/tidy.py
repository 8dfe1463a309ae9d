"""The changes that set the punctuation of a text right, and the text with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from beilin.text.languages import base_language, script_of
from beilin.text.tidying.judging import Line, is_chinese_pair, is_chinese_point, line_of
from beilin.text.tidying.pairs import Pair, inner_corner, pairs_of
from beilin.text.tidying.tokens import tokens_of

_WIDE = dict(zip(",;:!?()", "，；：！？（）", strict=True))
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
    tokens = tokens_of(text)
    line, pairs = line_of(tokens), pairs_of(tokens)
    chinese = [pair for pair in pairs if line.tokens[pair.first].text in "(“‘" and is_chinese_pair(line, pair)]
    paired = frozenset(number for pair in pairs for number in (pair.first, pair.last))
    wide = frozenset(number for pair in chinese for number in (pair.first, pair.last))
    marks = _pair_marks(line, chinese, has_corners=script_of(language) == "hant")
    marks |= {
        number: _WIDE[token.text]
        for number, token in enumerate(tokens)
        if token.kind == "point" and is_chinese_point(line, number, paired, wide)
    }
    return _with_spaces(line, marks)


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


def _pair_marks(line: Line, pairs: Sequence[Pair], *, has_corners: bool) -> dict[int, str]:
    marks: dict[int, str] = {}
    for pair in pairs:
        if line.tokens[pair.first].text == "(":
            marks |= {pair.first: "（", pair.last: "）"}
        elif has_corners:
            corner = inner_corner(pair.around)
            marks |= {pair.first: corner, pair.last: _CLOSED_BY[corner]}
    return marks


def _with_spaces(line: Line, marks: dict[int, str]) -> list[Change]:
    changes: list[Change] = []
    end = 0
    for number in sorted(marks):
        token, before, after = line.tokens[number], line.beside(number, -1), line.beside(number, 1)
        start = max(end, before.start if before and before.kind == "space" else token.start)
        end = token.start + 1 + (len(after.text) if after and after.kind == "space" else 0)
        changes.append(Change(start, end, token.start, marks[number]))
    return changes
