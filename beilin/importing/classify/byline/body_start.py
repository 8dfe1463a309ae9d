"""Where the text of an article begins in a page whose menus and boxes have sentences of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from beilin.importing.classify.byline.credits import credits_of
from beilin.importing.classify.line_shape import is_prose, width
from beilin.importing.classify.noise.furniture import NO_LETTERS, furniture_form, is_notice
from beilin.importing.source.lines import SourceLine

MAX_GAP = 5  # lines that are not sentences between two paragraphs of an article
MIN_OF_LARGEST = 0.2  # of the largest run of paragraphs: with less, a run above it belongs to the page
MIN_COUNT = 2  # paragraphs, with which a run has to be larger than with more
MIN_FURNITURE = 3  # lines above the text that pages print around articles
MIN_LINES = 15  # above the text, among which a single one of these is enough
MAX_CREDIT = 80.0  # a longer line is not a credit
MAX_SENTENCES = 0.3  # of the lines above it


@dataclass(slots=True)
class _Run:
    """Paragraphs near each other."""

    start: int
    end: int
    size: float
    count: int = 1


def start_of_main_text(filled: Sequence[SourceLine]) -> int | None:
    """The position of the first paragraph of the article, if a page's own lines stand above it; None if none do.

    It begins the first run of paragraphs that is not much smaller than the largest. `filled` are not blank.
    """
    runs: list[_Run] = []
    for position, line in enumerate(filled):
        if not is_paragraph(line.text):
            continue
        if runs and position - runs[-1].end <= MAX_GAP:
            runs[-1].end, runs[-1].count = position, runs[-1].count + 1
            runs[-1].size += width(line.text)
        else:
            runs.append(_Run(position, position, width(line.text)))
    largest = max((run.size for run in runs), default=0.0)
    main = next((run for run in runs if _is_part_of_text(run, largest)), None)
    if main is None or not main.start:
        return None
    above = filled[: main.start]
    sentences = [line for line in above if is_paragraph(line.text) or line.text[-1] in "。；;"]
    if len(sentences) > len(above) * MAX_SENTENCES:
        return None
    furniture = sum(furniture_form(line.text) not in ("", NO_LETTERS) for line in above)
    is_page = furniture >= MIN_FURNITURE or (furniture and len(above) >= MIN_LINES)
    return main.start if is_page else None


def _is_part_of_text(run: _Run, largest: float) -> bool:
    share = MIN_OF_LARGEST if run.count <= MIN_COUNT else MIN_OF_LARGEST / 2
    return run.size == largest or (run.count > 1 and run.size >= largest * share)


def is_paragraph(text: str) -> bool:
    """Whether the line is a sentence that is not a notice, furniture or a credit."""
    if not is_prose(text):
        return False
    return width(text) > MAX_CREDIT or not (furniture_form(text) or is_notice(text) or credits_of(text))
