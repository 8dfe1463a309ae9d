"""Files of which a record has the digest: kept sources, what imports wrote, saved pages, fetched images."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from posixpath import dirname

from beilin.config import Config
from beilin.fetching.record import read_record
from beilin.files.regular import open_regular, read_regular
from beilin.importing.archive.existing_article import missing_article_warning
from beilin.importing.record.any_record import read_any_record
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.record.migration_record import MigrationRecord
from beilin.layout import CONTENT, IMPORT_RECORD, SOURCES, kept_source_path
from beilin.preserving.git_files import GitFiles
from beilin.preserving.payload import files_in
from beilin.problems.controls import printable_path
from beilin.problems.problem import Problem
from beilin.reading.captures import changed_fault, fault_of, read_captures
from beilin.reading.files import unreadable

RESTORE = "Restore it from Git, a bag or a backup."
_IF_NOT_MEANT = "If nobody edited it, restore it; otherwise commit it."
# How the file of a kept source is called: `layout.kept_source_path`.
_KEPT = re.compile(r"(?P<digest>[0-9a-f]{64})-.*", re.DOTALL)

Progress = Callable[[int, int], None]  # (files read, files to read)


def kept_source_problems(root: Path, progress: Progress) -> Iterator[Problem]:
    """Kept sources that are not what their names say."""
    folder = root / SOURCES
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    for number, name in enumerate(names, 1):
        path = f"{SOURCES}/{name}"
        if match := _KEPT.fullmatch(name):
            message = "its bytes are not those whose SHA-256 is in its name"
            yield from _unless_same(
                root, path, match["digest"], Problem("source-damaged", message, printable_path(path), hint=RESTORE)
            )
        progress(number, len(names))


def record_problems(
    root: Path, config: Config | None, committed: GitFiles | None, progress: Progress
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
            yield Problem(
                "record-damaged", f"this import record cannot be read: {reason}", printable_path(path), hint=RESTORE
            )
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
        if (committed is None or path not in committed.tracked) and (root / path).is_file():
            message = "it differs from what the import wrote, and the change is in no commit"
            yield from _unless_same(
                root, path, digest, Problem("uncommitted-change", message, printable_path(path), hint=_IF_NOT_MEANT)
            )


def saved_page_problems(root: Path) -> Iterator[Problem]:
    """Saved pages of other sites that are missing, or are not what their index says."""
    captures, problems = read_captures(root)
    yield from problems
    for capture in captures:
        if fault := fault_of(root, capture):
            yield fault
        else:
            yield from _unless_same(root, capture.path, capture.sha256, changed_fault(capture))


def fetched_image_problems(root: Path, committed: GitFiles | None) -> Iterator[Problem]:
    """Images of other hosts that differ from what was fetched, in no commit."""
    for image in read_record(root).values():
        if committed is None or image.file not in committed.tracked:
            message = "it differs from what was fetched, and the change is in no commit"
            problem = Problem("uncommitted-change", message, printable_path(image.file), hint=_IF_NOT_MEANT)
            yield from _unless_same(root, image.file, image.sha256, problem)


def _unless_same(root: Path, path: str, digest: str, problem: Problem) -> Iterator[Problem]:
    """The problem, unless the bytes of the file have that SHA-256; or that the file cannot be read."""
    try:
        with open_regular(root / path) as opened:
            is_same = hashlib.file_digest(opened, "sha256").hexdigest() == digest
    except OSError as error:
        yield unreadable(printable_path(path), error)
        return
    if not is_same:
        yield problem


def _without_source(root: Path, path: str, record: ImportRecord) -> Iterator[Problem]:
    kept = kept_source_path(record.sha256, record.file)
    if not (root / kept).exists():
        hint = f"Restore {kept}, or import the source again. If it was never kept, nothing is lost."
        yield Problem(
            "source-missing",
            f"the bytes of its source, {record.file}, are not in {SOURCES}/",
            printable_path(path),
            hint=hint,
        )
