"""The import record: where every line of a source went. It stands beside the article as <slug>.source.yaml.

In memory lines and columns count from 0; in the file from 1, as editors show them. The lines of a document are its
blocks: the record of a document speaks of blocks wherever that of a text speaks of lines.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from beilin.importing.model import NOWHERE, BlockKind, Container, Proposal
from beilin.importing.source.joins import Join
from beilin.importing.source.stripped import StrippedPiece


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The nearest line of the body before or after a line that was set aside, to find its position again."""

    line: int
    text: str  # its beginning


@dataclass(frozen=True, slots=True)
class BodyForm:
    """What a line was in the article before an editor set it aside."""

    kind: str  # paragraph or heading
    markdown: str  # the line in the Markdown file
    stripped: tuple[StrippedPiece, ...] = ()
    review: tuple[str, ...] = ()  # why an editor should have looked at it
    beside: str = "before"  # which neighbour it directly adjoined: before or after
    questions: tuple[Review, ...] = ()  # in place of `review`, if one proposes something or is about several lines


@dataclass(frozen=True, slots=True)
class SetAside:
    """A line that is not in the article."""

    line: int
    rule: str
    evidence: str
    text: str  # the whole line of the source
    before: Neighbour | None = None  # blocks have none: the record has the whole order of a document
    after: Neighbour | None = None
    was: BodyForm | None = None  # what it was in the article, if an editor set it aside
    review: tuple[str, ...] = ()  # why an editor should have looked at it; kept while the line is restored
    markdown: str = ""  # of a block, without the markers of its containers


@dataclass(frozen=True, slots=True)
class StatedFact:
    """What the source states of the article, and the line that became front matter."""

    line: int  # `NOWHERE` if it is stated elsewhere
    key: str
    text: str  # the whole line of the source
    values: tuple[str, ...]
    evidence: str = ""  # where it is stated, if not on a line


@dataclass(frozen=True, slots=True)
class Review:
    """A line or range of lines that an editor should look at, and why."""

    line: int  # the first; `NOWHERE` if it is about the whole source
    why: str
    text: str  # the line's beginning
    until: int | None = None  # the last line of a range
    proposal: Proposal = ""  # what the editor is asked to decide


@dataclass(frozen=True, slots=True)
class RecordedBlock:
    """A block of a document."""

    line: int  # of the source on which it begins, from 1; 0 if that is not known
    kind: BlockKind
    rows: int  # the lines of its Markdown in the article; 0 if it is not there
    containers: tuple[Container, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedImage:
    """An image that was written beside the article."""

    name: str
    sha256: str
    source: str


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """What the record of a document has beside that of a text."""

    kind: str  # of the source: a name of `formats/table.py`
    place: str  # in the source; "" if the source is one article
    identity: str  # a permanent name in the source
    blocks: tuple[RecordedBlock, ...]  # all, in the order of the source
    images: tuple[RecordedImage, ...] = ()


@dataclass(frozen=True, slots=True)
class StrongText:
    """A speaker's name that is strong in the article."""

    line: int
    column: int  # counted from 0, in the text of the paragraph
    text: str


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """Where every line of a source went."""

    sha256: str  # of the source's bytes
    file: str  # the source's file name
    lines: int  # number of lines of the source, or of its blocks
    importer: str  # Beilin's version
    markdown_sha256: str  # of the Markdown file as it was written
    language: str
    tags: tuple[str, ...]  # as suggested
    facts: tuple[StatedFact, ...]
    body: tuple[int, ...]  # the lines of the article, including headings and list items
    headings: tuple[int, ...]
    lists: tuple[tuple[int, ...], ...]  # the items of each list
    blank: tuple[int, ...]
    set_aside: tuple[SetAside, ...]
    stripped: tuple[StrippedPiece, ...]  # from lines of the body
    review: tuple[Review, ...]
    encoding: str = "utf-8"  # in which the source was decoded
    # Of each line of the body in the Markdown file, to find it after an edit; of a document: `lines_of`.
    fingerprints: tuple[str, ...] = ()
    restored: tuple[SetAside, ...] = ()  # lines that a rule had set aside and an editor put back
    text_sha256: str = ""  # of the body's letters and digits: the same whatever surrounds the text
    sketch: str = ""  # of the body's clauses, to find articles that are nearly the same
    document: DocumentSource | None = None  # None for a plain text
    levels: tuple[tuple[int, int], ...] = ()  # the lines of headings below level 2, with their levels
    joins: tuple[Join, ...] = ()  # the lines that continue the paragraph of the line before
    preformatted: tuple[tuple[int, ...], ...] = ()  # the lines of each fenced block, with the blank ones
    strong: tuple[StrongText, ...] = ()

    def set_aside_counts(self) -> dict[str, int]:
        """How many lines each rule set aside, by rule."""
        return dict(sorted(Counter(item.rule for item in self.set_aside).items()))

    @property
    def unit(self) -> str:
        """What its lines are called."""
        return "block" if self.document else "line"

    def fact_lines(self) -> set[int]:
        """The lines that state facts."""
        return {item.line for item in self.facts if item.line != NOWHERE}

    def written_lines(self) -> tuple[int, ...]:
        """The lines of the body that have a line of their own in the Markdown file: those with a fingerprint."""
        joined = {join.line for join in self.joins}
        return tuple(line for line in self.body if line not in joined)

    def stripped_from(self, line: int) -> tuple[StrippedPiece, ...]:
        """The pieces that were stripped from the line, in order."""
        return tuple(piece for piece in self.stripped if piece.line == line)
