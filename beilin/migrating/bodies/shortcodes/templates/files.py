"""The files of templates and of their data."""

from __future__ import annotations

from beilin.migrating.model import OldFolder
from beilin.migrating.survey import read_file

MAX_BYTES = 200_000


def read_template(folder: OldFolder, path: str) -> str | None:
    """The text of the file; None if the old site has no file there, or if it is not a text of usual length."""
    if path not in folder.files:
        return None
    try:
        data = read_file(folder, path)
        return data.decode("utf-8-sig") if len(data) <= MAX_BYTES else None
    except (OSError, UnicodeError):
        return None
