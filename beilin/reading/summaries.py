"""A summary from the beginning of an article, if the editor wrote none."""

from __future__ import annotations

import re

# The width of a summary: 1 for a Han character, 0.5 for a Latin one.
MAX_WIDTH = 120.0
MAX_LENGTH = 2 * int(MAX_WIDTH) + 1  # characters: a longer text is too wide whatever its characters
_SENTENCE_END = re.compile(
    r"[。！？!?….](?:(?<=\.)(?=\s|\Z)|(?<!\.)[。！？!?…]*[」』”’）)]*)"
)  # as in text/sentences.py
# Punctuation of full width, which has its own space. After anything else a space keeps paragraphs apart.
_NEEDS_NO_SPACE = re.compile(r"(?:[。！？…；，、：」』》〉）】〕]|[。！？…][”’])\Z|\A\Z")
_FIRST_WIDE = "\u2e80"
_NARROW = re.compile("[\0-\u2e7f]+")
_CLAUSE_END = re.compile(r"[，,；;：:、]")


def summarise(lead: str) -> str:
    """As many whole sentences from the beginning of the lead as fit; else whole clauses; else truncated text.

    `lead` is plain text, one line per paragraph. The summary is one line, with an ellipsis unless it ends a sentence.
    """
    text = lead.split("\n", 1)[0]
    for paragraph in lead.split("\n")[1:]:
        if _width(text) >= MAX_WIDTH / 3:
            break
        text += ("" if _NEEDS_NO_SPACE.search(text) else " ") + paragraph
    text = " ".join(text.split())[:MAX_LENGTH]
    if _width(text) <= MAX_WIDTH:
        return text
    limit = _fitting_length(text)
    for end in (_SENTENCE_END, _CLAUSE_END):
        stops = [match.end() for match in end.finditer(text, 0, limit)]
        if stops and _width(text[: stops[-1]]) >= MAX_WIDTH / 4:
            summary = text[: stops[-1]]
            return summary if end is _SENTENCE_END else summary[:-1] + "……"
    return text[:limit].rsplit(" ", 1)[0] + "…" if text[limit - 1].isascii() else text[:limit] + "……"


def lead_after(title: str, lead: str) -> str:
    """The lead without the sentence at its beginning that serves as the title; the lead itself if that is all of it."""
    beginning = title.removesuffix("……")
    if not beginning or not lead.startswith(beginning):
        return lead
    find = _SENTENCE_END.match if beginning == title else _SENTENCE_END.search
    if end := find(lead, len(beginning)):
        return lead[end.end() :].strip() or lead
    rest = lead[len(beginning) :]
    is_whole = rest.startswith("\n") or beginning.endswith(("！", "？", "!", "?", "…", "」", "』", "”"))
    return (rest.strip() if is_whole else "") or lead


def _width(text: str) -> float:
    return len(text) - 0.5 * sum(map(len, _NARROW.findall(text)))


def _fitting_length(text: str) -> int:
    """The number of characters of the text that fit into a summary."""
    length, room = 0, MAX_WIDTH
    while room >= 1 and length < len(text):  # as many more as are certain to fit
        length += int(room)
        room = MAX_WIDTH - _width(text[:length])
    return length + 1 if room > 0 and text[length : length + 1] < _FIRST_WIDE else length
