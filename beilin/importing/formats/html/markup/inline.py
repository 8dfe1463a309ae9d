"""Runs → a line of Markdown that shows exactly their text, with as little markup and as few backslashes as possible.

What is written is read back by the site's reader. If that shows something else, it is written more carefully: with
backslashes before everything that may be markup, then with tags in place of marks, at last without any marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape as escape_html
from itertools import groupby
from typing import Literal

from beilin.importing.formats.html.markup.addresses import link_target
from beilin.importing.formats.html.markup.brackets import with_matched_brackets
from beilin.importing.formats.html.markup.certainty import is_certain
from beilin.importing.formats.html.markup.flanking import is_emphasis
from beilin.importing.formats.html.markup.reading_back import is_formula, shown_by_reader, to_be_shown
from beilin.importing.formats.html.markup.runs import Mark, Run, text_of_runs, without_edges
from beilin.importing.markdown.escaping import Position, escape

Place = Literal["paragraph", "item", "heading", "cell"]

_SIGNS = {"strong": "**", "em": "*", "del": "~~"}
_MAY_BE_MARKUP = re.compile(r"([\\`*_\[<>&$~!|#=+{}])|(?<=[A-Za-z])(:)(?=//)|(?<=www)(\.)", re.IGNORECASE)
_MAY_BE_MARKER = re.compile(r"(?:(-)|(:)|([0-9]{1,9})([.)]))")
_BACKTICKS = re.compile(r"`+")
_PLAIN_ADDRESS = re.compile(r"https?://[^\s<>\\`]+\Z")
_NEEDS_CARE = re.compile(r"\[\^|\]:")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a heading or a cell of a table."""

    text: str
    markdown: str


@dataclass(frozen=True, slots=True)
class _Style:
    """How carefully to write."""

    escape: Callable[[str, Position], str]
    formula: str = "${}$"
    has_formulas: bool = True  # otherwise they are code
    has_signs: bool = True  # `**` and the like; otherwise tags
    has_marks: bool = True
    in_cell: bool = False  # of a pipe table
    in_link: bool = False


def write_line(runs: Sequence[Run], place: Place = "paragraph") -> Line:
    """The text and Markdown of the runs, which have no white space at their ends."""
    text = text_of_runs(runs)
    is_plain = all(run.kind == "text" and not run.marks for run in runs) and not _NEEDS_CARE.search(text)
    if is_plain and place != "cell":
        return Line(text, escape(text, place))
    is_sure = is_plain or is_certain(runs)
    written = ""
    for style in _STYLES:
        style = replace(style, in_cell=place == "cell")
        written = _written(runs, 0, style, "inside" if place == "cell" else place)
        if is_sure:
            break
        expected = to_be_shown(runs, has_marks=style.has_marks, has_formulas=style.has_formulas)
        if shown_by_reader(_in_place(written, place)) == expected:
            break
    return Line(text, written)


def _in_place(markdown: str, place: Place) -> str:
    if place == "cell":
        return f"||\n|---|\n|{markdown}|"
    return f"## {markdown}" if place == "heading" else f"- {markdown}" if place == "item" else markdown


def _escape_everything(text: str, position: Position) -> str:
    escaped = _MAY_BE_MARKUP.sub(r"\\\g<0>", text)
    if position in ("paragraph", "item") and (match := _MAY_BE_MARKER.match(escaped)):
        return f"{match[3] or ''}\\{escaped[len(match[3] or '') :]}"
    return escaped


_STYLES = (
    _Style(escape),
    _Style(_escape_everything, r"\({}\)"),
    _Style(_escape_everything, has_formulas=False, has_signs=False),
    _Style(_escape_everything, has_formulas=False, has_marks=False),
)


def _written(
    runs: Sequence[Run], depth: int, style: _Style, position: Position, around: tuple[str, str] = ("", "")
) -> str:
    """The Markdown of runs that have the first `depth` marks in common, between two characters."""
    parts: list[str] = []
    groups = [(mark, list(group)) for mark, group in groupby(runs, partial(_mark_at, depth, style))]
    for number, (mark, inner) in enumerate(groups):
        at = position if position == "heading" or not parts else "paragraph" if parts[-1].endswith("\n") else "inside"
        if mark is None:
            parts += _unmarked(inner, style, at)
            continue
        left, inner, right = without_edges(inner)
        if inner:
            before = left or (parts[-1][-1:] if parts else around[0])
            after = right or (_first_character(groups[number + 1][1]) if number + 1 < len(groups) else around[1])
            marked = _marked(mark, inner, depth + 1, style, at, (before, after))
            parts += [_break(style) if part == "\n" else part for part in (left, marked, right) if part]
        else:
            parts.append(left or right)
    return "".join(parts)


def _first_character(runs: Sequence[Run]) -> str:
    """The first character of what is written for the runs; a letter stands for what is not text."""
    first = runs[0]
    return "\n" if first.is_break else first.text[:1] if first.kind == "text" and not first.marks else "["


def _mark_at(depth: int, style: _Style, run: Run) -> Mark | None:
    return run.marks[depth] if len(run.marks) > depth and style.has_marks else None


def _unmarked(runs: Sequence[Run], style: _Style, position: Position) -> list[str]:
    parts: list[str] = []
    for text in _joined_texts(runs):
        if text.is_break:
            parts.append(_break(style))
        elif text.kind == "formula":
            parts.append(_formula(text, style))
        else:
            parts.append(_in_context(text, style, position))
        if position != "heading":
            position = "paragraph" if text.is_break and not style.in_cell else "inside"
    return parts


def _formula(run: Run, style: _Style) -> str:
    if not style.has_formulas:
        code = code_span(run.markdown)
        return code.replace("|", "\\|") if style.in_cell else code
    return f"$${run.markdown}$$" if run.is_display else style.formula.format(run.markdown)


def _in_context(run: Run, style: _Style, position: Position) -> str:
    written = style.escape(run.text, position) if run.kind == "text" else run.markdown
    if style.in_link and run.kind == "text":
        written = with_matched_brackets(written)
    return written.replace("|", "\\|") if style.in_cell else written


def _joined_texts(runs: Sequence[Run]) -> list[Run]:
    """The runs with adjacent texts joined, so that what is escaped is decided for all of them."""
    joined: list[Run] = []
    for run in runs:
        if joined and run.kind == joined[-1].kind == "text":
            joined[-1] = replace(joined[-1], text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined


def _break(style: _Style) -> str:
    return "<br>" if style.in_cell else "\\\n"


def _marked(
    mark: Mark, runs: Sequence[Run], depth: int, style: _Style, position: Position, around: tuple[str, str]
) -> str:
    if mark.name == "code":
        code = code_span(" ".join(text_of_runs(runs).split("\n")))
        return code.replace("|", "\\|") if style.in_cell else code
    if mark.name == "a":
        address = link_target(mark.value).replace("|", "%7C") if style.in_cell else link_target(mark.value)
        if text_of_runs(runs) == mark.value == address and _PLAIN_ADDRESS.match(address):
            return f"<{address}>"
        inner = _written(runs, depth, replace(style, in_link=True), "heading" if position == "heading" else "inside")
        return f"[{inner}]({address})"
    sign = _SIGNS.get(mark.name, "") if style.has_signs else ""
    inside: Position = "heading" if position == "heading" else "inside"
    inner = _written(runs, depth, style, inside, _around_inner(sign, around))
    if sign and is_emphasis(sign[0], around[0], inner, around[1]):
        return f"{sign}{inner}{sign}"
    title = f' title="{escape_html(mark.value)}"' if mark.value else ""
    return f"<{mark.name}{title}>{inner}</{mark.name}>"


def _around_inner(sign: str, around: tuple[str, str]) -> tuple[str, str]:
    """The characters between which the content of a mark stands. The stars of two marks are one run."""
    return around if sign.startswith("*") else (sign[:1] or ">", sign[:1] or "<")


def code_span(code: str) -> str:
    """Code in a line (CommonMark 0.31, section 6.1)."""
    mark = "`" * (max((len(run[0]) for run in _BACKTICKS.finditer(code)), default=0) + 1)
    pad = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{mark}{pad}{code}{pad}{mark}"


def fenced(code: str, language: str) -> str:
    """Code as a fenced block (CommonMark 0.31, section 4.5)."""
    fence = "`" * max(3, 1 + max((len(run[0]) for run in _BACKTICKS.finditer(code)), default=0))
    return f"{fence}{language}\n{code}\n{fence}"


def formula_block(tex: str) -> str:
    """A formula on lines of its own; code if the reader cannot read it."""
    lines = "\n".join(line for line in tex.split("\n") if line.strip())
    written = f"$$\n{lines}\n$$"
    return written if is_formula(written, tex) else fenced(lines, "latex")
