"""The length of summaries."""

from __future__ import annotations

import re

MAX_SUMMARY = 300  # characters
_SENTENCE_END = re.compile(r"[。！？!?…]+[」』”’）)]*|\.(?=\s|\Z)")


def shorten_summary(text: str) -> str:
    """The text, or as many whole sentences of it as fit; if not even one does, its beginning with an ellipsis."""
    if len(text) <= MAX_SUMMARY:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, MAX_SUMMARY)]
    return text[: ends[-1]] if ends else f"{text[: MAX_SUMMARY - 1].rstrip()}…"
