"""What the site's reader shows for a piece of Markdown, to be compared with what it should show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from beilin.importing.formats.html.markup.runs import Run
from beilin.importing.markdown.labels import notes_referred_to
from beilin.importing.markdown.shown import FORMULA_SHOWN
from beilin.reading.markdown import render_markdown
from beilin.reading.settings import ReaderSettings

# Letters with the marks around them, joined as far as these are the same.
Shown = list[tuple[str, frozenset[str]]]

# Remote images are shown as images, so that their alternative texts are not part of the text.
_READER = ReaderSettings(shows_remote_images=True)
_NOTE_MARK = re.compile(r'<sup class="footnote-ref">.*?</sup>|<div class="footnotes".*\Z', re.DOTALL)
_PIECE = re.compile(r"<(/?)([a-zA-Z0-9]+)[^>]*>|([^<]+)")
_MARKS = {
    name: name for name in ("strong", "em", "code", "a", "sub", "sup", "kbd", "mark", "u", "ins", "q", "abbr", "del")
}
_MARKS["s"] = "del"


def shown_by_reader(markdown: str) -> Shown:
    """What the reader shows, without the marks of footnotes."""
    notes = "".join(f"\n\n[^{label}]: x" for label in notes_referred_to(markdown))
    rendered, _ = render_markdown(markdown + notes, file="", settings=_READER)
    html = rendered.body.html
    if notes:
        html = _NOTE_MARK.sub("", html)
    if "<math" in html:
        html = FORMULA_SHOWN.sub(r"\1", html)
    return _joined(_pieces(html))


def letters_shown(markdown: str) -> str:
    """All letters that the reader shows."""
    return "".join(text for text, _ in shown_by_reader(markdown))


def is_formula(markdown: str, tex: str) -> bool:
    """Whether the reader shows the Markdown as a formula with the TeX."""
    rendered, _ = render_markdown(markdown, file="", settings=_READER)
    match = FORMULA_SHOWN.search(rendered.body.html)
    return match is not None and "".join(unescape(match[1]).split()) == "".join(tex.split())


def _pieces(html: str) -> Iterable[tuple[str, frozenset[str]]]:
    opened: list[str] = []
    for end, name, text in _PIECE.findall(html):
        if text:
            yield unescape(text), frozenset(opened)
        elif mark := _MARKS.get(name):
            if not end:
                opened.append(mark)
            elif mark in opened:
                opened.remove(mark)


def to_be_shown(runs: Iterable[Run], *, has_marks: bool, has_formulas: bool) -> Shown:
    """What should be shown for the runs, with their marks or without them; formulas may be written as code."""
    return _joined(
        (
            run.markdown if run.kind == "formula" else run.text,
            frozenset(mark.name for mark in run.marks if has_marks)
            | ({"code"} if run.kind == "formula" and not has_formulas else set()),
        )
        for run in runs
        if run.kind != "note"
    )


def letters_to_be_shown(runs: Iterable[Run]) -> str:
    """All letters that should be shown for the runs."""
    return "".join(text for text, _ in to_be_shown(runs, has_marks=False, has_formulas=True))


def _joined(pieces: Iterable[tuple[str, frozenset[str]]]) -> Shown:
    joined: Shown = []
    for text, marks in pieces:
        if not (letters := "".join(text.split())):
            continue
        # Bare addresses become links in the reader, which is welcome.
        marks -= {"a"}
        if joined and joined[-1][1] == marks:
            joined[-1] = (joined[-1][0] + letters, marks)
        else:
            joined.append((letters, marks))
    return joined
