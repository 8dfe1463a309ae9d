"""Problems as people and programs read them. Every place that shows problems gets them from here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from unicodedata import combining, east_asian_width

from beilin.problems.kinds import Severity
from beilin.problems.problem import Problem

MAX_WIDTH = 100  # columns of a source line that are shown; a paragraph is one line and may have thousands
_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}  # as workflow commands call them


def format_problem(problem: Problem) -> str:
    """The problem as a compiler would say it: place, severity, message, code; the line with a caret; the hint."""
    place = f"{problem.place}: " if problem.place else ""
    lines = [f"{place}{problem.severity}: {problem.message} [{problem.code}]"]
    if problem.source.strip():
        number = str(problem.line or "")
        source, column = _excerpt(problem.source, problem.column)
        lines.append(f"  {number} | {source}")
        if column:
            lines.append(f"  {' ' * len(number)} | {_indent_to(source, column)}^")
    if problem.hint:
        lines.append(f"  {problem.hint}")
    return "\n".join(lines)


def as_json(problems: Iterable[Problem]) -> str:
    """The problems as one JSON object; docs/checking.md says what its keys mean."""
    listed = [
        {
            "code": problem.code,
            "severity": problem.severity,
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "message": problem.message,
            "hint": problem.hint,
            "source": problem.source,
        }
        for problem in problems
    ]
    counts = Counter(problem["severity"] for problem in listed)
    numbers = {"errors": counts["error"], "warnings": counts["warning"], "notes": counts["note"]}
    return json.dumps({**numbers, "problems": listed}, ensure_ascii=False, indent=2)


def as_annotation(problem: Problem) -> str:
    """The problem as a workflow command of GitHub Actions, which shows it at its line.

    Source: GitHub Docs, "Workflow commands for GitHub Actions"; the escapes are those of actions/toolkit.
    """
    properties = {
        "file": problem.file,
        "line": str(problem.line or ""),
        "col": str(problem.column or ""),
        "title": problem.code,
    }
    listed = ",".join(f"{name}={_escaped_property(value)}" for name, value in properties.items() if value)
    words = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{_LEVELS[problem.severity]} {listed}::{_escaped(words)}"


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems sorted by file and place, errors before warnings at one place; each once."""
    return sorted(
        dict.fromkeys(problems), key=lambda p: (p.file, p.line or 0, p.column or 0, p.severity, p.code, p.message)
    )


def count_problems(problems: Iterable[Problem]) -> str:
    """`1 error, 2 warnings, 3 notes`, without what there is none of; "" for no problem."""
    counts = Counter(problem.severity for problem in problems)
    severities: tuple[Severity, ...] = ("error", "warning", "note")
    return ", ".join(f"{counts[name]} {name}{'s' * (counts[name] != 1)}" for name in severities if counts[name])


def _excerpt(source: str, column: int | None) -> tuple[str, int | None]:
    """As much of the line as fits, around the column, and where the column is in that."""
    if width_of(source) <= MAX_WIDTH:
        return source, column
    start = (column or 1) - 1
    before = 0
    while start > 0 and before < MAX_WIDTH // 3:
        start -= 1
        before += width_of(source[start])
    end, shown = start, 0
    while end < len(source) and shown < MAX_WIDTH:
        shown += width_of(source[end])
        end += 1
    left, right = "…" if start else "", "…" if end < len(source) else ""
    return left + source[start:end] + right, column - start + len(left) if column else None


def _indent_to(source: str, column: int) -> str:
    """What stands under the text before the column, as wide as it is in a terminal."""
    return "".join("\t" if letter == "\t" else " " * width_of(letter) for letter in source[: column - 1])


def width_of(text: str) -> int:
    """How many columns of a terminal the text takes: two for a wide or full-width character (UAX #11)."""
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
