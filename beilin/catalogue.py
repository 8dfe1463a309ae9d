"""What Markdown files the archive has, as the last build read them where they have not changed since."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from beilin.config import Config
from beilin.model import Problem, Record
from beilin.publishing.state import DamagedStateError, State, StateFile, state_path
from beilin.reading.files import scan_content
from beilin.reading.memo import read_content, record_of
from beilin.reading.settings import ReaderSettings
from beilin.salt import program_salt
from beilin.workers import Workers


def last_state(root: Path) -> State:
    """The state of the last build into site/; an empty one where there is none."""
    path = state_path(root, root / "site")
    if path.exists():
        try:
            return StateFile(path, program_salt()).load()
        except (DamagedStateError, OSError):
            pass  # it only saves time, and a build says what is wrong with it
    return State()


def read_records(
    root: Path, config: Config, progress: Callable[[str, int, int], None]
) -> tuple[dict[str, Record], list[Problem]]:
    """The record of every Markdown file that can be read, by path, and the problems of all."""
    settings = ReaderSettings(config.language, config.time_zone)
    key = f"{program_salt()} {settings}"
    with Workers(None) as workers:
        content = read_content(
            root, scan_content(root), settings, key, last_state(root).files, workers, None,
            lambda done, count: progress("Reading", done, count),
        )  # fmt: skip
    return {path: record_of(memo) for path, memo in content.memos.items() if memo.record}, content.problems
