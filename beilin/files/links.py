"""Symbolic links: which are followed, and the marks of those that are not."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from beilin.files.regular import kind_of
from beilin.files.signature import signature

# Prefix of the mark of a symbolic link.
LINK = "@"
# Prefix of the mark of what is not read: a link that leads nowhere, or what is neither a file nor a folder. The rest
# says what it is.
REFUSED = "!"
DANGLING, LOOP, OUTSIDE = "dangling", "loop", "outside"
# Links to folders inside each other that are followed: each further one can multiply the number of paths.
MAX_NESTED_LINKS = 4


class LinkReader:
    """How links are followed."""

    def __init__(self, start: str, inside: Path | None) -> None:
        self.start, self.inside = start, inside
        self.examined: set[str] = set()  # links, by path

    def resolve(self, path: str) -> tuple[bool, str]:
        """Whether the link leads to a folder that is to be followed, and its mark."""
        self.examined.add(path)
        full = self.start + path
        try:
            status = os.stat(full)
        except OSError as error:
            if error.errno == errno.ELOOP:
                return False, REFUSED + LOOP
            if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
                return False, REFUSED + DANGLING
            raise
        if self.inside is not None and not Path(os.path.realpath(full)).is_relative_to(self.inside):
            return False, REFUSED + OUTSIDE
        if stat.S_ISDIR(status.st_mode):
            is_loop = self._leads_back(path, status)
            return (False, REFUSED + LOOP) if is_loop else (True, LINK + signature(status))
        if not stat.S_ISREG(status.st_mode):
            return False, REFUSED + kind_of(status.st_mode)
        return False, LINK + signature(status)

    def _leads_back(self, path: str, target: os.stat_result) -> bool:
        """Whether the target is a folder that the link is in, or too many links are inside each other."""
        base = Path(os.path.realpath(self.start))
        above = [self.start + folder for folder in _folders_of(path)]
        nested = sum(os.path.islink(folder) for folder in above)
        for folder in (*above, *map(str, (base, *base.parents))):
            status = os.stat(folder)
            if (status.st_dev, status.st_ino) == (target.st_dev, target.st_ino):
                return True
        return nested >= MAX_NESTED_LINKS


def _folders_of(path: str) -> list[str]:
    """The folders above the path, without the one that has the path ""."""
    folders = []
    while path := path.rpartition("/")[0]:
        folders.append(path)
    return folders
