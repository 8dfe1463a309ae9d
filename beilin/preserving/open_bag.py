"""The files of a bag as they are read: nothing is unpacked, and no link is followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from beilin.files.regular import kind_of, open_regular
from beilin.preserving.names import DECLARATION
from beilin.preserving.opened_bag import LINK, NotABagError, OpenedBag, looks_like_bag
from beilin.preserving.zip_bag import zip_bag
from beilin.problems.controls import printable_path


@contextmanager
def open_bag(path: Path) -> Iterator[OpenedBag]:
    """Within the block, the bag at the path. Raises NotABagError."""
    try:
        if not path.exists():
            raise NotABagError("there is no such file or folder")
        folder = _open_folder(path) if path.is_dir() else None
    except OSError as error:
        raise NotABagError(f"it cannot be read: {error.strerror or error}") from None
    if folder:
        yield folder
    else:
        with zip_bag(path) as bag:
            yield bag


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, path: str) -> IO[bytes]:
        return cast("IO[bytes]", open_regular(self._folder / path))


def _open_folder(folder: Path) -> OpenedBag:
    if not looks_like_bag(os.listdir(folder)):
        inside = sorted(child.name for child in folder.iterdir() if (child / DECLARATION).is_file())
        hint = f"Name the bag in it: {printable_path(str(folder / inside[0]))}" if inside else ""
        raise NotABagError(f"there is no {DECLARATION} in this folder", hint)
    files: dict[str, int] = {}
    faults: dict[str, str] = {}
    for base, folders, names in os.walk(folder, onerror=_raise):
        prefix = os.path.relpath(base, folder)
        prefix = "" if prefix == "." else f"{prefix}/"
        folders.sort()
        for name in (*names, *folders):
            status = os.lstat(os.path.join(base, name))
            if stat.S_ISREG(status.st_mode):
                files[prefix + name] = status.st_size
            elif stat.S_ISLNK(status.st_mode):
                faults[prefix + name] = LINK
            elif not stat.S_ISDIR(status.st_mode):
                faults[prefix + name] = f"it is {kind_of(status.st_mode)}"
    return OpenedBag(_Folder(folder), files, faults)


def _raise(error: OSError) -> None:
    raise error
