"""Which marks of a text are those of Chinese: the rules.

They look at the nearest letters on both sides of a mark, at its partner, and at the language of the sentence. Spaces,
and whether the marks in between are half-width or full-width, make no difference: a text that was set right stays.

A *sentence* ends with 。！？：； of either width, a full stop before anything but a letter or digit, or a line break.
It is *Chinese* if it has at least as many Han characters as words of other letters. So the comma in "the word 書法,
which is old" stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from string import ascii_lowercase

from beilin.text.tidying.pairs import Pair
from beilin.text.tidying.tokens import Token

_ENDS = frozenset("。！？：；!?:;\u2028")
_OPENING, _CLOSING = frozenset("「『（《〈【〔［"), frozenset("」』）》〉】〕］")
_BRACKETS = _OPENING | _CLOSING | frozenset("()“”‘’（）\"'")
_FILE_ENDING = 5  # characters of the ending of a file's name, at most
_MAX_SKIPPED = 16  # tokens between a mark and a letter: keeps the time linear
# In parentheses without Han: what a word, an abbreviation or a number has. Anything else is a smiley or a formula.
_PLAIN = frozenset(".,/&%+-–$#@")


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a text with what the rules ask of them."""

    tokens: Sequence[Token]
    sentences: Sequence[int]  # of each token
    are_chinese: Sequence[bool]  # of each sentence
    han: Sequence[int]  # how many tokens before each are Han

    def is_chinese(self, number: int) -> bool:
        """Whether the sentence of the token is Chinese; a mark at the end of a sentence belongs to it."""
        return number < len(self.tokens) and self.are_chinese[self.sentences[number]]

    def side(self, number: int, step: int, *, beyond_points: bool) -> str:
        """What is nearest before (step -1) or after (1) the token: "han", "edge" of the text, or "other".

        Parentheses and quotation marks are passed over; so are points if `beyond_points`, else they are an edge.
        """
        tokens, skipped = self.tokens, 0
        number += step
        while 0 <= number < len(tokens) and skipped < _MAX_SKIPPED:
            kind, text, _ = tokens[number]
            if kind in ("han", "word", "number"):
                return "han" if kind == "han" else "other"
            is_point = kind in ("point", "wide") and text not in _BRACKETS
            is_stop = is_point or (step > 0 and _is_full_stop(tokens, number))
            if kind == "break" or (is_stop and not beyond_points):
                return "edge"
            if kind == "other":
                return "other"
            skipped += kind != "space"
            number += step
        return "other" if skipped == _MAX_SKIPPED else "edge"

    def beside(self, number: int, step: int) -> Token | None:
        """The token directly before or after this one."""
        return self.tokens[number + step] if 0 <= number + step < len(self.tokens) else None


def line_of(tokens: Sequence[Token]) -> Line:
    """The tokens of a text, counted."""
    sentences: list[int] = []
    balance = [0]  # of each sentence: Han characters less words
    for number, token in enumerate(tokens):
        sentences.append(len(balance) - 1)
        if token.kind == "han":
            balance[-1] += len(token.text)
        elif token.kind == "word":
            balance[-1] -= 1
        elif token.text in _ENDS or _is_full_stop(tokens, number):
            balance.append(0)
    han = [0, *accumulate(token.kind == "han" for token in tokens)]
    return Line(tokens, sentences, [count >= 0 for count in balance], han)


def is_chinese_pair(line: Line, pair: Pair) -> bool:
    """Whether the two half-width marks are those of Chinese.

    With Han inside, the sentence of one of them must be Chinese. Without, Han must be beside the pair on both sides, or
    on one side if nothing is on the other.
    """
    first, last = pair.first, pair.last
    if not (line.is_chinese(first) or line.is_chinese(last)):
        return False
    if line.tokens[first].text == "(" and _is_technical(line, pair):
        return False
    if line.han[last] > line.han[first]:
        return True
    sides = {line.side(first, -1, beyond_points=False), line.side(last, 1, beyond_points=False)}
    return "han" in sides and "other" not in sides


def is_chinese_point(line: Line, number: int, paired: frozenset[int], wide: frozenset[int]) -> bool:
    """Whether the half-width mark , ; : ! or ? is one of Chinese: in a Chinese sentence, with Han on one side of it.

    A `wide` parenthesis or quotation mark beside it is as good as Han.
    `paired` are the numbers of parentheses and quotation marks that have a partner, `wide` of those that are Chinese.
    """
    mark = line.tokens[number].text
    if mark in ":;" and _is_smiley(line, number, paired):
        return False
    is_before = line.side(number, -1, beyond_points=True) == "han" or _is_wide(line, number, -1, wide, _CLOSING)
    is_after = line.side(number, 1, beyond_points=True) == "han" or _is_wide(line, number, 1, wide, _OPENING)
    # A colon may lead from a name in Latin letters to Chinese; the others belong to what is before them.
    return (is_before or is_after) and line.is_chinese(number + 1 if mark == ":" and not is_before else number)


def _is_wide(line: Line, number: int, step: int, wide: frozenset[int], marks: frozenset[str]) -> bool:
    """Whether a wide mark is next to the token, but for a space."""
    number += step
    if (beside := line.beside(number, 0)) and beside.kind == "space":
        number += step
    beside = line.beside(number, 0)
    return beside is not None and (number in wide or beside.text in marks)


def _is_smiley(line: Line, number: int, paired: frozenset[int]) -> bool:
    """Whether the colon or semicolon is the eyes of a smiley, such as :) ;-) :( or (:

    A closing parenthesis directly after it is always a mouth, since nothing would stand between; an opening one if
    nothing closes it.
    """
    after = number + 1
    if (nose := line.beside(number, 1)) and nose.text == "-":
        after += 1
    mouth = line.beside(after, 0)
    if mouth and (mouth.text in ")）" or (mouth.text == "(" and after not in paired)):
        return True
    before = line.beside(number, -1)
    return before is not None and before.text == "(" and number - 1 not in paired


def _is_technical(line: Line, pair: Pair) -> bool:
    """Whether the parentheses belong to a call, a formula, the name of a file, an unread link or a smiley."""
    before, after = line.beside(pair.first, -1), line.beside(pair.last, 1)
    if before and (before.text == "]" or (len(before.text) == 1 and before.text in ascii_lowercase)):
        return True
    if after and after.text == ".":
        ending = line.beside(pair.last, 2)
        if ending and ending.kind in ("word", "number") and len(ending.text) <= _FILE_ENDING:
            return True
    inside = line.tokens[pair.first + 1 : pair.last]
    has_letters = any(token.kind in ("han", "word", "number") for token in inside)
    is_plain = all(token.text in _PLAIN or token.kind != "other" for token in inside)
    return not has_letters or not (is_plain or line.han[pair.last] > line.han[pair.first])


def _is_full_stop(tokens: Sequence[Token], number: int) -> bool:
    """Whether the token is a "." that no letter or digit follows directly, as in .NET."""
    follows = number + 1 < len(tokens) and tokens[number + 1].kind in ("word", "number")
    return tokens[number].text == "." and not follows
