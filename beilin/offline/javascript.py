"""The tokens of JavaScript, as far as it takes to find imports and exports (ECMA-262, 2024: clause 12).

A regular expression begins where no division can stand. After `)` and `}` only a parser knows; here it does after the
`)` of a condition and after any `}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n\r\u2028\u2029]*|/\*.*?\*/)|(?P<word>[\w$\\#\u200c\u200d]+)"""
    r"""|(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?P<sign>=>|\+\+|--|\?\.|.)""",
    re.DOTALL,
)
_EXPRESSION = re.compile(r"/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[\w$]*")
_TEMPLATE_TEXT = re.compile(r"(?:[^`\\$]++|\\.|\$(?!\{))*", re.DOTALL)
# Words after which an expression begins.
_OPERATORS = frozenset({
    "await", "case", "default", "delete", "do", "else", "extends", "in", "instanceof", "new", "of", "return", "throw",
    "typeof", "void", "yield",
})  # fmt: skip
_CONDITIONS = frozenset({"if", "while", "for", "with"})
_BRACKETS = {")": "(", "]": "[", "}": "{"}


class UnreadableError(Exception):
    """The text is not JavaScript, or has what this does not know."""


class Token(NamedTuple):
    """A token that is neither white space nor a comment."""

    start: int
    end: int
    text: str
    kind: str  # "word", "text", "sign", "template" or "expression", which is a regular one
    depth: int  # the number of brackets that are open before it


def tokens_of(source: str) -> list[Token]:
    """The tokens. Raises UnreadableError if brackets or templates do not match."""
    return list(_tokens(source))


def _tokens(source: str) -> Iterator[Token]:
    brackets: list[str] = []  # that are open: "(", "[", "{", "${", or "if" for the one of a condition
    last, before = Token(0, 0, "", "", 0), Token(0, 0, "", "", 0)
    at, closed = 0, ""  # the bracket that was closed last
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            raise UnreadableError(source[at : at + 20])
        if match["space"]:
            at = match.end()
            continue
        kind, text, end, depth = match.lastgroup or "", match[0], match.end(), len(brackets)
        if text == "/" and _may_begin_expression(last, before, closed):
            if found := _EXPRESSION.match(source, at):
                kind, text, end = "expression", found[0], found.end()
        elif text == "`":
            kind, end = "template", _template_end(source, end, brackets)
        elif text in ("(", "[", "{"):
            brackets.append("if" if text == "(" and last.kind == "word" and last.text in _CONDITIONS else text)
        elif text in _BRACKETS:
            if not brackets:
                raise UnreadableError(text)
            closed = brackets.pop()
            if closed == "${":
                kind, end = "template", _template_end(source, end, brackets)
            elif closed != _BRACKETS[text] and not (closed == "if" and text == ")"):
                raise UnreadableError(text)
        last, before = Token(at, end, text, kind, depth), last
        yield last
        at = end
    if brackets:
        raise UnreadableError("the end")


def _template_end(source: str, at: int, brackets: list[str]) -> int:
    """The end of a part of a template: of the template, or behind "${", which is then an open bracket."""
    match = _TEMPLATE_TEXT.match(source, at)
    at = match.end() if match else at
    if source[at : at + 1] == "`":
        return at + 1
    if source[at : at + 2] != "${":
        raise UnreadableError("a template")
    brackets.append("${")
    return at + 2


def _may_begin_expression(last: Token, before: Token, closed: str) -> bool:
    """Whether a slash after the token begins a regular expression."""
    if last.kind == "word":
        return last.text in _OPERATORS and before.text not in (".", "?.")
    if last.kind == "sign":
        return last.text not in (")", "]", "++", "--") or (last.text == ")" and closed == "if")
    return last.kind == ""
