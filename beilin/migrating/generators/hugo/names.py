"""What the names of files and terms become in Hugo's addresses, as measured with Hugo 0.111 and 0.168.

Its documentation says that they are "sanitized" ("URL management", `disablePathToLower`, `removePathAccents`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from beilin.migrating.generators.config_files import flag_at

_KEPT = frozenset("./\\_#+~-@")
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")


def sanitize(name: str, config: Mapping[str, Any], *, as_path: bool = False) -> str:
    """The name as a part of a path: letters, digits and some marks; spaces become hyphens, and all else goes.

    A run of spaces is one hyphen, except `as_path`: in paths and terms since Hugo 0.123 (`A & B` → `a--b`).
    """
    if as_path:
        name = name.replace(" ", "-")
    kept: list[str] = []
    pending = False  # whether a space waits for the next character that is kept
    for index, char in enumerate(name):
        is_word = unicodedata.category(char)[0] in "LM" or unicodedata.category(char) == "Nd"
        if is_word or char in _KEPT or (char == "%" and _ESCAPED.match(name, index)):
            if pending and char != "-":
                kept.append("-")
            pending = False
            kept.append(char)
        elif kept and kept[-1] != "-" and char.isspace():
            pending = True
    text = "".join(kept)
    if flag_at(config, "removepathaccents"):
        split = unicodedata.normalize("NFD", text)
        text = unicodedata.normalize("NFC", "".join(char for char in split if unicodedata.category(char) != "Mn"))
    return text if flag_at(config, "disablepathtolower") else text.lower()
