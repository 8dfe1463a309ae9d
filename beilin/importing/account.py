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
class SetAside:
    """A line that is not in the article."""

    line: int
    rule: str
    evidence: str
    text: str  # the whole line as it is in the source
    before: Neighbour | None
    after: Neighbour | None


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

    def counts(self) -> dict[str, int]:
        """How many lines each rule set aside, by rule."""
        return dict(sorted(Counter(item.rule for item in self.set_aside).items()))
