"""A source's bytes → its lines, each with the pieces that were stripped from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from beilin.importing.source.detection import decode_source
from beilin.importing.source.stripped import (
    BYTE_ORDER_MARK,
    INDENT,
    INVISIBLE,
    INVISIBLE_CHARACTER,
    REPLACEMENTS,
    SEPARATING_CHARACTER,
    SEPARATOR,
    TRAILING_SPACE,
    UNCLEAN,
    StrippedPiece,
    contiguous_runs,
    without_pieces,
)
from beilin.problems.problem import Problem


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the source."""

    number: int  # counted from 0
    raw: str  # as in the source, without its line end
    text: str  # `raw` without the stripped pieces; "" for a blank line
    stripped: tuple[StrippedPiece, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceText:
    """A decoded source."""

    encoding: str
    lines: tuple[SourceLine, ...]  # at least one is not blank


def read_source_text(name: str, data: bytes, encoding: str = "") -> tuple[SourceText | None, Problem | None]:
    """The lines of a plain-text source; or None and why it is refused.

    `name` is the file that the problem names, `encoding` the editor's choice, "" to detect it. A line ends with a line
    feed, a carriage return or both.
    """
    decoded, problem = decode_source(name, data, encoding)
    if decoded is None:
        return None, problem
    raw_lines = re.split("\r\n|\r|\n", decoded.text)
    if raw_lines[-1] == "":
        raw_lines.pop()
    lines = tuple(clean_line(number, raw) for number, raw in enumerate(raw_lines))
    if not any(line.text for line in lines):
        return None, Problem("empty", "the file has no text", name, 1, hint="Export the article again.")
    return SourceText(decoded.encoding, lines), None


def strip_from_start(line: SourceLine, length: int, rule: str) -> tuple[StrippedPiece, ...]:
    """All that is stripped from the line when the first `length` characters of its text are stripped too, in order."""
    already = {
        column
        for piece in line.stripped
        if piece.rule not in REPLACEMENTS
        for column in range(piece.column, piece.column + len(piece.text))
    }
    columns = [column for column in range(len(line.raw)) if column not in already][:length]
    pieces = [StrippedPiece(line.number, start, rule, text) for start, text in contiguous_runs(line.raw, columns)]
    return tuple(sorted((*line.stripped, *pieces), key=lambda piece: piece.column))


def clean_line(number: int, raw: str) -> SourceLine:
    """The line, stripped of the spaces around it and of invisible characters."""
    if not UNCLEAN.search(raw):
        return SourceLine(number, raw, raw)
    invisible = {match.start() for match in INVISIBLE_CHARACTER.finditer(raw)}
    solid = [column for column, character in enumerate(raw) if column not in invisible and not character.isspace()]
    first, last = (solid[0], solid[-1]) if solid else (len(raw), -1)

    def rule_at(column: int) -> tuple[str, int]:
        """The rule that strips the character, "" if it stays; and a number that separates adjacent pieces."""
        if column in invisible:
            return BYTE_ORDER_MARK if number == column == 0 and raw[0] == "\ufeff" else INVISIBLE, 0
        if column < first:
            return INDENT, 0
        if column > last:
            return TRAILING_SPACE, 0
        if SEPARATING_CHARACTER.match(raw[column]):
            return SEPARATOR, column  # each is replaced by a space
        return "", 0

    stripped = tuple(
        StrippedPiece(number, start, rule, text)
        for (rule, _), columns in groupby(range(len(raw)), key=rule_at)
        if rule
        for start, text in contiguous_runs(raw, list(columns))
    )
    return SourceLine(number, raw, without_pieces(raw, stripped), stripped)
