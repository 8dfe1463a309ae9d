"""What Markdown files the archive has, as the last build read them where they have not changed since."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from beilin.building.code_version import code_fingerprint
from beilin.building.sources import snapshot_sources
from beilin.config import Config
from beilin.model import Record, Summary
from beilin.parallel.executor import Workers
from beilin.problems.problem import Problem
from beilin.publishing.rows import read_all
from beilin.publishing.state import DamagedStateError, State, StateFile, state_path
from beilin.reading.files import CONTENT, PARTS, sort_content, unreadable
from beilin.reading.memo import read_content, record_of
from beilin.reading.settings import ReaderSettings


def last_state(root: Path, output: Path | None = None) -> State:
    """The state of the last build into `output` (site/ where it is not given); an empty one where there is none."""
    path = state_path(root, output or root / "site")
    if path.exists():
        try:
            return StateFile(path, code_fingerprint()).load()
        except (DamagedStateError, OSError):
            pass  # it only saves time, and a build says what is wrong with it
    return State()


def read_records(
    root: Path, config: Config, progress: Callable[[str, int, int], None]
) -> tuple[dict[str, Record], list[Problem]]:
    """The record of every Markdown file that can be read, by path, and the problems of all."""
    settings = ReaderSettings(config.language, config.time_zone)
    key = f"{code_fingerprint()} {settings}"
    state = last_state(root)
    sources, changed = snapshot_sources(root, state.snapshots.sources)
    read_all(state.files)
    workers = Workers(None)
    content = read_content(
        root, sort_content(root, sources[CONTENT]), settings, key, state.files, changed, workers, None,
        lambda done, count: progress("Reading", done, count),
    )  # fmt: skip
    return {path: record_of(memo) for path, memo in content.memos.items() if memo.record}, content.problems


class Listed(NamedTuple):
    """An article or a page of its own, as far as lists of them go."""

    summary: Summary  # what is made from the body may be missing
    digest: str  # SHA-256 of the file's bytes


def read_summaries(root: Path, config: Config) -> tuple[list[Listed], list[Problem]]:
    """Every article and page that can be read, and the problems of the others; of new files only the front matter."""
    settings = ReaderSettings(config.language, config.time_zone)
    key, state = f"{code_fingerprint()} {settings}", last_state(root)
    sources, changed = snapshot_sources(root, state.snapshots.sources)
    content = sort_content(root, sources[CONTENT])
    read_all(state.files)
    found, problems = [], content.problems
    for path in content.markdown:
        if path.startswith(PARTS):
            continue
        memo = state.files.get(path)
        if memo and memo.key == key and memo.record and path not in changed:
            found.append(Listed(record_of(memo).summary, memo.digest))
            continue
        try:
            data = (root / path).read_bytes()
        except OSError as error:
            problems.append(unreadable(path, error))
            continue
        # Imported here: where nothing changed nothing is read, and the Markdown parser takes longest to import.
        from beilin.reading.article import read_summary

        summary, faults = read_summary(path, data, settings)
        problems += faults
        if summary:
            found.append(Listed(summary, sha256(data).hexdigest()))
    return found, problems
