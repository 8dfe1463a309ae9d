"""What the terminal prints after each rebuild."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from beilin.problems.problem import Problem
from beilin.problems.wording import for_user
from beilin.reading.withheld import describe_withdrawn
from beilin.serving.status import Status

if TYPE_CHECKING:
    from beilin.building.build import BuildResult


def announce(before: Status, result: BuildResult, list_problems: Callable[[Iterable[Problem]], list[str]]) -> list[str]:
    """The lines to print after a build, given the status before it: its problems if they are new, and what it did.

    In the user's language. Empty if there are no errors and nothing changed. `list_problems` makes texts of problems.
    """
    is_news = result.problems != before.problems
    lines = list_problems(result.problems) if is_news else []
    elapsed = duration(result.seconds)
    errors = sum(problem.severity == "error" for problem in result.problems)
    if errors:
        still = "" if is_news else "Still "
        fallback = "; still serving the last good site" if before.site else ""
        if result.is_interrupted:
            fallback = "; a part of the site is new, and the next build finishes it"
        lines.append(for_user(f"{still}{count(errors, 'error')}{fallback} ({elapsed})."))
    elif result.written or result.removed or before.errors or not before.site:
        changes = f"{count(result.written, 'file')} written" + (f", {result.removed} removed" if result.removed else "")
        if before.is_search_outdated and not result.is_search_outdated and not result.rendered:
            return [*lines, for_user(f"The search is up to date: {changes} ({elapsed}).")]
        lines.append(
            for_user(
                f"Rendered {result.rendered} of {count(result.pages, 'page')}, {changes} ({elapsed})"
                f"{_addresses(result)}."
            )
        )
        if result.withdrawn:
            lines.append(for_user(f"{describe_withdrawn(result.withdrawn)}."))
        if result.held_back != before.held_back:
            lines.append(for_user(f"{result.held_back or 'Nothing held back'}."))
    return lines


def _addresses(result: BuildResult) -> str:
    """The addresses of some of the written files; "" if almost everything was written."""
    if not result.named or result.written > result.pages // 2 + len(result.named):
        return ""
    names = ", ".join(f"/{path.removesuffix('index.html')}" for path in result.named)
    more = result.written - len(result.named)
    return f": {names}" + (f" and {more} more" if more > 0 else "")


def count(number: int, noun: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def duration(seconds: float) -> str:
    """`43 ms`, or `2.1 s` from one second."""
    return f"{seconds * 1000:.0f} ms" if seconds < 0.9995 else f"{seconds:.1f} s"
