"""Adding the source line to problems, and the column if it can be determined."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from beilin.problems.kinds import KINDS
from beilin.problems.problem import Problem

_QUOTED = re.compile(r"'([^']+)'|\"([^\"]+)\"")


def with_excerpts(root: Path, problems: Iterable[Problem], *, max_files: int | None = None) -> list[Problem]:
    """The problems, with the text of the line if they have a line number or concern a key of the front matter.

    An unknown column becomes that of the first quotation in the message that occurs in the line. Each file is read
    once, and at most `max_files` of them; problems of a file that cannot be read are returned without the text.
    """
    lines: dict[str, list[str]] = {}

    def lines_of(file: str) -> list[str]:
        if file not in lines and max_files is not None and len(lines) >= max_files:
            return []
        if file not in lines:
            try:
                if not (root / file).is_file():  # reading a FIFO would wait for ever
                    raise FileNotFoundError(file)
                lines[file] = re.split("\r\n|\r|\n", (root / file).read_bytes().decode("utf-8-sig"))
            except (OSError, UnicodeDecodeError, ValueError):
                lines[file] = []
        return lines[file]

    complete = []
    for problem in problems:
        if key := KINDS[problem.code].key:
            complete.append(_at_key(key, problem, lines_of(problem.file)))
        elif problem.file and problem.line and not (problem.source and problem.column):
            complete.append(_with_excerpt(problem, lines_of(problem.file)))
        else:
            complete.append(problem)
    return complete


def _at_key(key: str, problem: Problem, lines: list[str]) -> Problem:
    """The problem of a whole article at the key of its front matter that it concerns, or on line 1."""
    keys = tuple(f"{one}:" for one in key.split("|"))
    for number, line in enumerate(lines, 1):
        if line.startswith(keys):
            return replace(problem, line=number, column=1, source=line.rstrip())
    return replace(problem, line=problem.line or 1)


def _with_excerpt(problem: Problem, lines: list[str]) -> Problem:
    line = problem.line or 0
    source = problem.source or (lines[line - 1].rstrip() if 0 < line <= len(lines) else "")
    column = problem.column
    if source and column is None:
        quotations = (
            (match[1] or match[2]).replace("\\\\", "\\")  # `repr` doubles backslashes
            for match in _QUOTED.finditer(problem.message)
        )
        column = next((_index(text, source) + 1 for text in quotations if text in source), None)
    return replace(problem, source=source, column=column)


def _index(text: str, source: str) -> int:
    """Where the text is in the line; preferably not as a part of a longer word or path, as `../a` in `../a/b`."""
    whole = re.search(rf"(?<![\w./-]){re.escape(text)}(?![\w./-])", source)
    return whole.start() if whole else source.index(text)
