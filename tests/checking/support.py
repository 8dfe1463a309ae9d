"""Little archives for the tests of `check`, each written as one text."""

from __future__ import annotations

import re
from pathlib import Path

from beilin.building.build import BuildOptions
from beilin.checking.check import check
from beilin.problems.problem import Problem
from tests.little_site import little_site

TODAY = "2026-06-01"


def write_files(root: Path, text: str) -> None:
    """Write an archive to `root`; in the text each file begins after a line `=== path`."""
    parts = re.split(r"^=== (.+)\n", text, flags=re.MULTILINE)
    little_site(root, dict(zip(parts[1::2], parts[2::2], strict=True)))


def problems_of(root: Path, *, drafts: bool = False) -> tuple[Problem, ...]:
    """What `check` finds in the archive at `root`."""
    return check(root, BuildOptions(jobs=1, today=TODAY, drafts=drafts)).problems


def codes_of(root: Path) -> list[tuple[str, str]]:
    """(file, code) of each problem that `check` finds."""
    return [(problem.file, problem.code) for problem in problems_of(root)]
