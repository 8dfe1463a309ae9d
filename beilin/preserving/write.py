"""A planned bag → a folder or a zip file, whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from beilin.files.replace import TEMPORARY_PREFIX
from beilin.layout import SITE, STATE_FOLDER
from beilin.preserving.names import DECLARATION
from beilin.preserving.payload import FOLDERS
from beilin.preserving.plan import BagPlan, PlannedFile
from beilin.problems.controls import printable_path

ZIP = ".zip"
_OTHER_ARCHIVES = (".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar")
_FIRST_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can have
_UNIX = 3  # the system whose permissions an entry has

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
    if not os.path.lexists(target):
        return
    if _is_zip(target):
        raise UnusableTargetError(
            f"{shown} exists, and a bag is never overwritten", "Choose a new name, or remove it first."
        )
    if not target.is_dir():
        raise UnusableTargetError(f"{shown} is not a folder", f"Name a folder, or a file that ends in {ZIP}.")
    names = os.listdir(target)
    if names and all(name.startswith(TEMPORARY_PREFIX) for name in names):
        hint = f"If no other run is writing there, remove {printable_path(names[0])} from it."
        raise UnusableTargetError(f"{shown} has what an interrupted run left", hint)
    if names:
        raise UnusableTargetError(f"the folder {shown} is not empty", "Choose a new or an empty folder.")


def write_bag(plan: BagPlan, target: Path, progress: Progress) -> None:
    """Write the bag to a new zip file, or to a new or empty folder; after any error everything written is removed.

    Raises OSError, UnusableTargetError if somebody else writes there, and InputChangedError if a file of the archive is
    not as it was planned.
    """
    with _new_folders(target.parent):
        if _is_zip(target):
            _write_zip(plan, target, progress)
        else:
            with _new_folders(target):
                _write_folder(plan, target, progress)


def _is_zip(target: Path) -> bool:
    return target.suffix.lower() == ZIP


@contextmanager
def _new_folders(folder: Path) -> Iterator[None]:
    """Within the block the folder exists; if the block fails, what was made for it is removed again."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in missing:
            with suppress(OSError):  # what somebody else has put there meanwhile stays
                path.rmdir()
        raise


def _taken(name: str) -> UnusableTargetError:
    hint = "Nothing was changed there. Choose a different place."
    return UnusableTargetError(f"somebody else has written {printable_path(name)} meanwhile", hint)


def _pieces(plan: BagPlan, file: PlannedFile) -> Iterator[bytes]:
    return file.pieces() if file.source else iter((plan.tags[file.path],))


def _write_folder(plan: BagPlan, folder: Path, progress: Progress) -> None:
    """Write into a folder inside, then move everything up: bagit.txt, which makes the folder a bag, last."""
    staging = folder / f"{TEMPORARY_PREFIX}{os.getpid()}"
    moved: list[Path] = []
    try:
        staging.mkdir()
        for number, file in enumerate(plan.files, 1):
            path = staging / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as out:
                for piece in _pieces(plan, file):
                    out.write(piece)
            progress(number, len(plan.files))
        for name in sorted(os.listdir(staging), key=lambda name: (name == DECLARATION, name)):
            if os.path.lexists(folder / name):
                raise _taken(name)
            moved.append(folder / name)
            (staging / name).rename(folder / name)
        staging.rmdir()
    except BaseException:
        for path in (*reversed(moved), staging):
            shutil.rmtree(path, ignore_errors=True)
            path.unlink(missing_ok=True) if path.is_file() else None
        raise


def _write_zip(plan: BagPlan, target: Path, progress: Progress) -> None:
    """Write a temporary file beside the target, then rename it.

    Nothing is compressed: so the same archive gives the same bytes with any version of zlib, and a damaged byte damages
    one file only.
    """
    temporary = target.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}{ZIP}")
    try:
        with zipfile.ZipFile(temporary, "x", zipfile.ZIP_STORED) as archive:
            for number, file in enumerate(plan.files, 1):
                info = zipfile.ZipInfo(f"{plan.folder}/{file.path}", _FIRST_TIME)
                info.create_system, info.external_attr = _UNIX, (stat.S_IFREG | 0o644) << 16
                info.file_size = file.size  # decides whether the entry is one of a large file
                with archive.open(info, "w") as out:
                    for piece in _pieces(plan, file):
                        out.write(piece)
                progress(number, len(plan.files))
        if os.path.lexists(target):
            raise _taken(target.name)
        temporary.rename(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
