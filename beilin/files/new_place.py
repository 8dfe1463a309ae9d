"""A folder or a zip file that is new: it is there whole, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from beilin.files.replace import TEMPORARY_PREFIX
from beilin.files.zip_entry import zip_entry

ZIP = ".zip"
# Files that are compressed already.
_STORED = (
    ".avif", ".epub", ".gif", ".gz", ".jpeg", ".jpg", ".mp3", ".mp4", ".ogg", ".png", ".webm", ".webp", ".woff",
    ".woff2", ".xz", ".zip",
)  # fmt: skip
_PIECE = 1 << 20  # bytes that are copied at a time


def is_zip(target: Path) -> bool:
    """Whether a zip file is meant, and not a folder."""
    return target.suffix.lower() == ZIP


def obstacle(target: Path) -> str:
    """What is at the place already, in words; "" if the place is free: nothing is there, or an empty folder."""
    if not os.path.lexists(target):
        return ""
    if is_zip(target):
        return "it is there already"
    if not target.is_dir():
        return "it is not a folder"
    names = os.listdir(target)
    if names and all(name.startswith(TEMPORARY_PREFIX) for name in names):
        return f"an interrupted run left {names[0]} there; remove that unless a run is writing there now"
    return "it is not empty" if names else ""


@contextmanager
def new_place(target: Path) -> Iterator[Path]:
    """Within the block, an empty folder whose files become those of the new folder or zip file `target`.

    If the block raises anything, nothing is left, not even a folder that was made for it. Raises OSError, also if
    something has come to the place meanwhile.
    """
    target = Path(os.path.realpath(target))
    with _new_folders(target.parent):
        # In the folder if there is one, which may be the root of a file system; else beside it.
        has_folder = target.is_dir() and not is_zip(target)
        unfinished = _unfinished(target if has_folder else target.parent)
        try:
            unfinished.mkdir()
            yield unfinished
            if is_zip(target):
                _pack(unfinished, target)
            elif has_folder:
                _move_up(unfinished)
            else:
                unfinished.rename(target)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


@contextmanager
def new_zip(target: Path) -> Iterator[ZipFile]:
    """Within the block, an empty zip file that becomes the new file `target`; otherwise as `new_place`."""
    target = Path(os.path.realpath(target))
    with _new_folders(target.parent):
        unfinished = _unfinished(target.parent).with_suffix(ZIP)
        try:
            with ZipFile(unfinished, "x") as archive:
                yield archive
            if os.path.lexists(target):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
            unfinished.rename(target)
        finally:
            unfinished.unlink(missing_ok=True)


def _unfinished(folder: Path) -> Path:
    """Where in the folder files wait until all are there."""
    return folder / f"{TEMPORARY_PREFIX}{os.getpid()}"


@contextmanager
def _new_folders(folder: Path) -> Iterator[None]:
    """Within the block the folder exists; if the block fails, what was made for it is removed again."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for one in missing:
            with suppress(OSError):  # what somebody else has put there meanwhile stays
                one.rmdir()
        raise


def _move_up(unfinished: Path) -> None:
    """Move what is in the folder to its parent, which has nothing else; all or nothing."""
    moved: list[Path] = []
    try:
        if len(os.listdir(unfinished.parent)) > 1:
            raise FileExistsError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY), str(unfinished.parent))
        for name in sorted(os.listdir(unfinished)):
            (unfinished / name).rename(unfinished.parent / name)
            moved.append(unfinished.parent / name)
    except BaseException:
        for path in moved:
            path.rename(unfinished / path.name)
        raise


def _pack(folder: Path, target: Path) -> None:
    """Make the zip file of what is in the folder, sorted."""
    with new_zip(target) as archive:
        for name in _files(folder):
            compression = ZIP_STORED if name.lower().endswith(_STORED) else ZIP_DEFLATED
            entry = zip_entry(name, (folder / name).stat().st_size, compression)
            with (folder / name).open("rb") as source, archive.open(entry, "w") as to:
                shutil.copyfileobj(source, to, _PIECE)


def _files(folder: Path) -> list[str]:
    """The files in the folder, by their paths with "/", sorted."""
    found = []
    for parent, _, names in os.walk(folder):
        below = os.path.relpath(parent, folder)
        found += [name if below == "." else f"{below}/{name}".replace(os.sep, "/") for name in names]
    return sorted(found)
