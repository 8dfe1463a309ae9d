"""The nodes of a YAML document, with their positions.

Nobody changes them, but they are not frozen: an article has a dozen, and making a frozen one takes three times as long.
"""

from __future__ import annotations

from dataclasses import dataclass, field

NULLS = frozenset({"", "~", "null", "Null", "NULL"})  # how a plain null is written


class YamlError(Exception):
    """YAML that is refused: the code of its problem, the position (counted from 1) and what to do."""

    def __init__(self, code: str, message: str, line: int | None, column: int | None, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.line, self.column, self.hint = code, message, line, column, hint


@dataclass(slots=True)
class Scalar:
    """A value as it is written; None for a plain null.

    If a node was parsed with spans, `start` and `end` are its offsets in the text, in characters from 0, the end
    excluded. A block ends where the parser noticed its end, which may be lines later.
    """

    text: str | None
    line: int
    column: int
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    quotes: str = field(default="", compare=False)  # its first character if it is quoted or a block: ' " | >


@dataclass(slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    is_flow: bool = field(default=False, compare=False)  # in brackets


@dataclass(slots=True)
class Mapping:
    """A mapping from text to values, in the order written. `keys` has the position of each key."""

    items: dict[str, Node]
    keys: dict[str, Scalar]
    line: int
    column: int
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    is_flow: bool = field(default=False, compare=False)  # in braces


Node = Scalar | Sequence | Mapping
Plain = None | str | list["Plain"] | dict[str, "Plain"]
