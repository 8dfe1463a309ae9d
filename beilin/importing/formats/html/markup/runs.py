"""Runs: pieces of a paragraph, each with the marks in which it stands; and the white space between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from beilin.text.cjk import is_unspaced

_SPACES = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is around a run: emphasis, code, or a link."""

    name: str  # of the element as Markdown or raw HTML has it: strong, em, del, code, a, sub …
    value: str = ""  # the address of a link, or the title of an abbreviation


Marks = tuple[Mark, ...]
CODE = Mark("code")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph."""

    text: str  # what readers see
    marks: Marks = ()  # from the outermost
    kind: Literal["text", "break", "formula", "raw", "note"] = "text"
    markdown: str = ""  # of a formula its TeX; of a raw piece (an image) and of the mark of a footnote all of it
    is_display: bool = False  # of a formula that is set apart from the text

    @property
    def is_break(self) -> bool:
        """Whether it is a line break."""
        return self.kind == "break"

    @property
    def is_space(self) -> bool:
        """Whether nothing of it is seen but white space."""
        return self.is_break or (self.kind == "text" and not self.text.strip())


def with_mark(marks: Marks, mark: Mark) -> Marks:
    """The marks and one more in them. No mark is twice, and code is the innermost, as Markdown needs it."""
    if any(other.name == mark.name for other in marks) or (CODE in marks and mark.name != "a"):
        return marks
    inner = (CODE,) if mark == CODE or CODE in marks else ()
    return (*(other for other in (*marks, mark) if other != CODE), *inner)


def collapsed(runs: Iterable[Run]) -> list[Run]:
    """The runs with their white space as browsers show it (CSS Text 3, sections 4.1.1 to 4.1.3).

    Spaces at the start and around breaks are dropped. A line end between two Chinese characters is not a space.
    """
    kept: list[Run] = []
    before = ""  # the last character so far: "" at the start or after a break, a letter after what is not text
    for run in runs:
        if run.is_break:
            while kept and kept[-1].kind == "text" and not kept[-1].text.strip(" "):
                kept.pop()
            if kept and kept[-1].kind == "text":
                kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
            kept.append(run)
            before = ""
        elif run.kind != "text":
            kept.append(run)
            before = " " if run.markdown.endswith(" ") else "x"
        else:
            text = _SPACES.sub(partial(_space, before), run.text)
            if before in ("", " "):
                text = text.removeprefix(" ")
            if text:
                kept.append(replace(run, text=text))
                before = text[-1]
    return kept


def _space(before: str, match: re.Match[str]) -> str:
    """What is shown for white space in a run."""
    if "\n" not in match[0] or match.end() == len(match.string):
        return " "
    left = match.string[match.start() - 1] if match.start() else before
    return "" if left and is_unspaced(left) and is_unspaced(match.string[match.end()]) else " "


def without_edges(runs: Sequence[Run]) -> tuple[str, list[Run], str]:
    """The runs without white space and breaks at their ends; before and after them, what was there.

    That is "", a space, or a line feed for a break.
    """
    first, last = 0, len(runs)
    while first < last and runs[first].is_space:
        first += 1
    while last > first and runs[last - 1].is_space:
        last -= 1
    before, after, inner = _white(runs[:first]), _white(runs[last:]), list(runs[first:last])
    if inner and inner[0].kind == "text" and (text := inner[0].text.lstrip()) != inner[0].text:
        before, inner[0] = before or " ", replace(inner[0], text=text)
    if inner and inner[-1].kind == "text" and (text := inner[-1].text.rstrip()) != inner[-1].text:
        after, inner[-1] = after or " ", replace(inner[-1], text=text)
    return before, inner, after


def _white(runs: Sequence[Run]) -> str:
    return "\n" if any(run.is_break for run in runs) else " " if runs else ""


def paragraphs_of(runs: Iterable[Run]) -> list[list[Run]]:
    """The paragraphs in the runs, without white space at their ends: two breaks or more begin a new one."""
    paragraphs: list[list[Run]] = [[]]
    breaks = 0
    for run in collapsed(runs):
        if run.is_break:
            breaks += 1
        elif not run.is_space:
            if breaks > 1:
                paragraphs.append([])
            breaks = 0
        paragraphs[-1].append(run)
    return [inner for paragraph in paragraphs if (inner := without_edges(paragraph)[1])]


def one_line(runs: Iterable[Run]) -> list[Run]:
    """The runs as one line, with a space for each break."""
    spaced = (Run(" ", run.marks) if run.is_break else run for run in runs)
    return without_edges(collapsed(spaced))[1]


def text_of_runs(runs: Iterable[Run]) -> str:
    """What readers see of the runs."""
    return "".join("\n" if run.is_break else run.text for run in runs)


def without_strong(runs: Sequence[Run]) -> list[Run]:
    """The runs of a heading or a header cell; if all of them are strong, that is only how it looks."""
    strong = Mark("strong")
    if not all(strong in run.marks or run.is_space for run in runs):
        return list(runs)
    return [replace(run, marks=tuple(mark for mark in run.marks if mark != strong)) for run in runs]
