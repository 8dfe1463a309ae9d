"""The text of a body in which markup could have been meant: with its places, and without what the parser understood."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from beilin.reading.autolinks import find_addresses
from beilin.reading.markdown import parser_without_fast_path

# Private characters that stand for each character of what was understood.
MARKUP = "\ue000"  # code, math, an escape, a footnote, or the target of a link
ADDRESS = "\ue001"  # a bare address
HTML = "\ue002"  # a tag or a comment
EMPHASIS = "\ue003"  # a mark that opens or closes emphasis
LINK = "\ue004"  # the bracket before the text of a link
NAME = "\ue005"  # a link by name
IMAGE = "\ue006"

_TRANSPARENT = {"text", "newline", "link", "emphasis", "strikethrough"}  # rules whose text stays as it is
_STANDS_FOR = {"html_inline": HTML, "wiki_link": NAME, "image": IMAGE}
_SPANS = "spans of markup"  # in markdown-it's `env`: by text, (start, end, stand-in)
_MARKS = "marks of emphasis"  # likewise: by text, position by token

_LINE_BREAK = re.compile("\n")

Kind = Literal["paragraph", "heading", "cell"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The inline text of one block."""

    kind: Kind
    text: str  # with stand-ins
    written: str  # as in the source; each character is at the same index
    starts: tuple[tuple[int, int], ...]  # (line of the body from 0, column from 0) of each line of the text
    offsets: tuple[int, ...]  # where each of its lines begins

    def place(self, index: int) -> tuple[int, int]:
        """The line of the body, counted from 0, and the column, counted from 1, of the character with that index."""
        number = bisect_right(self.offsets, index) - 1
        line, column = self.starts[number]
        return line, column + index - self.offsets[number] + 1


@dataclass(frozen=True, slots=True)
class ParsedBody:
    """A body for the checks of its syntax."""

    lines: Sequence[str]
    tokens: Sequence[Token]
    stretches: Sequence[Stretch]
    env: MutableMapping[str, Any]


def parse_body(body: str, lines: Sequence[str]) -> ParsedBody:
    """Parse the body, which has these lines."""
    env: dict[str, Any] = {_SPANS: {}, _MARKS: {}}
    tokens = _recording_parser().parse(body, env)
    stretches: list[Stretch] = []
    column = 0
    for before, token in pairwise(tokens):
        if before.type == "tr_open":
            column = 0
        if token.type == "inline" and token.map and token.content:
            kind: Kind = "cell" if before.tag in ("td", "th") else "heading" if before.tag[:1] == "h" else "paragraph"
            starts = _starts_of_cell(token, lines, column) if kind == "cell" else _starts(token, lines)
            column = starts[0][1] + len(token.content)
            offsets = (0, *(match.end() for match in _LINE_BREAK.finditer(token.content)))
            stretches.append(Stretch(kind, _masked(token.content, env), token.content, starts, offsets))
    return ParsedBody(lines, tokens, stretches, env)


def _starts(token: Token, lines: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where each line of the inline token begins: it ends the line of the source, or a mark follows it."""
    texts = token.content.split("\n")
    first, end = token.map or (0, 0)
    # A line of nothing but full-width spaces begins a paragraph, but is not in its content.
    first = next((number for number in range(first, min(end, len(lines))) if texts[0] in lines[number]), first)
    return tuple(
        (number, max(lines[number].rfind(text), 0) if number < len(lines) else 0)
        for number, text in enumerate(texts, first)
    )


def _starts_of_cell(token: Token, lines: Sequence[str], column: int) -> tuple[tuple[int, int], ...]:
    """Where the cell begins, at that column of its row or later."""
    number = token.map[0] if token.map else 0
    return ((number, max(lines[number].find(token.content, column), 0)),)


def _masked(content: str, env: MutableMapping[str, Any]) -> str:
    """The content with stand-ins for what was understood."""
    characters = list(content)
    for address in find_addresses(content):
        characters[address.start : address.end] = ADDRESS * (address.end - address.start)
    for start, end, stand_in in env[_SPANS].get(content, ()):
        for index in range(start, end):
            if content[index] != "\n":
                characters[index] = stand_in
    return "".join(characters)


@cache
def _recording_parser() -> MarkdownIt:
    """The archive's parser, which also records where it found inline markup."""
    md = parser_without_fast_path()
    for rule in md.inline.ruler.__rules__:
        if rule.name in ("emphasis", "strikethrough"):
            md.inline.ruler.at(rule.name, _recording_marks(rule.fn))
        elif rule.name == "link":
            md.inline.ruler.at(rule.name, _recording_links(rule.fn))
        elif rule.name not in _TRANSPARENT:
            md.inline.ruler.at(rule.name, _recording(rule.fn, _STANDS_FOR.get(rule.name, MARKUP)))
    md.inline.ruler2.before("fragments_join", "record_marks", _record_emphasis)
    return md


InlineRule = Callable[[StateInline, bool], bool]


def _spans(state: StateInline) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = state.env[_SPANS].setdefault(state.src, [])
    return spans


def _recording(rule: InlineRule, stand_in: str) -> InlineRule:
    def recorded(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, silent):
            return False
        if not silent:
            _spans(state).append((start, state.pos, stand_in))
        return True

    return recorded


def _recording_links(rule: InlineRule) -> InlineRule:
    """The rule for links, whose text stays as it is."""

    def recorded(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, silent):
            return False
        if not silent:
            end = state.pos
            label_end = state.md.helpers.parseLinkLabel(state, start, True)
            state.pos = end
            _spans(state).extend([(start, start + 1, LINK), (label_end, end, MARKUP)])
        return True

    return recorded


def _recording_marks(rule: InlineRule) -> InlineRule:
    def recorded(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.delimiters)
        if not rule(state, silent):
            return False
        marks: dict[int, tuple[int, int]] = state.env[_MARKS].setdefault(state.src, {})
        end = state.pos
        for delimiter in reversed(state.delimiters[count:]):
            length = len(state.tokens[delimiter.token].content)
            marks[delimiter.token] = (end - length, end)
            end -= length
        return end >= start

    return recorded


def _record_emphasis(state: StateInline) -> None:
    """The rule after the emphasis: record the marks that became part of it."""
    marks: dict[int, tuple[int, int]] = state.env[_MARKS].pop(state.src, {})
    for number, (start, end) in marks.items():
        token = state.tokens[number]
        if token.type != "text" or not token.content:
            _spans(state).append((start, end, EMPHASIS))
