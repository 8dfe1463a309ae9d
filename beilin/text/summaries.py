"""The length of summaries."""

from __future__ import annotations

from beilin.text.sentences import SENTENCE_END

MAX_SUMMARY = 300  # characters


def shorten_summary(text: str) -> str:
    """The text, or as many whole sentences of it as fit; if not even one does, its beginning with an ellipsis."""
    if len(text) <= MAX_SUMMARY:
        return text
    ends = [match.end() for match in SENTENCE_END.finditer(text, 0, MAX_SUMMARY)]
    return text[: ends[-1]] if ends else f"{text[: MAX_SUMMARY - 1].rstrip()}…"
