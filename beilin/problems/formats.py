"""Problems as text for people, and as JSON or annotations for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import combining, east_asian_width

from beilin.problems.controls import has_controls, printable, printable_json
from beilin.problems.kinds import Severity
from beilin.problems.problem import Problem
from beilin.problems.selection import Listed
from beilin.problems.wording import for_user

_NEWLINE = "\n"
MIN_WIDTH = 16
MAX_WIDTH = 100  # columns of a source line; a paragraph is one line and may have thousands
_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}  # as named in workflow commands
# Select Graphic Rendition (ECMA-48, section 8.3.117): bold, and a colour that every terminal theme has.
_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "note": "\x1b[1;36m"}
_CARET, _RESET = "\x1b[1;32m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Style:
    """How problems are printed."""

    in_colour: bool = False
    columns: int | None = None  # of the terminal; a source line that does not fit is cut, so that the caret fits it


PLAIN = Style()


def format_problem(problem: Problem, style: Style = PLAIN) -> str:
    """The problem in the style of a compiler: location, severity, message, code; the line with a caret; the hint."""
    location = f"{problem.location}: " if problem.location else ""
    caret = f"{_CARET}^{_RESET}" if style.in_colour else "^"
    label = severity_label(problem.severity, style)
    lines = [f"{printable(location)}{label}{printable(for_user(problem.message), keep=_NEWLINE)} [{problem.code}]"]
    if problem.source.strip():
        number = str(problem.line or "")
        room = MAX_WIDTH
        if style.columns is not None:
            room = min(MAX_WIDTH, max(MIN_WIDTH, style.columns - len(f"  {number} | … …")))
        source, column = _excerpt(*_printable_source(problem.source, problem.column), room)
        lines.append(f"  {number} | {source}")
        if column:
            lines.append(f"  {' ' * len(number)} | {_indent_to(source, column)}{caret}")
    if problem.hint:
        lines.append(f"  {printable(for_user(problem.hint), keep=_NEWLINE)}")
    return "\n".join(lines)


def severity_label(severity: Severity, style: Style) -> str:
    """`error: `, `warning: ` or `note: `, in the user's language."""
    label = for_user(f"{severity}:")
    after = "" if label.endswith("：") else " "  # which is wide enough
    return f"{_COLOURS[severity]}{label}{_RESET}{after}" if style.in_colour else label + after


def format_listed(listed: Iterable[Listed], options: str = "", style: Style = PLAIN) -> list[str]:
    """Each problem as text; below the last listed one of a kind, how many are left out and how to list them."""
    texts = []
    for one in listed:
        texts.append(format_problem(one.problem, style))
        if omission := one.omission(options):
            texts.append(f"  {for_user(omission)}")
    return texts


def as_json(problems: Iterable[Problem]) -> str:
    """The problems as one JSON object; docs/checking.md documents its keys."""
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
    return printable_json(json.dumps({**numbers, "problems": listed}, ensure_ascii=False, indent=2))


def as_annotation(problem: Problem) -> str:
    """The problem as a workflow command, which makes GitHub Actions show it at its line.

    Source: GitHub Docs, "Workflow commands for GitHub Actions"; escaped as in actions/toolkit.
    """
    properties = {
        "file": problem.file,
        "line": str(problem.line or ""),
        "col": str(problem.column or ""),
        "title": problem.code,
    }
    listed = ",".join(f"{name}={_escaped_property(value)}" for name, value in properties.items() if value)
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return printable(f"::{_LEVELS[problem.severity]} {listed}::{_escaped(for_user(text))}")


def count_problems(problems: Iterable[Problem]) -> str:
    """`1 error, 2 warnings, 3 notes`, without the severities that do not occur; "" if there are no problems."""
    counts = Counter(problem.severity for problem in problems)
    errors, warnings, notes = counts["error"], counts["warning"], counts["note"]
    texts = (
        f"{errors} error{'s' * (errors != 1)}" if errors else "",
        f"{warnings} warning{'s' * (warnings != 1)}" if warnings else "",
        f"{notes} note{'s' * (notes != 1)}" if notes else "",
    )
    return ", ".join(filter(None, texts))


def _printable_source(source: str, column: int | None) -> tuple[str, int | None]:
    """The line with escapes for controls, and where the column is then."""
    if not has_controls(source):
        return source, column
    before = printable(source[: (column or 1) - 1], keep="\t")
    return before + printable(source[(column or 1) - 1 :], keep="\t"), len(before) + 1 if column else None


def _excerpt(source: str, column: int | None, room: int) -> tuple[str, int | None]:
    """The part of the line around the column that fits into so many columns, and the column within that part."""
    if display_width(source) <= room:
        return source, column
    start = (column or 1) - 1
    width_before = 0
    while start > 0 and width_before < room // 3:
        start -= 1
        width_before += display_width(source[start])
    end, width = start, 0
    while end < len(source) and width < room:
        width += display_width(source[end])
        end += 1
    left, right = "…" if start else "", "…" if end < len(source) else ""
    return left + source[start:end] + right, column - start + len(left) if column else None


def _indent_to(source: str, column: int) -> str:
    """Blanks as wide in a terminal as the text before the column."""
    return "".join("\t" if letter == "\t" else " " * display_width(letter) for letter in source[: column - 1])


def display_width(text: str) -> int:
    """The number of terminal columns of the text: two for a wide or full-width character (UAX #11)."""
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
