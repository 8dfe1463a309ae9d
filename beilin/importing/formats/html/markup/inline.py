"""Runs → a line of Markdown that shows exactly their text, with as little markup and as few backslashes as possible.

What is written is read back by the site's reader. If that shows a different text, it is written more carefully: with
backslashes before everything that may be markup, then with tags in place of marks, at last without any emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape as escape_html
from itertools import groupby

from beilin.importing.formats.html.markup.addresses import link_target
from beilin.importing.formats.html.markup.runs import Mark, Run, without_edges
from beilin.importing.markdown.escaping import Position, escape
from beilin.reading.markdown import render_markdown
from beilin.reading.settings import ReaderSettings
from beilin.reading.text_blocks import text_of

BREAK = "\\\n"
_SIGNS = {"strong": "**", "em": "*", "del": "~~"}
_MAY_BE_MARKUP = re.compile(r"([\\`*_\[\]<>&$~!|#=:+])")
_NOTE_MARK = re.compile(r'<sup class="footnote-ref">.*?</sup>')
_RUN_OF_BACKTICKS = re.compile(r"`+")
_READER = ReaderSettings(shows_remote_images=True)  # so that their alternative texts are not part of the text


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, heading or cell."""

    text: str
    markdown: str


@dataclass(frozen=True, slots=True)
class _Style:
    """How carefully to write."""

    escape: Callable[[str, Position], str]
    has_signs: bool = True  # `**` and the like; otherwise tags
    has_emphasis: bool = True


def write_line(runs: Sequence[Run], position: Position = "paragraph") -> Line:
    """The text and Markdown of the runs, which have no white space at their ends."""
    text = "".join("\n" if run.is_break else run.text for run in runs)
    if all(not run.marks and not run.markdown and not run.is_break for run in runs):
        return Line(text, escape(text, position))
    written = ""
    for style in _STYLES:
        written = _written(runs, 0, style, position)
        if _shown(written, position) == _letters(text):
            break
    return Line(text, written)


def _escape_everything(text: str, position: Position) -> str:
    del position
    escaped = _MAY_BE_MARKUP.sub(r"\\\1", text)
    return re.sub(r"^([-]|[0-9]{1,9}(?=[.)]))", lambda m: m[1] + "\\" if m[1] != "-" else "\\-", escaped)


_STYLES = (
    _Style(escape),
    _Style(_escape_everything),
    _Style(_escape_everything, has_signs=False),
    _Style(_escape_everything, has_emphasis=False),
)


def _written(runs: Sequence[Run], depth: int, style: _Style, position: Position) -> str:
    parts: list[str] = []
    for mark, group in groupby(runs, partial(_mark_at, depth)):
        inner = list(group)
        place: Position = position if not parts or parts[-1].endswith("\n") or position == "heading" else "inside"
        if mark is None:
            parts += _plain(inner, style, place)
            continue
        before, inner, after = without_edges(inner)
        shown = _marked(mark, inner, depth + 1, style, place) if inner else ""
        parts += [BREAK if part == "\n" else part for part in (before, shown, after)]
    return "".join(parts)


def _mark_at(depth: int, run: Run) -> Mark | None:
    return run.marks[depth] if len(run.marks) > depth else None


def _plain(runs: Sequence[Run], style: _Style, place: Position) -> list[str]:
    parts: list[str] = []
    for run in runs:
        if run.is_break:
            parts.append(BREAK)
            place = "paragraph" if place == "inside" else place
        else:
            parts.append(run.markdown or style.escape(run.text, place))
            place = "inside" if place != "heading" else place
    return parts


def _marked(mark: Mark, runs: Sequence[Run], depth: int, style: _Style, place: Position) -> str:
    if mark.name == "code":
        return code_span("".join(run.text for run in runs))
    inside: Position = place if place == "heading" else "inside"
    inner = _written(runs, depth, style, inside)
    if mark.name == "a":
        return link(inner, mark.value, "".join(run.text for run in runs))
    if not style.has_emphasis:
        return _written(runs, depth, style, place)
    if style.has_signs and mark.name in _SIGNS:
        return f"{_SIGNS[mark.name]}{inner}{_SIGNS[mark.name]}"
    title = f' title="{escape_html(mark.value)}"' if mark.value else ""
    return f"<{mark.name}{title}>{inner}</{mark.name}>"


def link(inner: str, address: str, text: str) -> str:
    """A link whose text is written as `inner`."""
    if text == address and re.match(r"https?://[^\s<>\\]+\Z", address):
        return f"<{address}>"
    return f"[{inner}]({link_target(address)})"


def code_span(code: str) -> str:
    """Code in a line (CommonMark 0.31, section 6.1)."""
    mark = "`" * (max((len(run[0]) for run in _RUN_OF_BACKTICKS.finditer(code)), default=0) + 1)
    pad = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{mark}{pad}{code}{pad}{mark}"


def _shown(markdown: str, position: Position) -> str:
    """The letters that the reader shows for the line, without the numbers of footnotes."""
    whole = f"## {markdown}" if position == "heading" else f"- {markdown}" if position == "item" else markdown
    notes = "".join(f"\n\n[^{label}]: x" for label in re.findall(r"(?<!\\)\[\^([^\]\s]+)\]", markdown))
    rendered, _ = render_markdown(whole + notes, file="", settings=_READER)
    body = rendered.body
    html = _NOTE_MARK.sub("", body.html.partition('<section class="footnotes"')[0])
    return _letters("".join(block.text for block in text_of(type(body)(html, body.headings, body.references))))


def _letters(text: str) -> str:
    return "".join(text.split())
