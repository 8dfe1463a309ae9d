"""Why a migration does not begin, or cannot continue."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from beilin.importing.runs.error import RunError

_RESERVE = 16 << 20  # bytes that stay free beside what is written


def require_separate(folder: Path, root: Path) -> None:
    """Raises RunError if the old site and the archive are the same folder, or one is inside the other.

    The run would otherwise read what it writes, or publish the old site's files.
    """
    old, new = Path(os.path.realpath(folder)), Path(os.path.realpath(root))
    hint = "Name a folder beside it: --root ../archive"
    if old == new:
        raise RunError(f"{folder} is the old site; the archive must be a different folder", hint)
    if new.is_relative_to(old):
        raise RunError(f"the archive {root} is inside the old site {folder}", hint)
    if old.is_relative_to(new):
        raise RunError(f"the old site {folder} is inside the archive {root}", "Move it out of the archive.")


def require_space(root: Path, needed: int) -> None:
    """Raises RunError if the disk of the archive has not `needed` bytes left."""
    nearest = next(path for path in (root, *root.parents) if path.is_dir())
    free = shutil.disk_usage(nearest).free
    wanted = needed + _RESERVE
    if wanted > free:
        message = f"the import wants {_size(wanted)} on the disk of {nearest}, where {_size(free)} are free"
        raise RunError(message, "Free some space, or name a folder on a different disk with --root.")


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 10**9 else f"{count / 1e6:.0f} MB"
