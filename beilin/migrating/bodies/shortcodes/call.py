"""A call of a shortcode, tag, container or component, in whatever syntax, and what replaces it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from beilin.migrating.model import MadeFile


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it was found. `start` and `end` are those of the opening tag; most calls have no other."""

    name: str
    start: int
    end: int
    args: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""  # everything after the name, as written, without surrounding blanks
    closing: tuple[int, int] | None = None  # where the closing tag is
    indent: int = 0  # columns by which the inner lines are indented only because they belong to the call
    is_markdown: bool = True  # whether the generator reads the inner text as Markdown

    @property
    def whole(self) -> tuple[int, int]:
        """From the opening tag to the end of the closing one."""
        return self.start, self.closing[1] if self.closing else self.end

    def get(self, *names: str | int) -> str:
        """The first of the arguments, by name or position, that is not empty, or ""."""
        for name in names:
            if isinstance(name, int):
                value = self.args[name] if name < len(self.args) else ""
            else:
                value = self.named.get(name, "")
            if value.strip():
                return value.strip()
        return ""

    def inner(self, text: str) -> str:
        """The text between the tags, or ""."""
        return text[self.end : self.closing[0]] if self.closing else ""


@dataclass(frozen=True, slots=True)
class Instead:
    """The whole call, with its inner text, is replaced.

    `block` is written where the call is alone on its lines, `line` elsewhere; "" if both are the same.
    """

    line: str
    block: str = ""
    note: str = ""  # a kind of `NOTE_KINDS`
    files: tuple[MadeFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """The inner text remains, and may contain calls; the tags are replaced.

    In a block the tags are on lines of their own, `prefix` is put before each inner line, and `gap` asks for blank
    lines between the tags and the inner text. Verbatim inner text is not searched for calls.
    """

    before: str = ""
    after: str = ""
    is_block: bool = True
    prefix: str = ""
    gap: bool = False
    is_verbatim: bool = False
    note: str = ""


Outcome = Instead | Around


@dataclass(frozen=True, slots=True)
class Piece:
    """A call with its outcome, and the kind of its edits."""

    call: Call
    outcome: Outcome
    kind: str
