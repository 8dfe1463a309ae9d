"""A snippet: what stands around the places where an article holds a query."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from beilin.searching.prove import IGNORED, Span, Text, marks_in
from beilin.searching.query import Query
from beilin.text.folding import folded

ELLIPSIS = "…"
MAX_COLUMNS = 96  # of an excerpt, without ellipses; a character of Chinese fills two
COLUMNS_BEFORE = 24  # of the first mark
MAX_WORD_PART = 20  # characters of a word by which an excerpt is shortened, so as not to begin or end inside it
_FIRST_WIDE = "\u1100"  # Hangul; of the characters before it none is wide (UAX #11)
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A line of text."""

    text: str
    marks: tuple[Span, ...] = ()


def snippet(query: Query, blocks: Sequence[Text]) -> Snippet:
    """An excerpt around the first place in the body, and one around a term that the first one does not show.

    If the body has no place, it is the beginning of the body.
    """
    first = next((excerpt(block.text, marks) for block in blocks if (marks := marks_in(query, block))), None)
    if first is None:
        return excerpt(blocks[0].text, ()) if blocks else Snippet("")
    for term in query.required if len(query.required) > 1 else ():
        if not Text(first.text).holds(term):
            found = (excerpt(block.text, own) for block in blocks if (own := list(block.places(term))))
            if second := next(found, None):
                return _joined(first, second)
    return first


def excerpt(text: str, marks: Sequence[Span]) -> Snippet:
    """The part of the text around the first of the marks, or its beginning, with an ellipsis where it was cut.

    White space becomes single spaces.
    """
    start, end = _window(text, marks[0] if marks else (0, 0))
    inside = [(max(start, one), min(end, other)) for one, other in marks if one < end and other > start]
    pieces, spans, length = [ELLIPSIS * (start > 0)], [], int(start > 0)
    for piece, is_marked in _pieces(start, end, inside):
        shown = _BLANK.sub(" ", text[piece[0] : piece[1]])
        if is_marked:
            spans.append((length, length + len(shown)))
        pieces.append(shown)
        length += len(shown)
    return Snippet("".join([*pieces, ELLIPSIS * (end < len(text))]), tuple(spans))


def _pieces(start: int, end: int, marks: Iterable[Span]) -> Iterable[tuple[Span, bool]]:
    """The part of a text from `start` to `end`, divided into what is marked and what is not."""
    for mark in marks:
        yield (start, mark[0]), False
        yield mark, True
        start = mark[1]
    yield (start, end), False


def _joined(first: Snippet, second: Snippet) -> Snippet:
    text = first.text.removesuffix(ELLIPSIS) if second.text.startswith(ELLIPSIS) else f"{first.text} "
    if not first.text.endswith(ELLIPSIS):
        text += " " if second.text.startswith(ELLIPSIS) else f"{ELLIPSIS} "
    moved = tuple((start + len(text), end + len(text)) for start, end in second.marks)
    return Snippet(text + second.text, (*first.marks, *moved))


def _window(text: str, mark: Span) -> Span:
    """The part of the text around the mark that is shown."""
    start, room = mark[0], COLUMNS_BEFORE
    while start and room >= (width := _width(text[start - 1])):
        start, room = start - 1, room - width
    end, room = start, MAX_COLUMNS
    while end < len(text) and room >= (width := _width(text[end])):
        end, room = end + 1, room - width
    while start and room >= (width := _width(text[start - 1])):
        start, room = start - 1, room - width
    start = next((at for at in range(start, min(start + MAX_WORD_PART, mark[0])) if _may_cut(text, at)), start)
    end = next((at for at in range(end, max(end - MAX_WORD_PART, mark[1]), -1) if _may_cut(text, at)), end)
    return start, end


def _may_cut(text: str, at: int) -> bool:
    """Whether the text can be cut there: neither inside a word of letters nor before an accent."""
    if at in (0, len(text)):
        return True
    is_word = text[at - 1].isalnum() and text[at].isalnum() and max(text[at - 1 : at + 1]) < _FIRST_WIDE
    return not is_word and folded(text[at]) != IGNORED


def _width(character: str) -> int:
    """The columns that the character fills, or a little more."""
    return 2 if character >= _FIRST_WIDE else 1
