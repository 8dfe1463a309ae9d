"""Every finding of `check`, as an editor sees it: place, message, code, line, caret, hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.problems.formats import format_problem
from tests.checking.support import problems_of, write_files
from tests.golden import check_cases

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_cases(path: Path, tmp_path: Path, regenerate: bool) -> None:
    count = iter(range(1000))

    def run(given: str) -> str:
        root = tmp_path / str(next(count))
        root.mkdir()
        write_files(root, given)
        return "\n".join(format_problem(problem) for problem in problems_of(root)) or "nothing"

    check_cases(path, run, regenerate=regenerate)
