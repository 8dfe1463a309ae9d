"""Names of files as messages can show them."""

from __future__ import annotations

import os

from beilin.problems import controls


def printable(path: str) -> str:
    r"""The path of a file with `\xff` for each byte that is not UTF-8, and escapes for what would not be seen."""
    if path.isascii() and path.isprintable():
        return path
    return controls.printable(os.fsencode(path).decode("utf-8", "backslashreplace"))
