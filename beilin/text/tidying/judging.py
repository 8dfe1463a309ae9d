"""Which marks of a text are those of Chinese: the rules.

They look at the nearest letters on both sides of a mark, at its partner, and at the language of the sentence. Spaces,
and whether the marks in between are half-width or full-width, make no difference: a text that was set right stays.

A *sentence* ends with 。！？：； of either width, a full stop before anything but a letter or digit, or a line break.
It is *Chinese* if it has at least as many Han characters as words of other letters. So the comma in "the word 書法,
which is old" stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from string import ascii_lowercase

from beilin.text.tidying.line import SPACES, Line, Mark, contains_han
from beilin.text.tidying.pairs import Pair

_OPENING, _CLOSING = frozenset("「『（《〈【〔［"), frozenset("」』）》〉】〕］")
_FILE_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}(?![A-Za-z0-9])")
_LETTER = re.compile(r"[^\W_]")
# In parentheses without Han: words, abbreviations and numbers. Anything else is a smiley or a formula.
_PLAIN = re.compile(r"""(?:[^\W_]|[\s,;:!?()“”‘’「」『』（），。、：；"'./&%+–—…·$#@-])*""")
_SMILING = re.compile(r"[:;]-?[DPp](?![A-Za-z0-9])")  # with a letter for its mouth


def is_chinese_pair(line: Line, pair: Pair) -> bool:
    """Whether the two half-width marks are those of Chinese.

    With Han inside, the sentence of one of them must be Chinese. Without, Han must be beside the pair on both sides, or
    on one side if nothing is on the other.
    """
    if not (line.is_chinese(pair.first.sentence) or line.is_chinese(pair.last.sentence)):
        return False
    inside = line.text[pair.first.at + 1 : pair.last.at]
    has_han = contains_han(inside)
    if pair.mark == "(" and _is_technical(line, pair, inside, has_han=has_han):
        return False
    if has_han:
        return True
    sides = {line.side(pair.first.at, -1, beyond_points=False), line.side(pair.last.at, 1, beyond_points=False)}
    return "han" in sides and "other" not in sides


def is_chinese_point(line: Line, point: Mark, paired: Collection[int], wide: Collection[int]) -> bool:
    """Whether the half-width mark , ; : ! or ? is one of Chinese: in a Chinese sentence, with Han on one side of it.

    A `wide` parenthesis or quotation mark beside it is as good as Han.
    `paired` are the offsets of parentheses and quotation marks that have a partner, `wide` of those that are Chinese.
    """
    at, mark = point.at, line.text[point.at]
    if mark in ":;" and _is_smiley(line, at, paired):
        return False
    is_before = line.side(at, -1, beyond_points=True) == "han" or _is_wide(line, at, -1, wide, _CLOSING)
    if is_before:
        return line.is_chinese(point.sentence)
    # A colon may lead from a name in Latin letters to Chinese; the others belong to what is before them.
    if not line.is_chinese(point.sentence + 1 if mark == ":" else point.sentence):
        return False
    return line.side(at, 1, beyond_points=True) == "han" or _is_wide(line, at, 1, wide, _OPENING)


def _is_wide(line: Line, at: int, step: int, wide: Collection[int], marks: frozenset[str]) -> bool:
    """Whether a wide mark is next to the offset, but for spaces."""
    at += step
    while (character := line.character(at)) and character in SPACES:
        at += step
    return at in wide or character in marks


def _is_smiley(line: Line, at: int, paired: Collection[int]) -> bool:
    """Whether the colon or semicolon is the eyes of a smiley, such as :) ;-) :( :D or (:

    A closing parenthesis directly after it is always a mouth, since nothing would stand between; an opening one if
    nothing closes it.
    """
    mouth = at + 2 if line.character(at + 1) == "-" else at + 1
    character = line.character(mouth)
    if character in (")", "）") or (character == "(" and mouth not in paired):
        return True
    if line.character(at - 1) == "(" and at - 1 not in paired:
        return True
    return _SMILING.match(line.text, at) is not None


def _is_technical(line: Line, pair: Pair, inside: str, *, has_han: bool) -> bool:
    """Whether the parentheses belong to a call, a formula, the name of a file, an unread link or a smiley."""
    before = line.character(pair.first.at - 1)
    if before == "]" or _FILE_ENDING.match(line.text, pair.last.at + 1):
        return True
    if before and before in ascii_lowercase:
        beyond = line.character(pair.first.at - 2)
        if not beyond.isalnum() or contains_han(beyond):  # a letter by itself
            return True
    return not has_han and not (_LETTER.search(inside) and _PLAIN.fullmatch(inside))
