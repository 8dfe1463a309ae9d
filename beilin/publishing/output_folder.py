"""The output folder: what is in it, who wrote it, and whether the planned files fit into it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from beilin.files.regular import read_regular
from beilin.files.snapshot import Snapshot, take_snapshot
from beilin.layout import CONTENT, DEPLOYED, PREVIEW, SITE, STATE_FOLDER, THEMES

if TYPE_CHECKING:
    from beilin.problems.problem import Problem

STAGING = ".beilin-staging"
MARKER = ".gitignore"
# The first line tells that Beilin made the folder; the rest keeps what is built out of the archive's history.
MARKER_TEXT = "# Built by Beilin: everything beside this file is generated.\n*\n!.gitignore\n"


def snapshot_output(output: Path, before: Snapshot) -> tuple[Snapshot, set[str]]:
    """What is in the output folder, and which files were added, removed or may have changed since `before`.

    The staging folder and the folder's marker are left out. Raises OSError.
    """
    return take_snapshot(output, before, skip=(STAGING, MARKER))


def is_made_by_beilin(output: Path) -> bool:
    """Whether the folder is absent, empty, or has Beilin's marker."""
    try:
        names = os.listdir(output)
    except FileNotFoundError:
        return True
    if not names:
        return True
    try:
        return read_regular(output / MARKER).decode().startswith(MARKER_TEXT.splitlines()[0])
    except (OSError, UnicodeDecodeError):
        return False


def output_fault(root: Path, output: Path, shown: str, *, drafts: bool, clean: bool) -> Problem | None:
    """Why the folder cannot be the output of a build, if so. `shown` is its name in messages."""
    fault = _fault(root, output, drafts=drafts, clean=clean)
    if not fault:
        return None
    from beilin.problems.problem import Problem

    code, message, hint = fault
    return Problem(code, message, shown, hint=hint)


def _fault(root: Path, output: Path, *, drafts: bool, clean: bool) -> tuple[str, str, str] | None:
    """The same as code, message and hint."""
    real = Path(os.path.realpath(output))
    if os.path.lexists(output) and not output.is_dir():
        where = f"a link to {real}, where nothing is" if not output.exists() else "not a folder"
        return "bad-output", f"the output folder is {where}", "Remove it, or choose a different one."
    if overlaps_sources(root, real):
        message = "the output folder holds the archive itself, or is a part of it"
        if real != output and output.is_symlink():
            message += f": it is a link to {real}"
        return "bad-output", message, "Choose a folder that holds nothing else."
    if drafts and real == Path(os.path.realpath(root / SITE)):
        return "bad-output", "drafts do not go into site/, which is deployed", "Choose another --output."
    if clean and not is_made_by_beilin(output):
        hint = f"Remove what is in it yourself, or put a {MARKER} there that begins {MARKER_TEXT.splitlines()[0]!r}."
        return "not-ours", "--clean refuses a folder that Beilin did not make", hint
    return None


def overlaps_sources(root: Path, output: Path) -> bool:
    """Whether the output is or contains the archive or one of its sources, or is inside one of these.

    Folders are compared by identity too, because paths that differ only in case can be one folder. `output` is
    without links.
    """
    sources = [Path(os.path.realpath(root / folder)) for folder in (CONTENT, THEMES, ".git", STATE_FOLDER)]
    inside = [folder for folder in sources if not _is_own_output(output, folder)]
    around = {
        _identity(folder) for path in (Path(os.path.realpath(root)), *sources) for folder in (path, *path.parents)
    }
    if _identity(output) in around - {None} or any(output.is_relative_to(folder) for folder in inside):
        return True
    above = {_identity(folder) for folder in (output, *output.parents)}
    return not above.isdisjoint({_identity(folder) for folder in inside} - {None})


def _is_own_output(output: Path, state: Path) -> bool:
    """Whether the output is one of those that Beilin itself has in its folder for the state."""
    return any(output.is_relative_to(state / name) for name in (PREVIEW, DEPLOYED))


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return status.st_dev, status.st_ino
