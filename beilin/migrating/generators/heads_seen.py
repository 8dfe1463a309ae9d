"""What a generator must know of a file's front matter before the documents are listed."""

from __future__ import annotations

from beilin.migrating.heads.read import read_head
from beilin.migrating.model import Head, OldFolder
from beilin.migrating.survey import read_file


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
