"""The text of a body in which markup could have been meant: with its places, and without what the parser understood."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from markdown_it.token import Token

from beilin.checking.syntax.recording_parser import ADDRESS, SPANS, new_env, recording_parser
from beilin.reading.bare_addresses import find_addresses

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
    env = new_env()
    tokens = recording_parser().parse(body, env)
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
    for start, end, stand_in in env[SPANS].get(content, ()):
        for index in range(start, end):
            if content[index] != "\n":
                characters[index] = stand_in
    return "".join(characters)
