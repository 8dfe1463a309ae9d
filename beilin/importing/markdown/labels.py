"""Labels of link references and footnotes in Markdown: `[label]`, `[^label]`."""

from __future__ import annotations

import re

_NOTE = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")
_LABEL = re.compile(r"\[(\^?[^\[\]]{1,200})\]")


def labels_in(markdown: str) -> list[str]:
    """The labels that the Markdown may refer to, normalised, each once."""
    return list(dict.fromkeys(normalised_label(match[1]) for match in _LABEL.finditer(markdown)))


def normalised_label(label: str) -> str:
    """The label as CommonMark compares it (0.31, section 6.3)."""
    return " ".join(label.split()).casefold()


def notes_referred_to(markdown: str) -> list[str]:
    """The labels of the footnotes that the Markdown refers to or defines, as they are written, each once."""
    return list(dict.fromkeys(_NOTE.findall(markdown)))
