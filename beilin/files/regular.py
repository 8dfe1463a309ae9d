"""Reading regular files only: opening a FIFO would wait for ever, and a device never ends."""

from __future__ import annotations

import errno
import os
import stat
from io import FileIO
from pathlib import Path


def kind_of(mode: int) -> str:
    """What the mode of a file that is neither regular nor a folder says that it is, in words."""
    names = {stat.S_IFIFO: "a FIFO", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device"}
    return names.get(stat.S_IFMT(mode), "not a file")


def open_regular(path: Path | str) -> FileIO:
    """A regular file, or one that a link leads to, opened for reading. Raises OSError, also for anything else."""
    # Without O_NONBLOCK, opening a FIFO waits for a writer; it has no effect on regular files (open(2)).
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return FileIO(descriptor, "rb")
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise OSError(errno.EINVAL, f"this is {kind_of(mode)}, not a regular file", str(path))


def read_regular(path: Path | str) -> bytes:
    """The bytes of a regular file, or of one that a link leads to. Raises OSError, also for anything else."""
    with open_regular(path) as file:
        return file.readall()
