"""What the terminal says of each rebuild."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from beilin.problems.formats import in_file_order
from beilin.problems.problem import Problem
from beilin.serving.status import Status

if TYPE_CHECKING:
    from beilin.building.build import BuildResult


def announce(before: Status, result: BuildResult, format_problem: Callable[[Problem], str]) -> list[str]:
    """What to say of a build that came upon `before`: its problems where they are new, and what it did.

    Nothing where all is well and nothing changed.
    """
    is_news = result.problems != before.problems
    lines = [format_problem(problem) for problem in in_file_order(result.problems)] if is_news else []
    took = duration(result.seconds)
    errors = sum(problem.severity == "error" for problem in result.problems)
    if errors:
        still = "" if is_news else "Still "
        keeps = "; the last good site stays" if before.site else ""
        lines.append(f"{still}{count(errors, 'error')}{keeps} ({took}).")
    elif result.written or result.removed or before.errors or not before.site:
        removed = f", {result.removed} removed" if result.removed else ""
        written = count(result.written, "file")
        lines.append(
            f"Rendered {result.rendered} of {count(result.pages, 'page')}, {written} written{removed} ({took})"
            f"{_named(result)}."
        )
    return lines


def _named(result: BuildResult) -> str:
    """The addresses of some of what was written; nothing where nearly all was."""
    if not result.named or result.written > result.pages // 2 + len(result.named):
        return ""
    names = ", ".join(f"/{path.removesuffix('index.html')}" for path in result.named)
    more = result.written - len(result.named)
    return f": {names}" + (f" and {more} more" if more > 0 else "")


def count(number: int, noun: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def duration(seconds: float) -> str:
    """`43 ms`, or `2.1 s` from a second up."""
    return f"{seconds * 1000:.0f} ms" if seconds < 0.9995 else f"{seconds:.1f} s"
