"""Files of an archive whose bytes changed though nobody edited them, and records that lost what they are about.

An edit leaves a trace: a new time of change, and in a repository a commit. What has neither is damage. What has the
first alone may be an edit that is not finished, so it is a note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from beilin.building.remembered import Remembered, with_remembered
from beilin.config import read_config
from beilin.files.digest import digest_of
from beilin.files.regular import read_regular
from beilin.files.snapshot import LINK, Snapshot
from beilin.importing.runs.record import FOLDER as IMPORTS
from beilin.layout import CONFIG_FILE, CONTENT, LINKS_FILE, SOURCES
from beilin.preserving.git_files import GitFiles, git_files
from beilin.preserving.payload import FOLDERS
from beilin.preserving.recorded_files import (
    RESTORE,
    fetched_image_problems,
    kept_source_problems,
    record_problems,
    saved_page_problems,
)
from beilin.problems.controls import printable_path
from beilin.problems.problem import Problem, in_file_order

# Where an uncommitted change is worth a note.
_EDITED = (f"{CONTENT}/", f"{SOURCES}/", f"{IMPORTS}/")

Progress = Callable[[str, int, int], None]  # (what is done, files read, files to read)


class Fixity(NamedTuple):
    """What is wrong with the bytes of an archive."""

    problems: list[Problem]  # in the order of the files
    has_commits: bool  # whether git has files of the archive, so that edits are known


def check_fixity(root: Path, progress: Progress) -> Fixity:
    """Read every source, every record and every file that was built or committed. Raises OSError."""
    config, _ = read_config(root)
    committed = git_files(root, [name for name in (*FOLDERS, CONFIG_FILE, LINKS_FILE) if (root / name).exists()])
    problems = [*kept_source_problems(root, partial(progress, "Reading sources"))]
    problems += record_problems(root, config, committed, partial(progress, "Reading import records"))
    problems += [*saved_page_problems(root), *fetched_image_problems(root, committed), *_silent(root, committed)]
    known = {problem.file for problem in problems}
    problems += (problem for problem in _uncommitted(committed) if problem.file not in known)
    return Fixity(in_file_order(problems), committed is not None and bool(committed.tracked))


def _silent(root: Path, committed: GitFiles | None) -> Iterator[Problem]:
    """Files whose bytes changed while time and size stayed: since the last build, or since git last looked."""
    files = dict.fromkeys(committed.silent if committed else (), "git last saw it")
    files |= dict.fromkeys(with_remembered(root, None, partial(_changed_silently, root)), "the last build")
    for path, since in files.items():
        message = f"its bytes changed since {since}, though its time and size did not"
        yield Problem("bit-rot", message, printable_path(path), hint=f"{RESTORE} Then check the disk.")


def _changed_silently(root: Path, last: Remembered) -> list[str]:
    """The files under content/ that have the time and size of the last build, and not its bytes.

    The time of the last change of metadata may differ: it is new for whoever sets the other time back.
    """
    marks = last.state.snapshots.sources.get(CONTENT, Snapshot()).files
    rows = ((path, row.digest) for path, row in last.state.files.items())
    return [
        path
        for path, digest in rows
        if (when := _time_and_size(marks.get(path.removeprefix(f"{CONTENT}/"), "")))
        and _differs(root / path, when, digest)
    ]


def _time_and_size(mark: str) -> tuple[int, int] | None:
    """What the mark of a snapshot says of a file; None if it does not."""
    numbers = mark.removeprefix(LINK).split(":")
    return (int(numbers[0]), int(numbers[2])) if len(numbers) == 4 else None


def _differs(path: Path, when: tuple[int, int], digest: str) -> bool:
    try:
        status = path.stat()
        return (status.st_mtime_ns, status.st_size) == when and digest_of(read_regular(path)) != digest
    except OSError:
        return False  # a build reports it


def _uncommitted(committed: GitFiles | None) -> Iterator[Problem]:
    if committed is None:
        return
    hint = "If nobody edited it, restore it: git checkout -- followed by its path; otherwise commit it."
    for path in committed.edited:
        if path.startswith(_EDITED):
            yield Problem("uncommitted-change", "it differs from what was committed", printable_path(path), hint=hint)
    for path in committed.missing:
        message = "it is missing, though it was committed"
        yield Problem("uncommitted-change", message, printable_path(path), hint=hint)
