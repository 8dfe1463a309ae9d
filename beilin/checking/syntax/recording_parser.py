"""The archive's parser, which also records where in a text it found inline markup."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

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
SPANS = "spans of markup"  # in markdown-it's `env`: by text, (start, end, stand-in)
_MARKS = "marks of emphasis"  # likewise: by text, position by token


def new_env() -> dict[str, Any]:
    """An `env` for the parser. SPANS in it gets, by inline text, (start, end, stand-in) of all markup."""
    return {SPANS: {}, _MARKS: {}}


@cache
def recording_parser() -> MarkdownIt:
    """The parser. Its `env` is one of `new_env`, in which it records."""
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
    spans: list[tuple[int, int, str]] = state.env[SPANS].setdefault(state.src, [])
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
