"""What a generator must know of a file's front matter before the documents are listed."""

from __future__ import annotations

import re

from beilin.migrating.generators.config_files import decode_config
from beilin.migrating.model import OldFolder
from beilin.migrating.survey import read_file

_HEAD = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(?:.*?\n)?\1[ \t]*(?:\n|\Z)", re.DOTALL)


def has_text(folder: OldFolder, path: str) -> bool:
    """Whether the file has a body with more than white space."""
    try:
        text = decode_config(read_file(folder, path))
    except OSError:
        return False
    head = _HEAD.match(text)
    return bool(text[head.end() if head else 0 :].strip())
