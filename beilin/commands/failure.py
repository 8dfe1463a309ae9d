"""A command that failed without a problem of its own → one message, and details in a file."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from beilin.commands.printing import EXIT_PROBLEMS, print_problems
from beilin.crash import crash_problem, crash_report, failure_problem
from beilin.layout import CONFIG_FILE, SITE, STATE_FOLDER
from beilin.problems.problem import Problem


def fail_with(error: Exception, root: Path) -> NoReturn:
    """Print what failed, and exit with 1. `root` is the folder that the command was given."""
    with suppress(FileNotFoundError):  # the current folder may have been removed
        root = root.absolute()
    if isinstance(error, OSError) or (root / CONFIG_FILE).exists() or (root / STATE_FOLDER).is_dir():
        problem = failure_problem(root, error, "running this command", written=(root / SITE, root / STATE_FOLDER))
    else:
        problem = _without_archive(error)
    print_problems(None, [problem])
    sys.exit(EXIT_PROBLEMS)


def _without_archive(error: Exception) -> Problem:
    """The problem, with its details in a temporary file: `.beilin/` is made in archives only."""
    activity = "running this command"
    problem = crash_problem(Path(os.devnull), error, activity)
    with (
        suppress(OSError),
        tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="backslashreplace", prefix="beilin-", suffix=".txt", delete=False
        ) as file,
    ):
        file.write(crash_report(error, activity))
        return replace(problem, hint=f"This is a bug in Beilin; please report it; details are in {file.name}.")
    return problem
