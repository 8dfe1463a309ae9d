"""An edit of a text: the only way in which an editor's command changes a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace the characters from `start` to `end` (from 0, the end excluded) with `text`."""

    start: int
    end: int
    text: str

    def shifted(self, by: int) -> Edit:
        """The same edit in a text that has `by` more characters before it."""
        return Edit(self.start + by, self.end + by, self.text)


class CannotEditError(ValueError):
    """Something is written in a way that no edit of a span could change safely. The message says what to do."""

    def __init__(self, message: str, line: int = 0) -> None:
        """`line` counts from 1 in the text at hand; 0 if it is unknown."""
        super().__init__(message)
        self.line = line


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made. Raises ValueError if two of them overlap."""
    pieces: list[str] = []
    position = 0
    for edit in sorted(set(edits)):
        if edit.start < position:
            raise ValueError(f"two edits overlap at {edit.start}")
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]])
