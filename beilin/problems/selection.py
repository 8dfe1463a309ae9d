"""The first problems of each kind, in place of a list that nobody reads to its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from beilin.problems.excerpts import with_excerpts
from beilin.problems.listing_commands import listing_command
from beilin.problems.problem import Problem, in_file_order

MAX_OF_KIND = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """A problem that is listed. The last one of its kind has the number of those that are left out."""

    problem: Problem
    omitted: int = 0

    def omission(self, options: str = "") -> str:
        """`and 247 more: build.py check --code unknown-tag`, or "" if nothing is left out.

        `options` are those of the command that reported the problems and decide what is reported: ` --drafts`.
        """
        if not self.omitted:
            return ""
        return f"and {self.omitted} more: build.py {listing_command(self.problem.code)}{options}"


def all_of(root: Path | None, problems: Iterable[Problem]) -> list[Listed]:
    """All problems in the order of the files, with source lines from the archive at `root`, if it is given."""
    return [Listed(problem) for problem in _complete(root, in_file_order(problems))]


def first_of_each_kind(
    root: Path | None, problems: Iterable[Problem], is_bounded: Callable[[str], object] = listing_command
) -> list[Listed]:
    """The first three problems of each kind, as `all_of` gives them.

    `is_bounded` says of a code whether its kind is cut short: by default if a command lists all of it.
    """
    ordered = in_file_order(problems)
    left = Counter(problem.code for problem in ordered)
    listed: list[Listed] = []
    count: Counter[str] = Counter()
    for problem in _complete(root, [*_candidates(ordered, is_bounded)]):
        code = problem.code
        if count[code] < MAX_OF_KIND or not is_bounded(code):
            count[code] += 1
            left[code] -= 1
            listed.append(Listed(problem, left[code] if count[code] == MAX_OF_KIND and is_bounded(code) else 0))
    return listed


def _candidates(ordered: Iterable[Problem], is_bounded: Callable[[str], object]) -> Iterator[Problem]:
    """Of each kind those up to the line of the third: which are the first in a line is known once columns are."""
    count: Counter[str] = Counter()
    last: dict[str, tuple[str, int | None]] = {}
    for problem in ordered:
        place = (problem.file, problem.line)
        if count[problem.code] < MAX_OF_KIND or last[problem.code] == place or not is_bounded(problem.code):
            count[problem.code] += 1
            last[problem.code] = place
            yield problem


def _complete(root: Path | None, problems: Sequence[Problem]) -> Sequence[Problem]:
    return problems if root is None else in_file_order(with_excerpts(root, problems))
