"""Text → ASCII, as the generators do it whose addresses have no other letters."""

from __future__ import annotations

from text_unidecode import unidecode

_UNKNOWN = "[?]"


def to_ascii(text: str) -> str:
    """The text in ASCII, by the table of Unidecode: 深度學習 → "Shen Du Xue Xi " (Pelican, Nikola and Zola use it)."""
    if text.isascii():
        return text
    return "".join(
        character if character.isascii() else unidecode(character).replace(_UNKNOWN, "") for character in text
    )
