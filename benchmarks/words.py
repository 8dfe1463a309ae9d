"""The word lists in words.toml, from which the corpus is composed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

_FILE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))

# The items of each list, by its name.
LISTS: dict[str, tuple[str, ...]] = {
    name: tuple(filter(None, re.split(r"[/\n]", text))) for name, text in _FILE.items() if isinstance(text, str)
}
TAGS = LISTS["tag"]  # from the most to the least used
GLUE = LISTS["glue"]  # grammatical words, from the most to the least used
STEMS = LISTS["stem"]
OUTSIDE: list[tuple[str, str]] = [(text, target) for text, target in _FILE["outside"]]  # links: text and target
CODE: list[tuple[str, str]] = [(block["language"], block["text"]) for block in _FILE["code"]]  # language and text
