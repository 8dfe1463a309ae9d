"""One build at a time for an output folder, and one process at a time for any other folder."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# What some network drives answer (flock(2)).
_UNSUPPORTED = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)


@contextmanager
def output_lock(output: Path, root: Path, report: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock for the output folder; if another build holds it, `report` that and wait.

    The folder that contains the output is locked, because the output itself and .beilin/ may be deleted at any time.
    """
    folder = root if output.is_relative_to(root) else output.parent
    with folder_lock(folder, report, ("build", f"writing to {output.name}/")):
        yield


@contextmanager
def folder_lock(folder: Path, report: Callable[[str], None], work: tuple[str, str]) -> Iterator[None]:
    """Hold the kernel's lock for the folder, which is made; if another process holds it, `report` that and wait.

    `work` is what takes the lock, and what it is then doing, for messages. The kernel releases the lock when the
    process ends, however it ends.
    """
    noun, activity = work
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            who = f"Another {noun} ({holder})" if (holder := _holder(descriptor)) else f"Another {noun}"
            report(f"{who} is {activity}; waiting for it ...")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
            report(f"The disk of {folder} has no locks ({error.strerror}): do not start two commands at the same time.")
        yield
    finally:
        os.close(descriptor)


def _holder(descriptor: int) -> str:
    """The process that holds the lock; "" if the system does not tell (Linux does: proc(5), /proc/locks)."""
    inode = f":{os.fstat(descriptor).st_ino}"
    with suppress(OSError):
        for line in Path("/proc/locks").read_text().splitlines():
            fields = line.split()
            if len(fields) > 5 and fields[1] == "FLOCK" and fields[5].endswith(inode):
                return f"process {fields[4]}"
    return ""
