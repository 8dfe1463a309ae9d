"""The lines of a text, by position."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

BLANKS = " \t>"  # what may be on a line that is blank to a reader, as in a quote
# What may stand before a block on its first line: indentation, and the marks of quotes and list items.
_MARGIN = re.compile(r"[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]+)*>?")
_BLANK = re.compile(rf"[{BLANKS}]*+")
ITEM = re.compile(r"[-*+]|\d{1,9}[.)]")


@dataclass(frozen=True, slots=True)
class Lines:
    """A text with the places where its lines begin."""

    text: str
    starts: tuple[int, ...]

    def start(self, position: int) -> int:
        """Where the line of the position begins."""
        return self.starts[bisect_right(self.starts, position) - 1]

    def end(self, position: int) -> int:
        """Where the line of the position ends, before its line break."""
        index = bisect_right(self.starts, position)
        return self.starts[index] - 1 if index < len(self.starts) else len(self.text)

    def within(self, start: int, end: int) -> tuple[int, ...]:
        """Where lines begin after `start` and not after `end`."""
        return self.starts[bisect_right(self.starts, start) : bisect_right(self.starts, end)]

    def is_blank(self, start: int, end: int) -> bool:
        """Whether nothing but blanks is there."""
        return _BLANK.fullmatch(self.text, start, end) is not None

    def is_blank_line(self, position: int) -> bool:
        """Whether the line of the position is blank, or outside of the text."""
        return not 0 <= position < len(self.text) or self.is_blank(self.start(position), self.end(position))

    def margin(self, position: int) -> str:
        """What stands before a block that begins there, with blanks for the marks of list items."""
        match = _MARGIN.match(self.text, self.start(position), position)
        return ITEM.sub(lambda mark: " " * len(mark[0]), match[0]) if match else ""

    def begins_line(self, position: int) -> bool:
        """Whether nothing but a margin stands before the position on its line."""
        return _MARGIN.fullmatch(self.text, self.start(position), position) is not None


def lines_of(text: str) -> Lines:
    """The lines of the text."""
    return Lines(text, (0, *(match.end() for match in re.finditer("\n", text))))
