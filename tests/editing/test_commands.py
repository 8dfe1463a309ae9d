"""What the commands that change the archive do to whole little archives, as data: before, after, and the output."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from tests.editing.trees import run_case
from tests.golden import check_cases

CASES = Path(__file__).parent / "cases"


@pytest.mark.usefixtures("needs_git")
@pytest.mark.parametrize("name", ["rename", "withdraw", "tag-rename", "tag-merge", "tag-adopt"])
def test_cases(name: str, tmp_path: Path, regenerate: bool) -> None:
    numbers = count()
    check_cases(
        CASES / f"{name}.txt", lambda given: run_case(tmp_path / str(next(numbers)), given), regenerate=regenerate
    )
