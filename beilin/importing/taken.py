"""What is taken out of a source's lines: by which rules, and never a part of a word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from beilin.text.cjk import UNSPACED

BYTE_ORDER_MARK = "byte order mark"
INDENT = "indent"
INVISIBLE = "invisible character"
SEPARATOR = "line separator"
TRAILING_SPACE = "trailing space"
HEADING_NUMBER = "heading number"
LIST_MARKER = "list marker"

# Characters that end a line for some programs and not for others; joined without a space, words would run together.
_SEPARATORS = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
# Control and zero-width characters: nothing to read, and they break searching, YAML or the direction of the text.
_UNSEEN = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
# The joiners belong into emoji and Indic words; beside ASCII or CJK they are litter.
_BESIDE = f"\x00-\x7f{UNSPACED}"
INVISIBLE_CHARACTER = re.compile(f"[{_UNSEEN}]|(?:^|(?<=[{_BESIDE}]))[\u200c\u200d]|[\u200c\u200d](?=[{_BESIDE}]|$)")
SEPARATING_CHARACTER = re.compile(f"[{_SEPARATORS}]")
UNCLEAN = re.compile(f"^\\s|\\s$|[{_SEPARATORS}{_UNSEEN}\u200c\u200d]")

# What each rule may take: never a character that is part of a word. The proof holds every entry to this.
TAKEABLE = {
    BYTE_ORDER_MARK: re.compile("\ufeff"),
    INDENT: re.compile(r"\s+"),
    INVISIBLE: re.compile(f"[{_UNSEEN}\u200c\u200d]+"),
    SEPARATOR: SEPARATING_CHARACTER,
    TRAILING_SPACE: re.compile(r"\s+"),
    HEADING_NUMBER: re.compile(r"[0-9.．、()（）\s一二三四五六七八九十]+"),
    LIST_MARKER: re.compile(r"[0-9.、()（）\s①-⑳]+"),
}
# What stands in the place of what was taken, where that is not nothing.
PUT = {SEPARATOR: " "}


@dataclass(frozen=True, slots=True)
class Taken:
    """A piece that was taken out of a line."""

    line: int  # counted from 0
    column: int  # counted from 0, in the line as it is in the source
    rule: str  # a key of TAKEABLE
    text: str


def without(raw: str, taken: tuple[Taken, ...]) -> str:
    """The line without the pieces.

    Raises ValueError where a piece is not in the line, or holds more than its rule may take.
    """
    parts, done = [], 0
    for piece in taken:
        end = piece.column + len(piece.text)
        if (
            piece.column < done
            or raw[piece.column : end] != piece.text
            or not TAKEABLE[piece.rule].fullmatch(piece.text)
        ):
            raise ValueError(f"{piece.rule}: {piece.text!r} cannot be taken from column {piece.column + 1}")
        parts += [raw[done : piece.column], PUT.get(piece.rule, "")]
        done = end
    return "".join(parts) + raw[done:]


def is_blank(raw: str) -> bool:
    """Whether the line holds nothing but spaces and invisible characters."""
    return all(character.isspace() or TAKEABLE[INVISIBLE].match(character) for character in raw)


def runs(raw: str, places: list[int]) -> list[tuple[int, str]]:
    """The stretches of neighbouring places, each with where it starts."""
    found: list[tuple[int, str]] = []
    for place in places:
        if found and found[-1][0] + len(found[-1][1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + raw[place])
        else:
            found.append((place, raw[place]))
    return found
