"""The folder inside the output folder where files wait to be moved in together."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from beilin.publishing.output_folder import MARKER, MARKER_TEXT, STAGING

# Folders that this process has made under the staging folder. One that another build's sweep took away is made again.
_made: set[str] = set()


def open_staging(output: Path) -> None:
    """Make the output folder, its mark where Beilin makes the folder, and an empty staging folder. Raises OSError."""
    is_new = not output.exists() or not any(output.iterdir())
    output.mkdir(parents=True, exist_ok=True)
    if is_new:
        (output / MARKER).write_text(MARKER_TEXT, "utf-8")
    sweep(output)
    (output / STAGING).mkdir()


def sweep(output: Path) -> None:
    """Remove the staging folder, also one that a killed build left."""
    _made.clear()
    shutil.rmtree(output / STAGING, ignore_errors=True)


def staged_path(output: Path, path: str) -> str:
    """Where a file waits: under the same path as it will have, so that new folders can be moved in whole."""
    staged = f"{output}/{STAGING}/{path}"
    folder = staged.rpartition("/")[0]
    if folder not in _made:
        try:
            os.mkdir(folder)  # most have a parent already, and makedirs asks for each
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)
        except FileExistsError:  # made by another process
            pass
        _made.add(folder)
    return staged


def write_staged(output: Path, path: str, data: bytes) -> None:
    """Stage a file with these bytes. Raises OSError."""
    descriptor = os.open(staged_path(output, path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
    finally:
        os.close(descriptor)
