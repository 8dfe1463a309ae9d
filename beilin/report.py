"""Problems and progress as lines for people."""

from __future__ import annotations

from collections.abc import Iterable

from beilin.model import Problem


def format_problem(problem: Problem) -> str:
    """The problem as a compiler would say it: place, severity, message, code; the line with a caret; the hint."""
    place = f"{problem.place}: " if problem.place else ""
    lines = [f"{place}{problem.severity}: {problem.message} [{problem.code}]"]
    if problem.source.strip():
        number = str(problem.line or "")
        lines.append(f"  {number} | {problem.source}")
        if problem.column:
            lines.append(f"  {' ' * len(number)} | {_indent_to(problem.source, problem.column)}^")
    if problem.hint:
        lines.append(f"  {problem.hint}")
    return "\n".join(lines)


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems sorted by file and place, errors before warnings at one place; each once."""
    return sorted(
        dict.fromkeys(problems), key=lambda p: (p.file, p.line or 0, p.column or 0, p.severity, p.code, p.message)
    )


def _indent_to(source: str, column: int) -> str:
    """What stands under the text before the column, as wide as it is in a terminal."""
    return "".join(
        "\t" if character == "\t" else "  " if character >= "\u2e80" else " " for character in source[: column - 1]
    )
