"""Texts compared by their letters: spaces, punctuation and case differ between what a page says and what it shows."""

from __future__ import annotations

from beilin.text.letters import letters_of


def letter_key(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return letters_of(text).lower()
