"""A proposed title for an article whose source states none: its first sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

# In widths of a Han character.
MAX_TITLE = 50.0
MIN_SHORTENED = 12.0

_OPENING = "「『“‘（(《〈【["
_CLOSING = "」』”’）)》〉】]"
# A full stop ends a sentence before a space or the end, but not after an initial.
_END = re.compile(f"[。！？!?]+|(?<!\\b[A-Z])[.](?=[\\s{re.escape(_CLOSING)}]|\\Z)")
_CLAUSE_END = re.compile("[，,；;：:、—]")


def propose_title(paragraph: str) -> str:
    """The paragraph's first sentence without its full stop, shortened to whole clauses if it is very long."""
    sentence = next(_sentences(paragraph), paragraph).rstrip()
    if sentence.endswith(("。", ".")) and not sentence.endswith(("..", "。。")):
        sentence = sentence[:-1] or sentence
    if _width(sentence) <= MAX_TITLE:
        return sentence
    length = _fitting_length(sentence)
    stops = [match.start() for match in _CLAUSE_END.finditer(sentence, 0, length)]
    if stops and _width(sentence[: stops[-1]]) >= MIN_SHORTENED:
        return sentence[: stops[-1]].rstrip() + "……"
    shortened = sentence[:length]
    if sentence[length].isascii() and " " in shortened:
        shortened = shortened[: shortened.rindex(" ")]
    return shortened.rstrip() + "……"


def _sentences(text: str) -> Iterator[str]:
    """The beginnings of the text that end where a sentence ends outside all quotation marks and brackets."""
    for match in _END.finditer(text):
        end = match.end()
        while end < len(text) and text[end] in _CLOSING:
            end += 1
        sentence = text[:end]
        if sum(map(sentence.count, _OPENING)) <= sum(map(sentence.count, _CLOSING)):
            yield sentence


def _width(text: str) -> float:
    return sum(0.5 if character < "\u2e80" else 1.0 for character in text)


def _fitting_length(text: str) -> int:
    """How many characters of the text fit into a title."""
    width = 0.0
    for position, character in enumerate(text):
        width += 0.5 if character < "\u2e80" else 1.0
        if width > MAX_TITLE:
            return position
    return len(text)
