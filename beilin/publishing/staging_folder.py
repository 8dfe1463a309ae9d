"""The folder inside the output folder for files that will be moved in together."""

from __future__ import annotations

import os
from pathlib import Path

from beilin.publishing.output_folder import MARKER, MARKER_TEXT, STAGING


def open_staging(output: Path) -> None:
    """Create the output folder, with a marker if it is new or empty, and an empty staging folder. Raises OSError."""
    is_new = not output.exists() or not any(output.iterdir())
    output.mkdir(parents=True, exist_ok=True)
    if is_new:
        (output / MARKER).write_text(MARKER_TEXT, "utf-8")
    sweep(output)
    (output / STAGING).mkdir()


def sweep(output: Path) -> None:
    """Remove the staging folder, including one that a killed build left."""
    if os.path.lexists(output / STAGING):
        import shutil

        shutil.rmtree(output / STAGING, ignore_errors=True)


def staged_path(output: Path, path: str) -> str:
    """The path of a staged file, the same as it will have in the output, so that new folders can be moved in whole.

    Its folder is created. That costs 3 µs if it exists, and most pages have a folder of their own.
    """
    staged = f"{output}/{STAGING}/{path}"
    folder = staged.rpartition("/")[0]
    try:
        os.mkdir(folder)  # most have a parent already, which makedirs would check
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    except FileExistsError:
        pass
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
