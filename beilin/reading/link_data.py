"""What a build reads of links to other hosts: which are dead, and which pages were saved."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from beilin.config import Config
from beilin.files.digest import digest_of_file
from beilin.model import StaticFile
from beilin.problems.problem import Problem
from beilin.reading.captures import Capture, changed_fault, fault_of, read_captures
from beilin.reading.link_records import LinkRecord, read_link_records


class LinkData(NamedTuple):
    """What is known of links to other hosts."""

    records: tuple[LinkRecord, ...] = ()  # by address; none without `dead_links: true`
    captures: tuple[Capture, ...] = ()  # that are published: none without `publish_snapshots: true`

    @property
    def files(self) -> tuple[StaticFile, ...]:
        """The WARC files that are published."""
        return tuple(StaticFile(capture.path, capture.path, capture.sha256) for capture in self.captures)


NO_LINK_DATA = LinkData()


def read_link_data(root: Path, config: Config, *, verifies: bool = True) -> tuple[LinkData, list[Problem]]:
    """The records and captures that the settings ask for, and what is wrong with them. Raises OSError.

    Without `verifies` the files of the captures are not read: the last build verified them.
    """
    if not (config.dead_links or config.publish_snapshots):
        return NO_LINK_DATA, []
    records, problems = read_link_records(root) if config.dead_links else ({}, [])
    captures, of_captures = read_captures(root) if config.publish_snapshots else ([], [])
    for capture in captures if verifies else ():
        fault = fault_of(root, capture)
        if fault is None and _digest(root / capture.path) != capture.sha256:
            fault = changed_fault(capture)
        of_captures += [fault] if fault else []
    return LinkData(tuple(records.values()), tuple(captures)), [*problems, *of_captures]


def _digest(path: Path) -> str:
    status = path.stat()
    return _digest_of(path, status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


@lru_cache(maxsize=100_000)  # `serve` reads everything again when a file is added
def _digest_of(path: Path, *_signature: int) -> str:
    return digest_of_file(path)
