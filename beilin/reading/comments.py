"""Markdown without its authors' comments, for the copy of an article that is published beside its page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import Any

import yaml
from markdown_it.common.html_re import HTML_TAG_RE

from beilin.reading.front_matter import split_front_matter
from beilin.reading.markdown import parser_without_fast_path

Span = tuple[int, int]  # the offsets of a piece of text: its beginning, and its end

_LINE_END = re.compile("\r\n|\n|\r")
# CommonMark 0.31, section 6.6.
_COMMENT = re.compile(r"<!---?>|<!--.*?-->", re.DOTALL)
_PIECE = re.compile(r"\\.|`+|<", re.DOTALL)
_PIECE_OF_HTML = re.compile("<")
# Definitions of links that nothing refers to are used as comments: `[//]: # (…)`, `[comment]: <> (…)`.
_COMMENT_LABELS = {"//", "COMMENT"}
_BACKTICKS = re.compile("`+")
_MARKS = re.compile(r"[\s>]+")  # white space, and the marks of quotes, which may be inside a comment
_MAY_HAVE_COMMENT = re.compile(r"<!--|\[(?://|comment)\]:", re.IGNORECASE)
_MAY_HAVE_YAML_COMMENT = re.compile(r"(?:^|[ \t])#", re.MULTILINE)
_YAML_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[^\r\n]*", re.MULTILINE)


def without_comments(text: str) -> str:
    """The Markdown file without HTML comments in its body and without YAML comments in its front matter.

    Code that has `<!--` in it keeps it, and everything else is unchanged, but for white space around a comment.
    """
    front, body, _ = split_front_matter(text)
    head = text[: len(text) - len(body)]
    if front is not None and _MAY_HAVE_YAML_COMMENT.search(front):
        start = head.index(front, 3) if front else 0
        kept = _without(front, list(_yaml_comments(front)), whole_lines=True)
        head = head[:start] + kept + head[start + len(front) :]
    if _MAY_HAVE_COMMENT.search(body):
        body = _without(body, list(_html_comments(body)), whole_lines=False)
    return head + body


def _without(text: str, spans: list[Span], *, whole_lines: bool) -> str:
    """The text without these spans, which are in order, and without the white space before those that end a line.

    With `whole_lines`, a line that had nothing but a span is removed; otherwise it may separate paragraphs, and is
    left empty.
    """
    pieces, done = [], 0
    for start, end in spans:
        start = max(start, done)
        before = start
        while before > done and text[before - 1] in " \t":
            before -= 1
        begins_line = before == 0 or text[before - 1] in "\r\n"
        ends_line = end == len(text) or text[end] in "\r\n"
        kept = text[done : before if ends_line else start]
        while begins_line and not ends_line and text[end : end + 1] in (" ", "\t"):
            end += 1  # what follows must not become indented code
        if begins_line and whole_lines and (line_end := _LINE_END.match(text, end)):
            end = line_end.end()
        pieces.append(kept)
        done = max(done, end)
    return "".join((*pieces, text[done:]))


def _yaml_comments(text: str) -> Iterator[Span]:
    """The comments in well-formed YAML (YAML 1.2, section 6.6): what begins with `#` outside of scalars."""
    scalars = []
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark.index, token.end_mark.index
            if token.style in ("|", ">"):  # in the line that begins a block scalar there may be a comment
                line_end = _LINE_END.search(text, start)
                start = line_end.start() if line_end else end
            scalars.append((start, end))
    at = 0
    for start, end in [*scalars, (len(text), len(text))]:
        for match in _YAML_COMMENT.finditer(text, at, start):
            yield match.span()
        at = end


def _html_comments(text: str) -> Iterator[Span]:
    """The comments in Markdown, in order."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(text)), len(text)]
    inline_comments: dict[tuple[int, int], Counter[str]] = {}  # the comments in paragraphs and the like, by their lines
    blocks: list[Span] = []  # the lines of HTML blocks
    env: dict[str, Any] = {}
    for token in parser_without_fast_path().parse(text, env):
        if token.map is None:
            continue
        lines = (token.map[0], token.map[1])
        if token.type == "html_block":
            blocks.append(lines)
        for child in token.children or ():
            if child.type == "html_inline" and child.content.startswith("<!--"):
                inline_comments.setdefault(lines, Counter())[_MARKS.sub("", child.content)] += 1
    spans: list[Span] = []
    for first, last in blocks:
        start, end = starts[first], starts[min(last, len(starts) - 1)]
        spans += _comments_between(text, start, end, _PIECE_OF_HTML)
    for (first, last), comments in inline_comments.items():
        start, end = starts[first], starts[min(last, len(starts) - 1)]
        for span in _comments_between(text, start, end, _PIECE):
            key = _MARKS.sub("", text[slice(*span)])
            if comments[key]:
                comments[key] -= 1
                spans.append(span)
    definitions = [*env.get("references", {}).items(), *((one["label"], one) for one in env.get("duplicate_refs", ()))]
    for label, definition in definitions:
        if label in _COMMENT_LABELS and definition["href"] in ("", "#"):
            first, last = definition["map"]
            lines_of_it = text[starts[first] : starts[min(last, len(starts) - 1)]]
            spans.append((starts[first], starts[first] + len(lines_of_it.rstrip("\r\n"))))
    yield from sorted(spans)


def _comments_between(text: str, at: int, end: int, pieces: re.Pattern[str]) -> Iterator[Span]:
    """What looks like a comment outside of tags and, if `pieces` finds backticks, of code.

    One that is never closed is shown as it is written.
    """
    # A code span ends at the next run of as many backticks (CommonMark 0.31, section 6.1).
    runs: dict[int, list[int]] = {}
    for run in _BACKTICKS.finditer(text, at, end):
        runs.setdefault(len(run[0]), []).append(run.start())
    while piece := pieces.search(text, at, end):
        at = piece.end()
        if piece[0].startswith("`"):
            others = runs.get(len(piece[0]), [])
            later = bisect_left(others, at)
            at = others[later] + len(piece[0]) if later < len(others) else at
        elif text.startswith("<!--", piece.start()):
            comment = _COMMENT.match(text, piece.start(), end)
            if comment is None:
                return  # no later one is closed either
            yield comment.span()
            at = comment.end()
        elif piece[0] == "<" and (tag := HTML_TAG_RE.match(text, piece.start(), end)):
            at = tag.end()
