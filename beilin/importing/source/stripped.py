"""What may be stripped from the lines of a source, by which rules: never a part of a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from beilin.problems.controls import NONCHARACTERS
from beilin.text.cjk import UNSPACED

BYTE_ORDER_MARK = "byte order mark"
INDENT = "indent"
INVISIBLE = "invisible character"
SEPARATOR = "line separator"
TRAILING_SPACE = "trailing space"
HEADING_NUMBER = "heading number"
LIST_MARKER = "list marker"
LINE_END_HYPHEN = "hyphen at a line's end"

# Characters that only some programs treat as line ends. Removing them without leaving a space would join words.
_SEPARATORS = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
# Control and zero-width characters: they are not text, and break searching, YAML or the direction of the text.
_UNSEEN = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_UNSEEN += NONCHARACTERS
# The joiners belong to emoji and Indic words; beside ASCII or CJK they are debris.
_NEEDS_NO_JOINER = f"\x00-\x7f{UNSPACED}"
INVISIBLE_CHARACTER = re.compile(
    f"[{_UNSEEN}]|(?:^|(?<=[{_NEEDS_NO_JOINER}]))[\u200c\u200d]|[\u200c\u200d](?=[{_NEEDS_NO_JOINER}]|$)"
)
SEPARATING_CHARACTER = re.compile(f"[{_SEPARATORS}]")
# Any that the two above may match: to skip the texts without them, which are most.
UNUSUAL_CHARACTER = re.compile(f"[{_SEPARATORS}{_UNSEEN}\u200c\u200d]")
UNCLEAN = re.compile(f"^\\s|\\s$|[{_SEPARATORS}{_UNSEEN}\u200c\u200d]")

# What each rule may strip: never a character of a word. The proof checks every piece against this.
STRIPPABLE = {
    BYTE_ORDER_MARK: re.compile("\ufeff"),
    INDENT: re.compile(r"\s+"),
    INVISIBLE: re.compile(f"[{_UNSEEN}\u200c\u200d]+"),
    SEPARATOR: SEPARATING_CHARACTER,
    TRAILING_SPACE: re.compile(r"\s+"),
    HEADING_NUMBER: re.compile(r"[0-9.．、()（）\s一二三四五六七八九十]+"),
    LIST_MARKER: re.compile(r"[0-9.、()（）\s①-⑳]+"),
    LINE_END_HYPHEN: re.compile("[-\u2010]"),
}
# What replaces a stripped piece; nothing for the other rules.
REPLACEMENTS = {SEPARATOR: " "}


@dataclass(frozen=True, slots=True)
class StrippedPiece:
    """A piece that was stripped from a line."""

    line: int  # counted from 0
    column: int  # counted from 0, in the line of the source
    rule: str  # a key of STRIPPABLE
    text: str


def without_pieces(raw: str, pieces: Sequence[StrippedPiece]) -> str:
    """The line of the source without the pieces.

    Raises ValueError if a piece is not in the line, or has more in it than its rule may strip.
    """
    parts, done = [], 0
    for piece in pieces:
        end = piece.column + len(piece.text)
        is_in_line = piece.column >= done and raw[piece.column : end] == piece.text
        if not is_in_line or not STRIPPABLE[piece.rule].fullmatch(piece.text):
            raise ValueError(f"{piece.rule}: {piece.text!r} cannot be stripped at column {piece.column + 1}")
        parts += [raw[done : piece.column], REPLACEMENTS.get(piece.rule, "")]
        done = end
    return "".join(parts) + raw[done:]


def with_pieces(text: str, pieces: Sequence[StrippedPiece]) -> str:
    """The line of the source: the text with the pieces back in their columns. The inverse of `without_pieces`."""
    for piece in pieces:
        rest = text[piece.column :].removeprefix(REPLACEMENTS.get(piece.rule, ""))
        text = text[: piece.column] + piece.text + rest
    return text


def is_blank(raw: str) -> bool:
    """Whether the line has nothing but spaces and invisible characters."""
    return all(character.isspace() or STRIPPABLE[INVISIBLE].match(character) for character in raw)


def contiguous_runs(raw: str, columns: Sequence[int]) -> list[tuple[int, str]]:
    """The columns grouped into runs of neighbours: where each run starts, and its text."""
    runs: list[tuple[int, str]] = []
    for column in columns:
        if runs and runs[-1][0] + len(runs[-1][1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + raw[column])
        else:
            runs.append((column, raw[column]))
    return runs
