"""A planned bag → a folder or a zip file, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from beilin.files.new_place import ZIP, is_zip, new_place, new_zip, obstacle
from beilin.files.zip_entry import zip_entry
from beilin.layout import SITE, STATE_FOLDER
from beilin.preserving.payload import FOLDERS
from beilin.preserving.plan import BagPlan, PlannedFile
from beilin.problems.controls import printable_path

_OTHER_ARCHIVES = (".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar")

Progress = Callable[[int, int], None]  # (files written, files to write)


class UnusableTargetError(Exception):
    """A bag cannot be written there; the message says why, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def require_usable(target: Path, root: Path) -> None:
    """Raises UnusableTargetError if the target is neither a new or empty folder nor a new zip file, or is a part of the
    archive at `root`."""
    shown = printable_path(target.name or str(target))
    if target.suffix.lower() in _OTHER_ARCHIVES:
        raise UnusableTargetError(
            f"{shown} is neither a folder nor a zip file", f"Name a folder, or a file that ends in {ZIP}."
        )
    real = Path(os.path.realpath(target))
    places = [Path(os.path.realpath(root / name)) for name in (*FOLDERS, SITE, STATE_FOLDER, ".git")]
    if any(real.is_relative_to(place) for place in places):
        raise UnusableTargetError(f"{shown} is inside the archive's own files", "Choose a place outside of them.")
    if reason := obstacle(target):
        hint = "Name a new file, or a new or empty folder; what is there is never replaced."
        raise UnusableTargetError(f"the bag cannot be at {shown}: {reason}", hint)


def write_bag(plan: BagPlan, target: Path, progress: Progress) -> None:
    """Write the bag to a new zip file, or to a new or empty folder; after any error everything written is removed.

    Nothing in a zip file is compressed: so the same archive gives the same bytes with any version of zlib, and a
    damaged byte damages one file only. Raises OSError, also if somebody else has written there meanwhile, and
    InputChangedError if a file of the archive is not as it was planned.
    """
    if is_zip(target):
        with new_zip(target) as archive:
            for number, file in enumerate(plan.files, 1):
                with archive.open(zip_entry(f"{plan.folder}/{file.path}", file.size), "w") as out:
                    for piece in _pieces(plan, file):
                        out.write(piece)
                progress(number, len(plan.files))
    else:
        with new_place(target) as folder:
            for number, file in enumerate(plan.files, 1):
                path = folder / file.path
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as out:
                    for piece in _pieces(plan, file):
                        out.write(piece)
                progress(number, len(plan.files))


def _pieces(plan: BagPlan, file: PlannedFile) -> Iterator[bytes]:
    return file.pieces() if file.source else iter((plan.tags[file.path],))
