"""Several names written as one text."""

from __future__ import annotations

import re

# Full-width separators, and a comma or semicolon that does not stand between digits.
_SEPARATOR = re.compile(r"[，、；﹐﹑﹔]|(?<![0-9])[,;]|[,;](?![0-9])")


def split_names(text: str) -> list[str]:
    """The names that commas, enumeration commas or semicolons separate in the text."""
    names = [name.strip() for name in _SEPARATOR.split(text)]
    return [name for name in names if name]
