"""The archive's Markdown files for commands other than a build: as the last build read them, if they did not change."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from beilin.building.inputs import reader_for
from beilin.building.options import Progress
from beilin.building.remembered import Remembered, with_remembered
from beilin.building.snapshots import snapshot_sources
from beilin.config import Config
from beilin.crash import crash_problem
from beilin.layout import CONTENT, PARTS
from beilin.model import Record, Summary
from beilin.parallel.executor import Workers
from beilin.problems.problem import Problem
from beilin.publishing.rows import read_all
from beilin.reading.content import read_content
from beilin.reading.file_rows import record_of
from beilin.reading.files import sort_content, unreadable


class Listed(NamedTuple):
    """What lists of articles and standalone pages need of each."""

    summary: Summary  # what is made from the body may be missing
    digest: str  # SHA-256 of the file's bytes


def read_records(root: Path, config: Config, progress: Progress) -> tuple[dict[str, Record], list[Problem]]:
    """The record of every Markdown file that can be read, by path, and the problems of all."""
    return with_remembered(root, None, partial(_read_records, root, config, progress))


def _read_records(
    root: Path, config: Config, progress: Progress, last: Remembered
) -> tuple[dict[str, Record], list[Problem]]:
    sources, changed = snapshot_sources(root, last.state.snapshots.sources)
    read_all(last.state.files)
    content = read_content(
        reader_for(root, config, Workers(None)), sort_content(root, sources[CONTENT], config.publish),
        last.state.files, changed,
        partial(progress, "Reading"),
    )  # fmt: skip
    records = {path: record_of(row) for path, row in content.rows.items() if row.record}
    for record in records.values():
        _ = record.headings, record.references  # unpacked here, since damage must show here and not later
    return records, content.problems


def read_summaries(root: Path, config: Config) -> tuple[list[Listed], list[Problem]]:
    """Every article and page that can be read, and the problems of the others; of changed files only the front matter
    is read."""
    return with_remembered(root, None, partial(_read_summaries, root, config))


def _read_summaries(root: Path, config: Config, last: Remembered) -> tuple[list[Listed], list[Problem]]:
    reader, rows = reader_for(root, config, Workers(1)), last.state.files
    sources, changed = snapshot_sources(root, last.state.snapshots.sources)
    content = sort_content(root, sources[CONTENT], config.publish)
    read_all(rows)
    listed, problems = [], content.problems
    for path in content.markdown:
        if path.startswith(PARTS):
            continue
        row = rows.get(path)
        if row and row.key == reader.key and row.record and path not in changed:
            listed.append(Listed(record_of(row).summary, row.digest))
            continue
        try:
            data = (root / path).read_bytes()
        except OSError as error:
            problems.append(unreadable(path, error))
            continue
        # Imported here: if nothing changed, nothing is read, and the Markdown parser takes longest to import.
        from beilin.reading.article import read_summary

        try:
            summary, faults = read_summary(path, data, reader.settings)
        except Exception as error:
            problems.append(crash_problem(root, error, "reading this file", path))
            continue
        problems += faults
        if summary:
            listed.append(Listed(summary, sha256(data).hexdigest()))
    return listed, problems
