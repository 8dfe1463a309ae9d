"""The files of the search's index as outputs of a build."""

from __future__ import annotations

from dataclasses import dataclass

from beilin.files.regular import read_regular
from beilin.indexing.targets import Written
from beilin.publishing.stager import Stager
from beilin.publishing.staging import Staging
from beilin.publishing.state import INDEX


@dataclass(frozen=True, slots=True)
class IndexWriter:
    """Stages files of the index, in any process."""

    stage: Stager
    folder: str  # in the output, ends in "/"

    def __call__(self, path: str, data: bytes) -> Written:
        """Stage the file, unless the output has it already with the same bytes. Raises OSError."""
        return Written(path, *self.stage(self.folder + path, data))


@dataclass(frozen=True, slots=True)
class IndexFiles:
    """The files of the index by their paths in its folder."""

    staging: Staging
    folder: str
    reason: str  # why files are written

    @property
    def write(self) -> IndexWriter:
        """What stages a file."""
        return IndexWriter(Stager(self.staging.output, self.staging.seen.files), self.folder)

    def read(self, path: str) -> bytes | None:
        """The bytes of the file as the last build left it; None if it is not intact."""
        at = self.folder + path
        if at in self.staging.altered and not self.staging.is_intact(at):
            return None
        try:
            return read_regular(self.staging.output / at)
        except OSError:
            return None

    def keep(self, path: str) -> None:
        """Keep the file as the last build left it."""
        self.staging.keep(self.folder + path)

    def note(self, written: Written) -> None:
        """Record a file that was written, or that had the same bytes already."""
        path = self.folder + written.path
        if not written.is_staged:
            known = self.staging.known.get(path)
            if known and known.key == INDEX and known.digest == written.digest:
                self.staging.keep(path)
                return
        self.staging.note(path, written.digest, INDEX, self.reason, is_staged=written.is_staged)
        self.staging.has_written = self.staging.has_written or written.is_staged
