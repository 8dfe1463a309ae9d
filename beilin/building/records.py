"""What Markdown files the archive has, as the last build read them where they have not changed since."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

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

Value = TypeVar("Value")


# What reading a damaged state raises, and what the system raises that does not let us read it.
_UNUSABLE = (DamagedStateError, msgspec.MsgspecError, UnicodeDecodeError, OSError)


def with_last_state(root: Path, use: Callable[[State], Value], output: Path | None = None) -> Value:
    """What `use` makes of the state of the last build into `output` (site/ where it is not given).

    The state only saves time: where there is none, or it proves to be damaged, `use` gets an empty one, and the next
    build says what is wrong. Rows are read when they are asked for, so damage may show late: `use` may be called twice,
    and must not return anything that still has to be unpacked.
    """
    path = state_path(root, output or root / "site")
    if path.exists():
        with suppress(*_UNUSABLE):
            return use(StateFile(path, code_fingerprint()).load())
    return use(State())


def read_records(
    root: Path, config: Config, progress: Callable[[str, int, int], None]
) -> tuple[dict[str, Record], list[Problem]]:
    """The record of every Markdown file that can be read, by path, and the problems of all."""
    settings = ReaderSettings(config.language, config.time_zone)
    key = f"{code_fingerprint()} {settings}"

    def read(state: State) -> tuple[dict[str, Record], list[Problem]]:
        sources, changed = snapshot_sources(root, state.snapshots.sources)
        read_all(state.files)
        content = read_content(
            root, sort_content(root, sources[CONTENT]), settings, key, state.files, changed, Workers(None), None,
            lambda done, count: progress("Reading", done, count),
        )  # fmt: skip
        records = {path: record_of(memo) for path, memo in content.memos.items() if memo.record}
        for record in records.values():
            _ = record.headings, record.references  # would be unpacked by who asks for them
        return records, content.problems

    return with_last_state(root, read)


class Listed(NamedTuple):
    """An article or a page of its own, as far as lists of them go."""

    summary: Summary  # what is made from the body may be missing
    digest: str  # SHA-256 of the file's bytes


def read_summaries(root: Path, config: Config) -> tuple[list[Listed], list[Problem]]:
    """Every article and page that can be read, and the problems of the others; of new files only the front matter."""
    return with_last_state(root, partial(_read_summaries, root, ReaderSettings(config.language, config.time_zone)))


def _read_summaries(root: Path, settings: ReaderSettings, state: State) -> tuple[list[Listed], list[Problem]]:
    key = f"{code_fingerprint()} {settings}"
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
