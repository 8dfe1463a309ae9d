"""Where the files of an index go. Paths are relative to the folder of the index, such as `a/g/0000.bin`."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
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


@dataclass(frozen=True, slots=True)
class FolderWrite:
    """Writes files in a folder."""

    folder: Path

    def __call__(self, path: str, data: bytes) -> Written:
        """Write the bytes, unless the file has them already. Raises OSError."""
        target = self.folder / path
        try:
            is_same = target.stat().st_size == len(data) and target.read_bytes() == data
        except OSError:
            is_same = False
        if not is_same:
            os.makedirs(target.parent, exist_ok=True)
            target.write_bytes(data)
        return Written(path, hashlib.sha256(data).hexdigest(), not is_same)


class FolderTarget:
    """The files of an index in a folder of their own, changed in place.

    Whoever uses it removes the stored state of the index before an update, and stores the new one after it; an update
    that was killed is then followed by one that begins anew.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write = FolderWrite(folder)
        self.paths: set[str] = set()  # of the files that were kept or noted

    def read(self, path: str) -> bytes | None:
        """The bytes of the file; None if it cannot be read."""
        try:
            return (self.folder / path).read_bytes()
        except OSError:
            return None

    def keep(self, path: str) -> None:
        """The file stays."""
        self.paths.add(path)

    def note(self, written: Written) -> None:
        """The file was written."""
        self.paths.add(written.path)

    def prune(self) -> None:
        """Remove every file that was neither kept nor noted."""
        for folder, _, names in os.walk(self.folder):
            for name in names:
                path = Path(folder, name)
                if path.relative_to(self.folder).as_posix() not in self.paths:
                    path.unlink()
