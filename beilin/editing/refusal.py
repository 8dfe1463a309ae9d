"""Why a change is not made."""

from __future__ import annotations

from collections.abc import Iterable

from beilin.problems.problem import Problem


class RefusalError(Exception):
    """A change that is not made; `problems` are all the reasons."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


def refuse(message: str, hint: str = "", *, file: str = "", line: int | None = None) -> RefusalError:
    """The refusal for one reason."""
    return RefusalError([Problem("refused", message, file, line or None, hint=hint)])


def refuse_unproved(file: str, hint: str = "Change this file by hand.") -> RefusalError:
    """The refusal of a change that did not pass its proof."""
    return refuse("the change would alter more than it should, so nothing is written", hint, file=file)
