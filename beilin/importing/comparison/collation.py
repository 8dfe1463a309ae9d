"""The collation of an imported article, as templates see it: its source beside it, row by row. All text is plain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from beilin.problems.controls import printable

MAX_TEXT = 10_000  # characters of a line or paragraph; of a longer one only the beginning is shown
ELLIPSIS = "…"

# same: as it is in the article; kept: in the article, with changes; edited: an editor changed, removed or added it;
# fact: it became front matter; aside: set aside.
RowKind = Literal["same", "kept", "edited", "fact", "aside"]
Mark = Literal["", "stripped", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text."""

    text: str
    mark: Mark = ""  # what became of it: the import stripped it, or an editor removed or added it


Text = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CollatedLine:
    """A line of the source, or a block."""

    number: int  # from 1
    text: Text  # empty if it is not known, because only its fingerprint was recorded
    rule: str = ""  # that set it aside
    evidence: str = ""  # why it did, in English


@dataclass(frozen=True, slots=True)
class CollatedRow:
    """Lines of the source, and what the article has of them."""

    kind: RowKind
    lines: tuple[CollatedLine, ...]
    texts: tuple[Text, ...] = ()  # of paragraphs in the article; of a fact its values
    # What the import did, such as `heading`, `joined` or `indent`; the keys of facts; the rules that set lines aside.
    changes: tuple[str, ...] = ()
    anchor: str = ""  # the id of the first paragraph on the article's page


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule was applied."""

    rule: str
    number: int


@dataclass(frozen=True, slots=True)
class Collation:
    """`collation`: what an import record says, and the source beside the article if its bytes are kept."""

    file: str  # the source's file name
    sha256: str  # of its bytes
    importer: str  # the version of Beilin that imported it
    unit: Literal["line", "block"]
    lines: int  # of the source, or its blocks
    kept: int  # of these, those in the article
    facts: int  # those that state front matter
    blank: int
    joined: int  # those that continue a paragraph
    restored: int  # those that an editor put back
    aside: tuple[RuleCount, ...]  # those that were set aside
    stripped: tuple[RuleCount, ...]  # the pieces that were stripped
    rows: tuple[CollatedRow, ...] | None  # None if the bytes of the source are not kept
    edited: int = 0  # the number of rows that an editor changed, on all pages


def plain(text: str, mark: Mark = "") -> Text:
    """The text as one piece; none if it is empty."""
    return (piece(shortened(text), mark),) if text else ()


def piece(text: str, mark: Mark = "") -> Piece:
    """A piece with escapes for what a browser cannot show, or would not show as it is written."""
    return Piece(printable(text, keep="\t\n"), mark)


def shortened(text: str) -> str:
    """The text, or its beginning."""
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + ELLIPSIS
