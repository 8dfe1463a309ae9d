"""The rows of a comparison of a source with its article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from beilin.importing.undo.edited_file import body_start

Kind = Literal["same", "changed", "set aside", "front matter", "blank", "edited", "added"]
NOT_KEPT = "(not kept)"


@dataclass(frozen=True, slots=True)
class Row:
    """A line or block of the source, of the Markdown, or of both."""

    line: int | None  # of the source, or the block, counted from 1
    source: str
    markdown: str
    kind: Kind
    rule: str  # what made the difference; "" if there is none


def added_rows(lines: Sequence[str], from_source: set[int]) -> dict[int, list[Row]]:
    """The Markdown lines that do not come from the source, by the index of the last line before them that does.

    -1 is before all of them.
    """
    added: dict[int, list[Row]] = {}
    before = -1
    for index in range(body_start(lines), len(lines)):
        if index in from_source:
            before = index
        elif lines[index].strip():
            added.setdefault(before, []).append(Row(None, "", lines[index], "added", "added or edited by hand"))
    return added
