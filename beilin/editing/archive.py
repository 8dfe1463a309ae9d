"""The archive that a change is planned from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from beilin.building.records import read_records
from beilin.config import Config, read_config
from beilin.editing.refusal import RefusalError, refuse
from beilin.files.regular import read_regular
from beilin.layout import PARTS
from beilin.model import Record
from beilin.reading.files import tags_data
from beilin.reading.settings import ReaderSettings, reader_settings
from beilin.reading.tags import TagAuthority, read_tag_authority


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive without errors."""

    root: Path
    config: Config
    settings: ReaderSettings
    authority: TagAuthority
    records: Mapping[str, Record]  # of every Markdown file, by path

    @property
    def pages(self) -> dict[str, Record]:
        """The records of files with an address: articles and standalone pages, but not included parts."""
        return {path: record for path, record in self.records.items() if not path.startswith(PARTS)}


def read_archive(root: Path, progress: Callable[[str, int, int], None]) -> Archive:
    """The archive at `root`. Raises RefusalError if anything in it has an error: then no change could be proved.

    `progress` is called with what is being done, how many items are done, and how many there are.
    """
    config, config_problems = read_config(root)
    authority, tag_problems = read_tag_authority(tags_data(root))
    errors = [problem for problem in (*config_problems, *tag_problems) if problem.severity == "error"]
    if config is None or errors:
        raise RefusalError(errors)
    records, problems = read_records(root, config, progress)
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise RefusalError(errors)
    return Archive(root, config, reader_settings(config), authority, records)


def read_bytes(archive: Archive, path: str) -> bytes:
    """The bytes of a file of the archive. Raises RefusalError if it cannot be read."""
    try:
        return read_regular(archive.root / path)
    except OSError as error:
        raise refuse(f"cannot be read: {error.strerror}", "Check the file's permissions.", file=path) from None
