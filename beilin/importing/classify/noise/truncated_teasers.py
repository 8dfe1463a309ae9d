"""Teasers of other articles at the end of a page that carry no timestamp.

Without a timestamp only the form is left: a machine truncates all teasers at the same length. Lines that end as
sentences do are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from beilin.importing.model import Finding
from beilin.importing.source.lines import SourceLine

TRUNCATED_TEASER = "cut teaser"
MIN_LINES = 3
MIN_LENGTH = 30  # characters
_TRUNCATED = re.compile(r"[^.。!?！？…](?:\.\.\.|…)\Z")


def truncated_teasers(lines: Sequence[SourceLine]) -> list[Finding]:
    """The lines at the end that are all truncated in the middle of a sentence, at the same length."""
    row: list[SourceLine] = []
    for line in reversed([line for line in lines if line.text]):
        if len(line.text) < MIN_LENGTH or not _TRUNCATED.search(line.text):
            break
        row.append(line)
    if len(row) < MIN_LINES:
        return []
    lengths = [len(line.text) for line in row]
    is_same_length = max(lengths) - min(lengths) <= max(2, min(lengths) // 10)
    is_sure = is_same_length and not _are_similar(row[0].text, row[1].text)
    how = "at the same length" if is_sure else "at different lengths"
    evidence = f"one of {len(row)} lines at the end that are truncated {how}"
    return [Finding(line.number, TRUNCATED_TEASER, evidence, is_sure) for line in row]


def _are_similar(one: str, other: str) -> bool:
    """Whether two lines say nearly the same, as in a figure of speech of the author."""
    return sum(a == b for a, b in zip(one, other, strict=False)) > min(len(one), len(other)) / 2
