"""Files of an archive whose bytes changed though nobody edited them, and records that lost what they are about.

An edit leaves a trace: a new time of change, and in a repository a commit. What has neither is damage. What has the
first alone may be an edit that is not finished, so it is a note.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from posixpath import dirname
from typing import NamedTuple

from beilin.building.remembered import Remembered, with_remembered
from beilin.config import Config, read_config
from beilin.fetching.record import read_record
from beilin.files.digest import digest_of
from beilin.files.regular import open_regular, read_regular
from beilin.files.snapshot import LINK, Snapshot
from beilin.importing.archive.existing_article import missing_article_warning
from beilin.importing.record.any_record import read_any_record
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.record.migration_record import MigrationRecord
from beilin.importing.runs.record import FOLDER as IMPORTS
from beilin.layout import CONFIG_FILE, CONTENT, IMPORT_RECORD, LINKS_FILE, SOURCES, kept_source_path
from beilin.preserving.git_files import GitFiles, git_files
from beilin.preserving.payload import FOLDERS, files_in
from beilin.problems.controls import printable_path
from beilin.problems.problem import Problem, in_file_order
from beilin.reading.captures import changed_fault, fault_of, read_captures
from beilin.reading.files import unreadable

# How the file of a kept source is called: `layout.kept_source_path`.
_KEPT = re.compile(r"(?P<digest>[0-9a-f]{64})-.*", re.DOTALL)
_RESTORE = "Restore it from Git, a bag or a backup."
_IF_NOT_MEANT = "If nobody edited it, restore it; otherwise commit it."
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
    problems = [*_sources(root, partial(progress, "Reading sources"))]
    problems += _records(root, config, committed, partial(progress, "Reading import records"))
    problems += [*_saved_pages(root), *_fetched_images(root, committed), *_silent(root, committed)]
    known = {problem.file for problem in problems}
    problems += (problem for problem in _uncommitted(committed) if problem.file not in known)
    return Fixity(in_file_order(problems), committed is not None and bool(committed.tracked))


def _sources(root: Path, progress: Callable[[int, int], None]) -> Iterator[Problem]:
    """Kept sources that are not what their names say."""
    folder = root / SOURCES
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    for number, name in enumerate(names, 1):
        path = f"{SOURCES}/{name}"
        try:
            differs = (match := _KEPT.fullmatch(name)) and _digest(root / path) != match["digest"]
        except OSError as error:
            yield unreadable(printable_path(path), error)
            continue
        if differs:
            message = "its bytes are not those whose SHA-256 is in its name"
            yield Problem("source-damaged", message, printable_path(path), hint=_RESTORE)
        progress(number, len(names))


def _records(
    root: Path, config: Config | None, committed: GitFiles | None, progress: Callable[[int, int], None]
) -> Iterator[Problem]:
    """Records without their article or source, and imported articles and images that differ from what was written."""
    inside = Path(os.path.realpath(root))
    paths = [f"{CONTENT}/{path}" for path, _ in files_in(root / CONTENT, inside) if path.endswith(IMPORT_RECORD)]
    for number, path in enumerate(paths, 1):
        article = path.removesuffix(IMPORT_RECORD) + ".md"
        if problem := missing_article_warning(root, article):
            yield problem
        try:
            record = read_any_record(read_regular(root / path))
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            yield Problem("record-damaged", f"this import record cannot be read: {reason}", path, hint=_RESTORE)
            continue
        yield from _of_record(root, article, record, committed)
        if config and config.keep_sources and isinstance(record, ImportRecord):
            yield from _without_source(root, path, record)
        progress(number, len(paths))


def _of_record(
    root: Path, article: str, record: ImportRecord | MigrationRecord, committed: GitFiles | None
) -> Iterator[Problem]:
    """What differs from what the import wrote and no commit has."""
    written = {article: record.markdown_sha256}
    if isinstance(record, ImportRecord) and record.document:
        written |= {f"{dirname(article)}/{image.name}": image.sha256 for image in record.document.images}
    for path, digest in written.items():
        is_committed = committed is not None and path in committed.tracked
        if is_committed or not (root / path).is_file() or _digest(root / path) == digest:
            continue
        message = "it differs from what the import wrote, and the change is in no commit"
        yield Problem("uncommitted-change", message, path, hint=_IF_NOT_MEANT)


def _saved_pages(root: Path) -> Iterator[Problem]:
    """Saved pages of other sites that are missing, or are not what their index says."""
    captures, problems = read_captures(root)
    yield from problems
    for capture in captures:
        if fault := fault_of(root, capture):
            yield fault
        elif _digest(root / capture.path) != capture.sha256:
            yield changed_fault(capture)


def _fetched_images(root: Path, committed: GitFiles | None) -> Iterator[Problem]:
    """Images of other hosts that differ from what was fetched, in no commit."""
    for image in read_record(root).values():
        is_committed = committed is not None and image.file in committed.tracked
        if not is_committed and _digest(root / image.file) != image.sha256:
            message = "it differs from what was fetched, and the change is in no commit"
            yield Problem("uncommitted-change", message, printable_path(image.file), hint=_IF_NOT_MEANT)


def _digest(path: Path) -> str:
    """SHA-256 of a regular file. Raises OSError."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _without_source(root: Path, path: str, record: ImportRecord) -> Iterator[Problem]:
    kept = kept_source_path(record.sha256, record.file)
    if not (root / kept).exists():
        hint = f"Restore {kept}, or import the source again. If it was never kept, nothing is lost."
        yield Problem(
            "source-missing", f"the bytes of its source, {record.file}, are not in {SOURCES}/", path, hint=hint
        )


def _silent(root: Path, committed: GitFiles | None) -> Iterator[Problem]:
    """Files whose bytes changed while time and size stayed: since the last build, or since git last looked."""
    files = dict.fromkeys(committed.silent if committed else (), "git last saw it")
    files |= dict.fromkeys(with_remembered(root, None, partial(_changed_silently, root)), "the last build")
    for path, since in files.items():
        message = f"its bytes changed since {since}, though its time and size did not"
        yield Problem("bit-rot", message, printable_path(path), hint=f"{_RESTORE} Then check the disk.")


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
