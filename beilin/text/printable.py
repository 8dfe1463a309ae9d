"""Names of files as messages can show them."""

from __future__ import annotations

import os
import unicodedata

_NOT_PRINTED = {"Cc", "Zl", "Zp"}  # controls, and separators of lines and paragraphs


def printable(path: str) -> str:
    r"""The path of a file with `\xff` for each byte that is not UTF-8, and escapes for what would not be seen."""
    if path.isascii() and path.isprintable():
        return path
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(
        character.encode("unicode_escape").decode() if unicodedata.category(character) in _NOT_PRINTED else character
        for character in text
    )
