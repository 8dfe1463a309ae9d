"""Runs: pieces of a paragraph, each with the marks in which it stands; and the white space between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from beilin.text.cjk import is_unspaced

_SPACES = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is around a run: emphasis, code, or a link."""

    name: str  # of the element as Markdown or raw HTML has it: strong, em, del, code, a, sub …
    value: str = ""  # the address of a link, or the title of an abbreviation


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph."""

    text: str  # what readers see
    marks: tuple[Mark, ...] = ()  # from the outermost
    markdown: str = ""  # if it is not text to be escaped: an image, a formula, the mark of a footnote
    is_break: bool = False

    @property
    def is_space(self) -> bool:
        """Whether nothing of it is seen but white space."""
        return self.is_break or (not self.markdown and not self.text.strip())


def collapsed(runs: Iterable[Run]) -> list[Run]:
    """The runs with their white space as browsers show it (CSS Text 3, sections 4.1.1 and 4.1.2).

    Spaces at the ends and around breaks are dropped. A line end between two Chinese characters is not a space.
    """
    kept: list[Run] = []
    for run in runs:
        if run.markdown or run.is_break:
            if run.is_break and kept and not kept[-1].markdown:
                kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
            kept.append(run)
            continue
        before = _last_character(kept)
        text = _SPACES.sub(partial(_space, before), run.text)
        if text.startswith(" ") and before in ("", " ", "\n"):
            text = text[1:]
        if text:
            kept.append(replace(run, text=text))
    return kept


def _space(before: str, match: re.Match[str]) -> str:
    """What is shown for white space in a run."""
    if "\n" not in match[0] or match.end() == len(match.string):
        return " "
    left = match.string[match.start() - 1] if match.start() else before
    return "" if left and is_unspaced(left) and is_unspaced(match.string[match.end()]) else " "


def _last_character(runs: Sequence[Run]) -> str:
    """The last character so far: "" at the start, a line feed after a break, and a letter after what is no text."""
    for run in reversed(runs):
        if run.is_break:
            return "\n"
        if run.markdown:
            return "x"
        if run.text:
            return run.text[-1]
    return ""


def without_edges(runs: Sequence[Run]) -> tuple[str, list[Run], str]:
    """The runs without white space and breaks at their ends, and a space for what was there, or nothing."""
    first, last = 0, len(runs)
    while first < last and runs[first].is_space:
        first += 1
    while last > first and runs[last - 1].is_space:
        last -= 1
    before = _white(runs[:first])
    after = _white(runs[last:])
    inner = list(runs[first:last])
    if inner and not inner[0].markdown and inner[0].text[:1] == " ":
        before, inner[0] = before or " ", replace(inner[0], text=inner[0].text.lstrip())
    if inner and not inner[-1].markdown and inner[-1].text[-1:] == " ":
        after, inner[-1] = after or " ", replace(inner[-1], text=inner[-1].text.rstrip())
    return before, inner, after


def _white(runs: Sequence[Run]) -> str:
    return "\n" if any(run.is_break for run in runs) else " " if any(run.text for run in runs) else ""


def paragraphs_of(runs: Sequence[Run]) -> list[list[Run]]:
    """The paragraphs in collapsed runs: two breaks or more begin a new one."""
    paragraphs: list[list[Run]] = [[]]
    breaks = 0
    for run in runs:
        if run.is_break:
            breaks += 1
        elif not run.is_space:
            if breaks > 1:
                paragraphs.append([])
            breaks = 0
        paragraphs[-1].append(run)
    return [inner for paragraph in paragraphs if (inner := without_edges(paragraph)[1])]
