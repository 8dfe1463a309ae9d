"""Something wrong in the archive, as a value."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from beilin.problems.kinds import KINDS, Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the archive, described so that the user can fix it."""

    code: str  # of its kind in beilin/problems/kinds.py
    message: str  # what happened, in one sentence without a full stop
    file: str = ""  # path from the archive's root with "/"; "" if it concerns no file
    line: int | None = None  # from 1
    column: int | None = None  # from 1, in characters
    hint: str = ""  # what to do
    source: str = ""  # the text of the line
    target: str = ""  # what a link leads to: the path of a file, an address, or the name in a link by name

    @property
    def severity(self) -> Severity:
        """The severity of its kind; an error prevents publishing."""
        return KINDS[self.code].severity

    @property
    def location(self) -> str:
        """`file:line:column`, without the parts that are unknown."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without repetitions, sorted by location, with errors before warnings at the same location."""
    return sorted(dict.fromkeys(problems), key=_rank)


def _rank(problem: Problem) -> tuple[str, int, float, str, str, str]:
    column = problem.column or math.inf
    return (problem.file, problem.line or 0, column, problem.severity, problem.code, problem.message)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems prevents publishing."""
    return any(problem.severity == "error" for problem in problems)
