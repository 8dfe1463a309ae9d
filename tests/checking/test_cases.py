"""Every problem that `check` finds, as it is printed: place, message, code, line, caret, hint."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from beilin.problems.formats import format_problem
from tests.checking.support import problems_of, write_files
from tests.golden import check_cases

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_cases(path: Path, tmp_path: Path, regenerate: bool) -> None:
    numbers = count()

    def run(given: str) -> str:
        root = tmp_path / str(next(numbers))
        root.mkdir()
        write_files(root, given)
        return "\n".join(format_problem(problem) for problem in problems_of(root)) or "no problems"

    check_cases(path, run, regenerate=regenerate)
