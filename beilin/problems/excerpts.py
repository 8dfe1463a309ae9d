"""Problems with the line that they speak of, and the column where it can be told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from beilin.problems.problem import Problem

_QUOTED = re.compile(r"'([^']+)'|\"([^\"]+)\"")


def with_excerpts(root: Path, problems: Iterable[Problem], *, most_files: int | None = None) -> list[Problem]:
    """The problems, each that names a line with the text of that line.

    Where the column is not known it is that of the first thing that the message quotes and the line holds. Files are
    read once, only those that problems name, and no more than `most_files`; one that cannot be read is left without a
    source.
    """
    lines: dict[str, list[str]] = {}

    def lines_of(file: str) -> list[str]:
        if file not in lines and most_files is not None and len(lines) >= most_files:
            return []
        if file not in lines:
            try:
                lines[file] = re.split("\r\n|\r|\n", (root / file).read_bytes().decode("utf-8-sig"))
            except (OSError, UnicodeDecodeError, ValueError):
                lines[file] = []
        return lines[file]

    return [_placed(problem, lines_of(problem.file)) if _is_wanting(problem) else problem for problem in problems]


def _is_wanting(problem: Problem) -> bool:
    return bool(problem.file and problem.line) and not (problem.source and problem.column)


def _placed(problem: Problem, lines: list[str]) -> Problem:
    line = problem.line or 0
    source = problem.source or (lines[line - 1].rstrip() if 0 < line <= len(lines) else "")
    column = problem.column
    if source and column is None:
        words = (found[1] or found[2] for found in _QUOTED.finditer(problem.message))
        column = next((source.index(word) + 1 for word in words if word in source), None)
    return replace(problem, source=source, column=column)
