r"""Where the formulas of a paragraph begin and end: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, `\\(…\\)` and `\\[…\\]`.

For dollar signs the rules are those of pandoc's extension `tex_math_dollars` (pandoc User's Guide, "Math"): no space
after the opening one and before the closing one, and no digit after the closing one. They rely on the spaces of
English. Chinese sets none, so that `花$5，不是US$。` would be a formula; therefore what is between must not read as
prose either. `\(` and `\[` are also CommonMark's escapes of brackets, which converters write for `[1]`; they need some
sign of TeX. docs/writing.md states all rules.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from beilin.text.cjk import contains_han

# What decides where a formula ends. A backslash and the character after it are one piece.
_PIECE = re.compile(r"\\\\[()\[\]]|\\.|\$+|[{}]", re.DOTALL)
_CLOSING = {r"\)": r"\(", r"\]": r"\[", r"\\)": r"\\(", r"\\]": r"\\["}
_OPENING = frozenset(_CLOSING.values())
# Without one, dollar signs are those of prices: no formula without a backslash has a digit behind both of its own.
_NOT_A_PRICE = re.compile(r"\$(?![0-9])")

# `$` inside a formula is legal only in `\text{…}`. More than these are not looked into, which keeps the time linear.
MAX_INNER_DOLLARS = 20

# Compiled on first use, which most archives never need.
_GROUPS = r"\\[\s\S]|[{}]"
_SENTENCE_MARK = "[，。；：！？、「」『』《》〈〉“”‘’…—]"
_MEANING = r"[0-9A-Za-z\\\u0370-\u03ff\u2100-\u2bff\U0001d400-\U0001d7ff]"
_TWO_WORDS = r"(?<![A-Za-z\\])[A-Za-z]{3,}\s+[A-Za-z]{3,}"
_WORD_AFTER_SPACE = r"\s\(?[A-Za-z]{2,}"
_COMMAND = r"(?<!\\)(?:\\\\)*\\[A-Za-z]"
_OPERATION = r"[\\^_={}<>+*/|＝＋-]"
_LONG_WORD = "[A-Za-z]{3}"
_NAME = r"[A-Za-z]{2}\w*"
_SIGN = r"(?<!\\)[_^=<>]"
_SINGLE_LETTERS = r"(?=[^A-Za-z]*[A-Za-z])(?:[A-Za-z](?![A-Za-z])|[-0-9+*/,.()|!'\s])+\Z"


class Formula(NamedTuple):
    """A formula in a text."""

    start: int  # of its opening delimiter
    end: int  # behind its closing one
    width: int  # of each delimiter
    is_display: bool  # set apart from the text

    def tex(self, text: str) -> str:
        """Its TeX in the text, without delimiters."""
        return text[self.start + self.width : self.end - self.width]


def may_hold_formula(text: str) -> bool:
    """Whether dollar signs in the text may delimit a formula."""
    return "$" in text and bool(find_formulas(text))


def may_begin_formula(text: str) -> bool:
    """The same, or whether the block of the text begins with such signs, which may lack an end."""
    return "$" in text and (text.startswith("$$") or bool(find_formulas(text)))


def find_formulas(text: str) -> dict[int, Formula]:
    """All that would be a formula if its first character were reached as text, by the index of that character.

    They may overlap: a reader goes from left to right. Code spans, raw HTML and addresses are not known here.
    """
    formulas: dict[int, Formula] = {}
    if "\\" not in text and not (text.count("$") > 1 and _NOT_A_PRICE.search(text)):
        return formulas
    # From right to left, so that each delimiter knows the next one of its kind. A dollar sign inside braces that are
    # opened within the formula does not end it.
    dollars: dict[int, re.Match[str]] = {}  # the next dollar signs by their depth in braces
    closing: dict[str, re.Match[str]] = {}
    depth = 0
    for piece in reversed(list(_PIECE.finditer(text))):
        mark = piece[0]
        if mark == "}":
            depth += 1
            dollars.pop(depth, None)
        elif mark == "{":
            depth -= 1
        elif mark[0] == "$":
            end = dollars.get(depth)
            dollars[depth] = piece
            if end and end[0] == mark and len(mark) <= 2:
                formula = Formula(piece.start(), end.end(), len(mark), len(mark) == 2)
                if _is_between_dollars(text, formula):
                    formulas[formula.start] = formula
        elif mark in _CLOSING:
            closing[_CLOSING[mark]] = piece
        elif mark in _OPENING and (end := closing.pop(mark, None)):
            formula = Formula(piece.start(), end.end(), len(mark), mark[-1] == "[")
            # An escaped backslash in front means that the delimiter itself is shown.
            is_escaped = piece.start() > 0 and text[piece.start() - 1] == "\\"
            if not is_escaped and text[end.end() : end.end() + 1] != "(" and has_signs_of_tex(formula.tex(text)):
                formulas[formula.start] = formula
    return formulas


def _is_between_dollars(text: str, formula: Formula) -> bool:
    tex = formula.tex(text)
    if not tex.strip() or "`" in tex or tex.count("$") > MAX_INNER_DOLLARS or _leaves_link_text(tex):
        return False
    if formula.is_display:
        return not _is_prose(tex)
    before, after = (
        text[formula.start - 1 : formula.start] if formula.start else "",
        text[formula.end : formula.end + 1],
    )
    first, last = tex[0], tex[-1]
    if first.isspace() or last.isspace():
        return False
    if first in "\\^_":  # money and names of variables never begin like this: `3$\times$3`, `10$^{-3}$`
        return not (_is_latin(before) and re.search(r"\s", tex)) and not _is_prose(tex)
    if _is_latin(before) or (after.isascii() and after.isdigit()) or (first in "({" and first == after):
        return False
    if first == ")" or last == "(":
        return False
    if _is_latin(after):
        is_name = re.fullmatch(_NAME, tex)  # of a variable: `$name$value`
        if is_name or not (last.isalnum() or last in ")]}'") or contains_han(tex):
            return False
    return not _is_prose(tex)


def is_displayed_formula(tex: str, opening: str) -> bool:
    """Whether what begins on a line with `$$` or an escaped bracket, and ends on a line, is a formula."""
    return not _is_prose(tex) if opening == "$$" else has_signs_of_tex(tex)


def has_signs_of_tex(tex: str) -> bool:
    r"""Whether text between `\(` and `\)` is a formula, and not text in escaped brackets."""
    if not tex.strip() or "`" in tex or _is_prose(tex):
        return False
    if re.search(_COMMAND, tex):
        return True
    outside = _outside_groups(tex)
    return not re.search(_LONG_WORD, outside) and bool(re.search(_SIGN, tex) or re.match(_SINGLE_LETTERS, tex))


def _is_prose(tex: str) -> bool:
    if not re.search(_MEANING, tex):
        return True
    outside = _outside_groups(tex)
    has_han, has_marks = contains_han(outside), re.search(_SENTENCE_MARK, outside)
    if re.match(_SENTENCE_MARK, tex[0]) or re.match(_SENTENCE_MARK, tex[-1]):
        return True
    if has_han and (has_marks or not re.search(_OPERATION, tex)):
        return True
    if tex[0].isdigit() and (has_han or has_marks or re.search(_WORD_AFTER_SPACE, outside)):
        return True  # an amount of money
    return bool(re.search(_TWO_WORDS, outside))


def _outside_groups(tex: str) -> str:
    """The TeX without what is in braces."""
    if "{" not in tex:
        return tex
    outside, depth, last = [], 0, 0
    for piece in re.finditer(_GROUPS, tex):
        if piece[0] == "{":
            if depth == 0:
                outside.append(tex[last : piece.start()])
            depth += 1
        elif piece[0] == "}" and depth:
            depth -= 1
            last = piece.end()
    return "".join([*outside, tex[last:] if depth == 0 else ""])


def _leaves_link_text(tex: str) -> bool:
    """Whether it contains the end of a link's text, and not its beginning."""
    at = tex.find("](")
    return at >= 0 and tex.count("[", 0, at) <= tex.count("]", 0, at)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
