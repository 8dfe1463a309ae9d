"""An edit of a text: the one thing by which this stage changes a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put `text` in the place of what stands from `start` to `end` (characters from 0, the end excluded)."""

    start: int
    end: int
    text: str

    def shifted(self, by: int) -> Edit:
        """The same edit in a text that has `by` characters more before it."""
        return Edit(self.start + by, self.end + by, self.text)


class NoEditError(ValueError):
    """A place that is written in a way that no edit of a span could change safely. Its text says what to do."""

    def __init__(self, words: str, line: int = 0) -> None:
        """`line` counts from 1 in the text at hand; 0 where it is not known."""
        super().__init__(words)
        self.line = line


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made. Raises ValueError where two of them touch the same characters."""
    parts: list[str] = []
    position = 0
    for edit in sorted(set(edits)):
        if edit.start < position:
            raise ValueError(f"two edits overlap at {edit.start}")
        parts += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*parts, text[position:]])
