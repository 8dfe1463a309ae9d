"""Where the files of an index go. Paths are relative to the folder of the index, such as `a/g/0000.bin`."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Written(NamedTuple):
    """A file of the index as it has just been made."""

    path: str
    digest: str  # SHA-256 of its bytes
    is_staged: bool  # False if the file had these bytes already


class Write(Protocol):
    """Writes a file; picklable, because other processes call it."""

    def __call__(self, path: str, data: bytes) -> Written:
        """Write the bytes, unless the file has them already. Raises OSError."""


class IndexTarget(Protocol):
    """The files of an index. One that is neither kept nor noted is no longer wanted."""

    @property
    def write(self) -> Write:
        """How files are written."""

    def read(self, path: str) -> bytes | None:
        """The file as the last index left it; None if it is not intact."""

    def keep(self, path: str) -> None:
        """The file stays as the last index left it."""

    def note(self, written: Written) -> None:
        """The file was written, perhaps by another process."""
