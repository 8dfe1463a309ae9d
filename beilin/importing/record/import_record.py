"""The import record: where every line of a source went. It stands beside the article as <slug>.source.yaml.

In memory lines and columns count from 0; in the file from 1, as editors show them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from beilin.importing.source.stripped import StrippedPiece

SUFFIX = ".source.yaml"


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


@dataclass(frozen=True, slots=True)
class SetAside:
    """A line that is not in the article."""

    line: int
    rule: str
    evidence: str
    text: str  # the whole line of the source
    before: Neighbour | None
    after: Neighbour | None
    was: BodyForm | None = None  # what it was in the article, if an editor set it aside
    review: tuple[str, ...] = ()  # why an editor should have looked at it; kept while the line is restored


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A line that became front matter."""

    line: int
    key: str
    text: str  # the whole line of the source
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A line that an editor should look at, and why."""

    line: int
    why: str
    text: str  # the line's beginning


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """Where every line of a source went."""

    sha256: str  # of the source's bytes
    file: str  # the source's file name
    lines: int  # number of lines of the source
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
    fingerprints: tuple[str, ...] = ()  # of each line of the body, to find it in an edited file
    restored: tuple[SetAside, ...] = ()  # lines that a rule had set aside and an editor put back
    text_sha256: str = ""  # of the body's letters and digits: the same whatever surrounds the text
    sketch: str = ""  # of the body's clauses, to find articles that are nearly the same

    def set_aside_counts(self) -> dict[str, int]:
        """How many lines each rule set aside, by rule."""
        return dict(sorted(Counter(item.rule for item in self.set_aside).items()))

    def stripped_from(self, line: int) -> tuple[StrippedPiece, ...]:
        """The pieces that were stripped from the line, in order."""
        return tuple(piece for piece in self.stripped if piece.line == line)
