"""The front matter of files, as far as a generator needs it to list its documents."""

from __future__ import annotations

from beilin.migrating.heads.read import read_head
from beilin.migrating.model import Head, OldFolder
from beilin.migrating.survey import read_file

_START = 16  # bytes


def head_of(folder: OldFolder, path: str) -> Head:
    """The file split into front matter and body; without either if it cannot be read."""
    try:
        return read_head(read_file(folder, path), path)
    except OSError:
        return Head("none", {}, "")


def has_text(folder: OldFolder, path: str) -> bool:
    """Whether the file has a body with more than white space."""
    return bool(head_of(folder, path).body.strip())


def has_head(folder: OldFolder, path: str) -> bool:
    """Whether the file begins with front matter."""
    return head_of(folder, path).form != "none"


def begins_with_fence(folder: OldFolder, path: str) -> bool:
    """Whether the first line of the file opens front matter in YAML, after whatever byte order marks."""
    try:
        with (folder.root / path).open("rb") as file:
            return file.read(_START).lstrip(b"\xef\xbb\xbf").startswith((b"---\n", b"---\r", b"--- "))
    except OSError:
        return False
