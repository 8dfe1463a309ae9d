"""Recording what a run writes, so that it can be undone as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from beilin.importing.runs.journal import Journal
from beilin.importing.runs.record import find_record, identity_of_sources, kept_of


class Recorder:
    """The records of the runs, one for each folder or file of several articles; each is begun when it writes."""

    def __init__(self, root: Path, records: dict[Path, str]) -> None:
        """`records` gets the path of each record, from the archive's root."""
        self._root, self._records = root, records
        self._journals: dict[Path, tuple[Journal, dict[str, Any]]] = {}  # with what stands above the files

    def announce(self, run: Path, files: Iterable[tuple[str, str]]) -> None:
        """Note paths and digests of files that are about to be written. Raises OSError, and RunError."""
        if run not in self._journals:
            identity = identity_of_sources(run)
            record = find_record(self._root, identity)
            head = {**identity, **kept_of(record)}
            self._journals[run] = Journal(self._root, replace(record, head=head)), head
            self._records[run] = record.path
        self._journals[run][0].announce(files)

    def close(self) -> None:
        """Write the records whole. Raises OSError."""
        for journal, head in self._journals.values():
            journal.finish(head)
        self._journals.clear()
