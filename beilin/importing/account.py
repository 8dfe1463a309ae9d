"""The account of an import: where every line of the source went. It stands beside the article as <slug>.source.yaml.

In memory lines and columns count from 0; in the file from 1, as editors show them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from beilin.importing.taken import Taken

SUFFIX = ".source.yaml"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A line of the article beside one that was set aside, to find its place again."""

    line: int
    text: str  # its beginning


@dataclass(frozen=True, slots=True)
class BodyForm:
    """How a line stood in the article before an editor set it aside."""

    kind: str  # paragraph or heading
    markdown: str  # the line as it stood in the Markdown file
    taken: tuple[Taken, ...] = ()
    review: tuple[str, ...] = ()  # why an editor should have looked at it
    beside: str = "before"  # the neighbour that it stood directly beside


@dataclass(frozen=True, slots=True)
class SetAside:
    """A line that is not in the article."""

    line: int
    rule: str
    evidence: str
    text: str  # the whole line as it is in the source
    before: Neighbour | None
    after: Neighbour | None
    was: BodyForm | None = None  # what it was in the article, where an editor set it aside
    review: tuple[str, ...] = ()  # why an editor should have looked at it, once it is restored


@dataclass(frozen=True, slots=True)
class Stated:
    """A line that became front matter."""

    line: int
    key: str
    text: str  # the whole line as it is in the source
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A line that an editor should look at, and why."""

    line: int
    why: str
    text: str  # the line's beginning


@dataclass(frozen=True, slots=True)
class Account:
    """Where every line of a source went."""

    sha256: str  # of the source's bytes
    file: str  # the source's file name
    lines: int  # how many it has
    importer: str  # Beilin's version
    markdown_sha256: str  # of the Markdown file as it was written
    language: str
    tags: tuple[str, ...]  # as suggested
    stated: tuple[Stated, ...]
    body: tuple[int, ...]  # the lines of the article, headings and items among them
    headings: tuple[int, ...]
    lists: tuple[tuple[int, ...], ...]  # each list's items
    blank: tuple[int, ...]
    set_aside: tuple[SetAside, ...]
    taken: tuple[Taken, ...]  # out of the body's lines
    review: tuple[Review, ...]
    encoding: str = "utf-8"  # in which the source was read
    prints: tuple[str, ...] = ()  # a fingerprint of each line of the body, to find it in an edited file
    restored: tuple[SetAside, ...] = ()  # lines that a rule had set aside and an editor put back
    text_sha256: str = ""  # of the body's letters and digits: the same under any site's decoration
    likeness: str = ""  # a sketch of the body's clauses, to find articles that are nearly the same

    def counts(self) -> dict[str, int]:
        """How many lines each rule set aside, by rule."""
        return dict(sorted(Counter(item.rule for item in self.set_aside).items()))
