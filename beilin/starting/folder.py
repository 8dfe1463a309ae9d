"""The folder of a new archive: whether it can become one, and writing the files into it, all or none."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from beilin.layout import ARTICLES, CONFIG_FILE
from beilin.problems.controls import REFUSED, named


class UnusableFolderError(Exception):
    """The folder cannot become an archive; the message says why, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(slots=True)
class Written:
    """What `write_files` did, as paths in the archive."""

    files: list[str] = field(default_factory=list)
    existing: list[str] = field(default_factory=list)  # that were left as they were


def require_usable(folder: Path) -> None:
    """Raises UnusableFolderError if the folder, which need not exist, cannot become an archive. Changes nothing."""
    if found := REFUSED.search(str(folder)):
        raise UnusableFolderError(f"the folder's name contains {named(found[0])}", "Choose a different name.")
    real = Path(os.path.realpath(folder))
    if os.path.lexists(real / CONFIG_FILE):
        hint = "Nothing was written. Edit its files, or name a different folder."
        raise UnusableFolderError(f"{_shown(folder)} is an archive already: it has a {CONFIG_FILE}", hint)
    for parent in real.parents:
        if os.path.lexists(parent / CONFIG_FILE):
            message = f"{_shown(folder)} is inside the archive {_shown(parent)}"
            raise UnusableFolderError(message, "Name a folder that is not inside an archive.")
    nearest = next(path for path in (real, *real.parents) if os.path.lexists(path))
    if not nearest.is_dir():
        raise UnusableFolderError(f"{_shown(nearest, is_file=True)} is not a folder", "Name a folder.")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise UnusableFolderError(f"you may not write into {_shown(nearest)}", "Name a folder of your own.")


def write_files(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Write the files that do not exist yet, by their paths in the folder, in the order given; make content/articles/.

    A file that exists is left as it is, whatever it is. If one cannot be written, those written before are removed
    again with the folders that were made for them. Raises OSError.
    """
    root = Path(os.path.realpath(folder))
    made: list[Path] = []
    written = Written()
    try:
        _make_folder(root / ARTICLES, made)
        for name, data in files.items():
            path = root / name
            if os.path.lexists(path):
                written.existing.append(name)
                continue
            _make_folder(path.parent, made)
            with path.open("xb") as file:
                made.append(path)
                file.write(data)
            written.files.append(name)
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):  # what somebody else has put there meanwhile stays
                path.rmdir() if path.is_dir() else path.unlink()
        raise
    return written


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make the folder and its parents, and note those that are new."""
    missing = [path for path in (folder, *folder.parents) if not path.is_dir()]
    for path in reversed(missing):
        path.mkdir()
        made.append(path)


def _shown(path: Path, *, is_file: bool = False) -> str:
    """The name of the folder or file; its whole path if it has none."""
    return "this folder" if path == Path() else f"{path.name or path}{'' if is_file or not path.name else '/'}"
