"""What the system refused → a problem that names it, and says what to do."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from beilin.problems.controls import printable_path
from beilin.problems.problem import Problem

_FULL = {errno.ENOSPC, errno.EDQUOT}
_OF_WRITING = {*_FULL, errno.EROFS, errno.EFBIG, errno.EEXIST, errno.ENOTEMPTY, errno.EISDIR}
_HINTS = {
    **dict.fromkeys(_FULL, "Free some space."),
    errno.EMFILE: "Raise the limit of open files: ulimit -n 4096.",
    errno.ENFILE: "Close other programs: the system has too many open files.",
    errno.ENOMEM: "Free some memory.",
    errno.EIO: "Check the disk.",
}


def system_problem(error: OSError, root: Path, *, written: Iterable[Path] = ()) -> Problem:
    """The error that the system refused an operation, with the file and what the operation was for, if that is known.

    `written` are the folders that are written to, and not only read.
    """
    reason = error.strerror or str(error) or type(error).__name__
    name = next((name for name in (error.filename2, error.filename) if isinstance(name, (str, bytes, os.PathLike))), "")
    path = Path(os.fsdecode(name)) if name else None
    is_written = path is not None and any(path.is_relative_to(folder) for folder in written)
    hint = _HINTS.get(error.errno or 0, "")
    if error.errno in _OF_WRITING:
        code, message = "not-written", f"cannot be written: {reason}"
        hint = hint or "Check that the folder can be written, then try again."
    elif is_written:
        code, message = "not-written", f"cannot be read or written: {reason}"
        hint = hint or "Check that the folder can be written, then try again."
    elif path is not None:
        code, message = "unreadable", f"cannot be read: {reason}"
        hint = hint or "Check the file's permissions."
    else:
        code, message = "system-error", f"the system refused an operation: {reason}"
        hint = hint or "Try again; if it persists, check the disk and the limits of this system."
    return Problem(code, message, _display(path, root) if path else "", hint=hint)


def _display(path: Path, root: Path) -> str:
    """The path from the root if it lies inside, as messages show it."""
    shown = path.relative_to(root) if path.is_relative_to(root) else path
    return printable_path(shown.as_posix())
