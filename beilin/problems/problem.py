"""Something wrong in the archive, as a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from beilin.problems.kinds import KINDS, Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the archive, said so that an editor can mend it."""

    code: str  # of its kind, in beilin/problems/kinds.py
    message: str  # what happened, one sentence without a full stop
    file: str = ""  # path from the archive's root with "/"; "" where no file is at fault
    line: int | None = None  # counted from 1
    column: int | None = None  # counted from 1, in characters
    hint: str = ""  # what to do
    source: str = ""  # the text of the line at fault

    @property
    def severity(self) -> Severity:
        """Whether it forbids publishing; the same for all problems of its kind."""
        return KINDS[self.code].severity

    @property
    def place(self) -> str:
        """`file:line:column`, as far as it is known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems forbids publishing."""
    return any(problem.severity == "error" for problem in problems)
