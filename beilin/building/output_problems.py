"""Why a build cannot write where it is to write."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

from beilin.building.options import BuildOptions
from beilin.layout import CONTENT
from beilin.problems.problem import Problem
from beilin.publishing.output_folder import MARKER, MARKER_TEXT, is_made_by_beilin

if TYPE_CHECKING:
    from beilin.publishing.publish import Staging
    from beilin.publishing.state import State


def fault_of_output(root: Path, output: Path, options: BuildOptions) -> Problem | None:
    """Why the output folder cannot be used, if so."""
    shown = str(options.output or output.name)
    kept = [root / CONTENT, root / "themes"]
    if root.is_relative_to(output) or any(output.is_relative_to(folder) for folder in kept):
        hint = "Choose a folder that holds nothing else."
        return Problem("bad-output", "the output folder holds the archive itself, or is a part of it", shown, hint=hint)
    if options.drafts and output == root / "site":
        return Problem(
            "bad-output", "drafts do not go into site/, which is deployed", shown, hint="Choose another --output."
        )
    if options.clean and not is_made_by_beilin(output):
        hint = f"Remove what is in it yourself, or put a {MARKER} there that begins {MARKER_TEXT.splitlines()[0]!r}."
        return Problem("not-ours", "--clean refuses a folder that Beilin did not make", shown, hint=hint)
    return None


def faults_of_overwriting(staging: Staging, before: State) -> list[Problem]:
    """An error for each file that would be written over in a folder that Beilin did not make."""
    if is_made_by_beilin(staging.output):
        return []
    foreign = sorted(staging.waiting & staging.seen.files.keys() - before.owned)
    hint = "Move it away, or choose another output folder."
    return [
        Problem("not-ours", f"{path} is there already, and Beilin did not make it", path, hint=hint) for path in foreign
    ]


def system_problem(error: OSError, output: Path) -> Problem:
    name = error.filename or output
    shown = Path(name).relative_to(output.parent) if Path(name).is_relative_to(output.parent) else Path(name)
    hint = (
        "Free some space." if error.errno == errno.ENOSPC else "Check that the folder can be written, then build again."
    )
    return Problem("not-written", f"cannot be written: {error.strerror or error}", str(shown), hint=hint)
