"""Headings without a number that repeat: the same short lines below several numbered headings, as in 優點 and 缺點."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from itertools import pairwise

from beilin.importing.classify.line_shape import ends_in_stop, is_prose
from beilin.importing.classify.structure.unnumbered_headings import has_heading_shape
from beilin.importing.source.lines import SourceLine

MIN_SECTIONS = 2
MIN_SHARE = 0.5  # of the sections below numbered headings


def repeated_headings(filled: Sequence[SourceLine], numbered: Sequence[int], items: Collection[int]) -> list[int]:
    """The lines that are such headings. `filled` are not blank, `numbered` the lines of numbered headings in order."""
    if len(numbered) < MIN_SECTIONS:
        return []
    skipped = {*numbered, *items}
    sections: dict[str, list[int]] = {}
    lines: dict[str, list[int]] = {}
    for line, following in pairwise(filled):
        section = bisect_right(numbered, line.number) - 1
        if section < 0 or line.number in skipped or not has_heading_shape(line.text):
            continue
        has_text_below = is_prose(following.text) or ends_in_stop(following.text)
        sections.setdefault(line.text, []).append(section if has_text_below else -1)
        lines.setdefault(line.text, []).append(line.number)
    wanted = max(MIN_SECTIONS, MIN_SHARE * len(numbered))
    repeated = (text for text, of in sections.items() if len(of) >= wanted and len(set(of)) == len(of) and -1 not in of)
    return sorted(number for text in repeated for number in lines[text])
