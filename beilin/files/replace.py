"""Replacing a file whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

TEMPORARY_PREFIX = ".beilin-"  # of files that a killed process may leave beside the one it was replacing


def replace_file(path: Path, data: bytes, *, mode_of: Path | None = None) -> None:
    """Write the file in one step, so that a reader sees the old bytes or the new ones and never a part.

    It gets the permissions of the file `mode_of`, if that is given. Missing parent folders are created. A symbolic link
    stays one, and what it leads to is replaced. Raises OSError; the old file is then unchanged.
    """
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}")
    try:
        temporary.write_bytes(data)
        if mode_of:
            shutil.copymode(mode_of, temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
