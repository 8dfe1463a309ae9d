"""The output folder: what is in it, who wrote it, and whether the planned files fit into it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from beilin.files.regular import read_regular
from beilin.files.snapshot import Snapshot, take_snapshot
from beilin.layout import CONTENT, DEPLOYED, PREVIEW, SITE, STATE_FOLDER, THEMES
from beilin.problems.problem import Problem

STAGING = ".beilin-staging"
MARKER = ".gitignore"
# The first line tells that Beilin made the folder; the rest keeps what is built out of the archive's history.
MARKER_TEXT = "# Built by Beilin: everything beside this file is generated.\n*\n!.gitignore\n"
MAX_NAMED = 5
MAX_EXPOSED = 20


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


def name_foreign(output: Path, foreign: Collection[str]) -> list[Problem]:
    """A warning that names the files that Beilin did not write, if any."""
    if not foreign:
        return []
    names = sorted(foreign)
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    count = "a file" if len(names) == 1 else f"{len(names)} files"
    message = f"{count} in {output.name}/ not made by the last build {'is' if len(names) == 1 else 'are'} kept: " + (
        ", ".join(names[:MAX_NAMED]) + more
    )
    hint = "To remove what is not planned: build.py build --clean"
    return [Problem("foreign-files", message, f"{output.name}/{names[0]}", hint=hint)]


def name_exposed(output: Path, exposed: Collection[str]) -> list[Problem]:
    """A warning that names the files under content/ that are not published, but of which the output has a copy."""
    if not exposed:
        return []
    names = sorted(exposed)
    more = f" and {len(names) - MAX_EXPOSED} more" if len(names) > MAX_EXPOSED else ""
    message = f"{output.name}/ still has copies of files that are not published: {', '.join(names[:MAX_EXPOSED])}{more}"
    hint = "Remove them with: build.py build --clean; or publish them with `publish` in site.yaml."
    return [Problem("exposed-files", message, f"{output.name}/{names[0]}", hint=hint)]


def output_fault(root: Path, output: Path, shown: str, *, drafts: bool, clean: bool) -> Problem | None:
    """Why the folder cannot be the output of a build, if so. `shown` is its name in messages."""
    real = Path(os.path.realpath(output))
    if os.path.lexists(output) and not output.is_dir():
        where = f"a link to {real}, where nothing is" if not output.exists() else "not a folder"
        return Problem(
            "bad-output", f"the output folder is {where}", shown, hint="Remove it, or choose a different one."
        )
    if overlaps_sources(root, real):
        hint = "Choose a folder that holds nothing else."
        message = "the output folder holds the archive itself, or is a part of it"
        if real != output and output.is_symlink():
            message += f": it is a link to {real}"
        return Problem("bad-output", message, shown, hint=hint)
    if drafts and real == Path(os.path.realpath(root / SITE)):
        message = "drafts do not go into site/, which is deployed"
        return Problem("bad-output", message, shown, hint="Choose another --output.")
    if clean and not is_made_by_beilin(output):
        hint = f"Remove what is in it yourself, or put a {MARKER} there that begins {MARKER_TEXT.splitlines()[0]!r}."
        return Problem("not-ours", "--clean refuses a folder that Beilin did not make", shown, hint=hint)
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


def overwriting_faults(paths: Iterable[str]) -> list[Problem]:
    """An error for each of the paths, where a foreign file would be overwritten."""
    hint = "Move it away, or choose another output folder."
    return [
        Problem("not-ours", f"{path} exists already, and Beilin did not write it", path, hint=hint)
        for path in sorted(paths)
    ]


def find_obstacles(
    output: Path, paths: Iterable[str], present: Mapping[str, str], there: Collection[str], removable: Collection[str]
) -> list[Problem]:
    """An error for each planned path that is blocked by a foreign file, folder or link.

    `present` are the existing files and links, `there` the folders, `removable` the files that Beilin owns and no
    longer plans.
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
