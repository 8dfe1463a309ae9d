"""Texts compared by their letters: white space and punctuation differ between what a page says and what it shows."""

from __future__ import annotations

import re

_NOT_LETTERS = re.compile(r"[\W_]+")


def letters_of(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return _NOT_LETTERS.sub("", text).lower()
