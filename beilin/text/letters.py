"""The letters of a text, by which texts are compared whose spaces and punctuation differ."""

from __future__ import annotations

import re

_NOT_LETTERS = re.compile(r"[\W_]+")


def letters_of(text: str) -> str:
    """The letters and digits of the text, in order."""
    return text if text.isalnum() else _NOT_LETTERS.sub("", text)
