"""The output folder as it stands: what lies in it, whose it is, and whether the planned files fit into it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from beilin.files.snapshot import Snapshot, take_snapshot
from beilin.problems.problem import Problem

STAGING = ".beilin-staging"
MARKER = ".gitignore"
# The first line tells that Beilin made the folder; the rest keeps what is built out of the archive's history.
MARKER_TEXT = "# Built by Beilin: everything beside this file is generated.\n*\n!.gitignore\n"
MAX_NAMED = 5


def snapshot_output(output: Path, before: Snapshot) -> tuple[Snapshot, set[str]]:
    """What lies in the output folder, and what came into it, went or may have changed since `before`.

    Staging and the folder's mark are left out. Raises OSError.
    """
    return take_snapshot(output, before, skip=(STAGING, MARKER))


def is_made_by_beilin(output: Path) -> bool:
    """Whether the folder is absent, empty, or carries Beilin's mark."""
    try:
        names = os.listdir(output)
    except FileNotFoundError:
        return True
    if not names:
        return True
    try:
        return (output / MARKER).read_text("utf-8").startswith(MARKER_TEXT.splitlines()[0])
    except (OSError, UnicodeDecodeError):
        return False


def name_foreign(output: Path, foreign: Collection[str]) -> list[Problem]:
    """A warning that names the files that Beilin did not write, if there are any."""
    if not foreign:
        return []
    names = sorted(foreign)
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    count = "a file" if len(names) == 1 else f"{len(names)} files"
    message = f"{count} in {output.name}/ not made by the last build {'is' if len(names) == 1 else 'are'} kept: " + (
        ", ".join(names[:MAX_NAMED]) + more
    )
    return [Problem("foreign-files", message, hint="To remove what is not planned: build.py build --clean")]


def find_obstacles(
    output: Path, paths: Iterable[str], present: Mapping[str, str], there: Collection[str], removable: Collection[str]
) -> list[Problem]:
    """An error for each planned path that a foreign file, folder or link stands in the way of.

    `present` are the files and links there are, `there` the folders, `removable` the files that Beilin owns and will
    not plan again.
    """
    problems = []
    folders: dict[str, bool] = {"": True}  # folder → whether it can be written into

    def is_free(folder: str) -> bool:
        if folder not in folders:
            is_in_the_way = folder in present and (folder not in removable or (output / folder).is_symlink())
            folders[folder] = is_free(folder.rpartition("/")[0]) and not is_in_the_way
        return folders[folder]

    def holds_foreign(folder: str) -> bool:
        return any(path.startswith(f"{folder}/") and path not in removable for path in present)

    for path in paths:
        folder = path.rpartition("/")[0]
        if not is_free(folder):
            message, at = "a link or a file that Beilin did not make stands in the way", f"{output.name}/{folder}"
        elif path in there and holds_foreign(path):
            message, at = "a folder with files that Beilin did not make stands in the way", f"{output.name}/{path}"
        else:
            continue
        problems.append(Problem("not-ours", f"{message} of {path}", at, hint="Move it away, or build with --clean."))
    return problems
