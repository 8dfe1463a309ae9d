"""The joins of a source's lines into paragraphs: what stands in place of each line end, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Separator = Literal["", " "]


@dataclass(frozen=True, slots=True)
class Join:
    """A line that continues the paragraph of the line of the body before it."""

    line: int  # counted from 0
    column: int  # counted from 0, in the text of the paragraph, where the line's text begins
    separator: Separator


def joined_texts(texts: Mapping[int, str], joins: Iterable[Join]) -> dict[int, str]:
    """The text of each paragraph by its first line. `texts` has the text of each line of the body, in order."""
    parts: dict[int, list[str]] = {}
    by_line = {join.line: join for join in joins}
    first = -1
    for number, text in texts.items():
        if number in by_line:
            parts[first] += [by_line[number].separator, text]
        else:
            first = number
            parts[first] = [text]
    return {number: "".join(pieces) for number, pieces in parts.items()}


def divided_text(text: str, joins: Sequence[Join]) -> list[str]:
    """The texts of the lines of one paragraph. The inverse of `joined_texts`."""
    starts = [0, *(join.column for join in joins)]
    ends = [*(join.column - len(join.separator) for join in joins), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def lines_of_paragraphs(body: Iterable[int], joins: Iterable[Join]) -> dict[int, list[int]]:
    """The lines of each paragraph of the body, by its first line."""
    joined = {join.line for join in joins}
    lines: dict[int, list[int]] = {}
    first = -1
    for number in body:
        first = first if number in joined else number
        lines.setdefault(first, []).append(number)
    return lines
