"""A folder or a zip file that is new: it is there whole, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from beilin.files.replace import TEMPORARY_PREFIX

ZIP = ".zip"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip file can say; the same for every entry, so that bytes depend on content
_UNIX = 3  # the system of an entry (APPNOTE.TXT 6.3.10, 4.4.2)
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
    with os.scandir(target) as entries:
        return "it is not empty" if any(entries) else ""


@contextmanager
def new_place(target: Path) -> Iterator[Path]:
    """Within the block, an empty folder whose files become those of the new folder or zip file `target`.

    If the block raises anything, nothing is left, not even a folder that was made for it. Raises OSError, also if
    something has come to the place meanwhile.
    """
    target = Path(os.path.realpath(target))
    made = _make_folders(target.parent)
    # In the folder if there is one, which may be the root of a file system; else beside it.
    has_folder = target.is_dir() and not is_zip(target)
    unfinished = (target if has_folder else target.parent) / f"{TEMPORARY_PREFIX}{os.getpid()}"
    try:
        unfinished.mkdir()
        yield unfinished
        if is_zip(target):
            _pack(unfinished, target)
        elif has_folder:
            _move_up(unfinished)
        else:
            unfinished.rename(target)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        with suppress(OSError):
            for folder in made:
                folder.rmdir()
        raise
    shutil.rmtree(unfinished, ignore_errors=True)


def _make_folders(folder: Path) -> list[Path]:
    """Make the folder; returns those that were made, innermost first."""
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return made


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
    """Make the zip file of what is in the folder: entries sorted, with one time and the same permissions."""
    packed = folder.with_name(f"{folder.name}{ZIP}")
    try:
        with ZipFile(packed, "x") as archive:
            for name in _files(folder):
                entry = ZipInfo(name, _EARLIEST)
                entry.create_system = _UNIX
                entry.external_attr = (stat.S_IFREG | 0o644) << 16
                entry.compress_type = ZIP_STORED if name.lower().endswith(_STORED) else ZIP_DEFLATED
                entry.file_size = (folder / name).stat().st_size
                with (folder / name).open("rb") as source, archive.open(entry, "w") as to:
                    shutil.copyfileobj(source, to, _PIECE)
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
        packed.rename(target)
    finally:
        packed.unlink(missing_ok=True)


def _files(folder: Path) -> list[str]:
    """The files in the folder, by their paths with "/", sorted."""
    found = []
    for parent, _, names in os.walk(folder):
        below = os.path.relpath(parent, folder)
        found += [name if below == "." else f"{below}/{name}".replace(os.sep, "/") for name in names]
    return sorted(found)
