"""A source's bytes → its lines, each with what had to be taken out of it."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from itertools import groupby

from beilin.importing import taken as tk
from beilin.importing.taken import Taken, runs, without
from beilin.model import Problem


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the source."""

    number: int  # counted from 0
    raw: str  # as in the source, without its end
    text: str  # what there is to read: `raw` without the pieces in `taken`
    taken: tuple[Taken, ...] = ()


def read_lines(name: str, data: bytes) -> tuple[tuple[SourceLine, ...], Problem | None]:
    """The lines of a source in UTF-8, with or without a byte order mark; or why there are none.

    A line ends at a line feed, a carriage return or both. `name` is the file that the problem names.
    """
    if not data:
        return (), Problem("error", "the file is empty", name, hint="Export the article again.")
    if b"\0" in data and not data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        place = data.index(b"\0")
        message = f"this is no text file (byte 0x00 at byte {place + 1})"
        return (), Problem("error", message, name, data.count(b"\n", 0, place) + 1, hint="Import plain text in UTF-8.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode(errors="replace")) + 1
        message = f"the file is not UTF-8 (byte 0x{data[error.start]:02x} at byte {error.start + 1})"
        return (), Problem("error", message, name, line, column, "Convert it to UTF-8 and import it again.")
    raw_lines = re.split("\r\n|\r|\n", text)
    if raw_lines[-1] == "":
        raw_lines.pop()
    lines = tuple(_clean(number, raw) for number, raw in enumerate(raw_lines))
    if not any(line.text for line in lines):
        return (), Problem("error", "the file holds no text", name, 1, hint="Export the article again.")
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


def _clean(number: int, raw: str) -> SourceLine:
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
