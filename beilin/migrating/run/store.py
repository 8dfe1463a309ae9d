"""Writing into the archive without touching what is not the import's own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from beilin.files.digest import digest_of, digest_of_file
from beilin.files.regular import read_regular
from beilin.files.replace import replace_file
from beilin.importing.runs.journal import Journal
from beilin.importing.runs.record import RunRecord

Outcome = Literal["written", "unchanged", "edited"]


class Store:
    """Writes files and notes each in the journal; without a journal it only says what it would do."""

    def __init__(self, root: Path, record: RunRecord, journal: Journal | None) -> None:
        """`record` is of earlier runs."""
        self._root, self._record, self._journal = root, record, journal

    def put_all(self, files: Iterable[tuple[str, bytes]]) -> dict[str, Outcome]:
        """Write the files by place; returns what was done with each. Raises OSError."""
        wanted = {place: (data, digest_of(data)) for place, data in files}
        outcomes = {place: self.outcome(place, digest) for place, (_, digest) in wanted.items()}
        if self._journal:
            new = [(place, wanted[place][1]) for place, outcome in outcomes.items() if outcome == "written"]
            self._journal.announce(new)
            for place, _ in new:
                replace_file(self._root / place, wanted[place][0])
        return outcomes

    def copy(self, source: Path, place: str, digest: str) -> Outcome:
        """Copy the file, whose digest is known, to the place. Raises OSError."""
        outcome = self.outcome(place, digest)
        if outcome == "written" and self._journal:
            data = read_regular(source)
            self._journal.announce([(place, digest_of(data))])
            replace_file(self._root / place, data)
        return outcome

    def outcome(self, place: str, digest: str) -> Outcome:
        """What is to be done with a file of that digest: "edited" leaves what an editor has made of it."""
        path = self._root / place
        if not os.path.lexists(path):
            return "written"
        present = digest_of_file(path)
        if present in (digest, self._record.with_images.get(place)):
            return "unchanged"
        return "written" if present == self._record.files.get(place) else "edited"
