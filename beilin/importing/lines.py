"""A source's bytes → its lines, each with what had to be taken out of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from beilin.importing import taken as tk
from beilin.importing.taken import Taken, runs, without
from beilin.problems.problem import Problem


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the source."""

    number: int  # counted from 0
    raw: str  # as in the source, without its end
    text: str  # what there is to read: `raw` without the pieces in `taken`
    taken: tuple[Taken, ...] = ()


def split_lines(name: str, text: str) -> tuple[tuple[SourceLine, ...], Problem | None]:
    """The lines of a source's text, or why there are none. A line ends at a line feed, a carriage return or both."""
    raw_lines = re.split("\r\n|\r|\n", text)
    if raw_lines[-1] == "":
        raw_lines.pop()
    lines = tuple(clean_line(number, raw) for number, raw in enumerate(raw_lines))
    if not any(line.text for line in lines):
        return (), Problem("empty", "the file holds no text", name, 1, hint="Export the article again.")
    return lines, None


def take_from_start(line: SourceLine, length: int, rule: str) -> tuple[Taken, ...]:
    """All that is taken from the line when the first `length` characters of its text go too, in order."""
    gone = {
        place
        for piece in line.taken
        if piece.rule not in tk.PUT
        for place in range(piece.column, piece.column + len(piece.text))
    }
    left = [place for place in range(len(line.raw)) if place not in gone][:length]
    pieces = [Taken(line.number, start, rule, text) for start, text in runs(line.raw, left)]
    return tuple(sorted((*line.taken, *pieces), key=lambda piece: piece.column))


def clean_line(number: int, raw: str) -> SourceLine:
    """The line, with the spaces around it and what cannot be seen in it taken out."""
    if not tk.UNCLEAN.search(raw):
        return SourceLine(number, raw, raw)
    invisible = {match.start() for match in tk.INVISIBLE_CHARACTER.finditer(raw)}
    solid = [place for place, character in enumerate(raw) if place not in invisible and not character.isspace()]
    first, last = (solid[0], solid[-1]) if solid else (len(raw), -1)

    def rule_at(place: int) -> tuple[str, int]:
        """The rule that takes the character, "" where it stays; and a number that parts what must not be one piece."""
        if place in invisible:
            return tk.BYTE_ORDER_MARK if number == place == 0 and raw[0] == "\ufeff" else tk.INVISIBLE, 0
        if place < first:
            return tk.INDENT, 0
        if place > last:
            return tk.TRAILING_SPACE, 0
        if tk.SEPARATING_CHARACTER.match(raw[place]):
            return tk.SEPARATOR, place  # for each leaves a space of its own
        return "", 0

    taken = tuple(
        Taken(number, start, rule, text)
        for (rule, _), places in groupby(range(len(raw)), key=rule_at)
        if rule
        for start, text in runs(raw, list(places))
    )
    return SourceLine(number, raw, without(raw, taken), taken)
