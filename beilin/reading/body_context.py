"""What the passes over a body's tokens read and add to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from beilin.problems.problem import Problem
from beilin.reading.references import ReferenceCollector


@dataclass(frozen=True, slots=True)
class BodyContext:
    """A body while it is read."""

    file: str
    text: str  # the body's Markdown
    first_line: int  # the line of the file on which the body begins
    words: Mapping[str, str]  # that a body may show without the editor having written them, in its language
    references: ReferenceCollector
    problems: list[Problem] = field(default_factory=list)
    definitions: dict[str, int] = field(default_factory=dict)  # lines of link reference definitions, as for `line_of`
    ids_in_html: set[str] = field(default_factory=set)  # that the editor wrote

    def report(self, code: str, message: str, line: int, hint: str, column: int | None = None) -> None:
        """Add a problem on that line of the body, counted from 0, and in that column of it, counted from 1."""
        self.problems.append(Problem(code, message, self.file, self.first_line + line, column, hint=hint))
