"""The old site's folder, listed once."""

from __future__ import annotations

import os
from pathlib import Path

from beilin.files.regular import read_regular
from beilin.migrating.model import OldFolder

# Folders of version control, package managers and editors, which are never part of a site.
_FOREIGN_FOLDERS = {".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".trash", ".idea"}


def survey(root: Path) -> OldFolder:
    """The folder with the paths of its files, without symbolic links. Raises OSError if it cannot be listed."""
    top = Path(os.path.realpath(root))
    files: list[str] = []

    def fail(error: OSError) -> None:
        raise error

    for folder, folders, names in os.walk(top, onerror=fail):
        folders[:] = sorted(name for name in folders if name not in _FOREIGN_FOLDERS)
        below = Path(folder).relative_to(top)
        files += [(below / name).as_posix() for name in names if not Path(folder, name).is_symlink()]
    return OldFolder(top, frozenset(files))


def read_file(folder: OldFolder, path: str) -> bytes:
    """The bytes of a file of the folder. Raises OSError, also for a FIFO or a device."""
    return read_regular(folder.root / path)
