"""Text of sources, made safe for a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """The text with characters that could control the terminal written as escapes."""
    return "".join(c if c.isprintable() or c == "\u3000" else ascii(c)[1:-1] for c in text)
