"""A summary from an article's first words, where the editor gave none."""

from __future__ import annotations

import re

# What a summary is counted in: a Han character is one wide, a Latin one half.
MAX_WIDTH = 120.0
MAX_LENGTH = 2 * int(MAX_WIDTH) + 1  # characters: more are wider than a summary whatever they are
_SENTENCE_END = re.compile(r"[。！？!?…]+[」』”’）)]*|\.(?=\s|\Z)")
_FIRST_WIDE = "\u2e80"
_NARROW = re.compile("[\0-\u2e7f]+")
_CLAUSE_END = re.compile(r"[，,；;：:、]")


def summarise(lead: str) -> str:
    """Whole sentences from the beginning of the lead, as many as fit; else whole clauses; else a cut with an ellipsis.

    `lead` is plain text, a paragraph a line. The answer is one line.
    """
    text = lead.split("\n", 1)[0]
    for paragraph in lead.split("\n")[1:]:
        if _width(text) >= MAX_WIDTH / 3:
            break
        text += (" " if text[-1:].isascii() else "") + paragraph
    text = " ".join(text.split())[:MAX_LENGTH]
    if _width(text) <= MAX_WIDTH:
        return text
    cut = _fitting(text)
    for end in (_SENTENCE_END, _CLAUSE_END):
        stops = [match.end() for match in end.finditer(text, 0, cut)]
        if stops and _width(text[: stops[-1]]) >= MAX_WIDTH / 4:
            words = text[: stops[-1]]
            return words if end is _SENTENCE_END else words[:-1] + "……"
    return text[:cut].rsplit(" ", 1)[0] + "…" if text[cut - 1].isascii() else text[:cut] + "……"


def _width(text: str) -> float:
    return len(text) - 0.5 * sum(map(len, _NARROW.findall(text)))


def _fitting(text: str) -> int:
    """How many characters of the text are as wide as a summary may be."""
    length, room = 0, MAX_WIDTH
    while room >= 1 and length < len(text):  # as many more as surely fit
        length += int(room)
        room = MAX_WIDTH - _width(text[:length])
    return length + 1 if room > 0 and text[length : length + 1] < _FIRST_WIDE else length
