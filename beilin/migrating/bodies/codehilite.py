"""Blocks of code whose first line names the language, `:::python` or `#!python` → fenced blocks.

Python-Markdown's CodeHilite (its documentation, "Syntax") does not show that line unless it is a path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.passes import NOTHING, Found
from beilin.migrating.bodies.protected import Protected, Span
from beilin.migrating.bodies.shortcodes.markup import fence_for
from beilin.migrating.model import Edit

_FIRST_LINE = re.compile(r"[ \t]*(?::{3,}|#!)[ \t]*(?P<language>[A-Za-z][\w+#.-]*)(?P<options>[ \t][^\n]*)?\Z")
_FENCE = re.compile(r"(?:`{3,}|~{3,})[ \t]*\Z")


def codehilite(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `codehilite`: each such block gets a fence with its language."""
    del context
    if ":::" not in text and "#!" not in text:
        return NOTHING
    return Found(tuple(edit for span in protected.spans if span.kind == "code" for edit in _edits(text, span)))


def _edits(text: str, span: Span) -> Iterator[Edit]:
    first_end = text.find("\n", span.start, span.end)
    first_end = first_end if first_end >= 0 else span.end
    if _FENCE.match(text[span.start : first_end]):
        line_end = text.find("\n", first_end + 1, span.end)
        match = _FIRST_LINE.match(text[first_end + 1 : max(line_end, first_end + 1)])
        if match and line_end >= 0:
            yield Edit(first_end, line_end, match["language"], "language of code")
        return
    match = _FIRST_LINE.match(text[span.start : first_end])
    if match is None or first_end == span.end:
        return
    column = len(text[span.start : first_end].expandtabs(4)) - len(text[span.start : first_end].expandtabs(4).lstrip())
    kept = max(0, column - 4)
    fence = fence_for(text[span.start : span.end])
    yield Edit(_after(text, span.start, first_end, kept), first_end, fence + match["language"], "language of code")
    start = first_end + 1
    while start < span.end:
        end = text.find("\n", start, span.end)
        end = end if end >= 0 else span.end
        inner = _after(text, start, end, kept)
        yield Edit(inner, _after(text, inner, end, 4), "", "indentation")
        start = end + 1
    yield Edit(span.end, span.end, f"\n{' ' * kept}{fence}", "language of code")


def _after(text: str, start: int, end: int, columns: int) -> int:
    """The position after at most so many columns of indentation."""
    column = 0
    while start < end and column < columns and text[start] in " \t":
        column += 1 if text[start] == " " else 4 - column % 4
        start += 1
    return start
