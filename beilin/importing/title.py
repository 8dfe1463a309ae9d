"""A title for an article whose source states none: its first sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

# In widths of a Han character.
MAX_TITLE = 50.0
MIN_CUT = 12.0

_OPENING = "「『“‘（(《〈【["
_CLOSING = "」』”’）)》〉】]"
# A full stop ends a sentence before a space or the end, but not after an initial.
_END = re.compile(f"[。！？!?]+|(?<!\\b[A-Z])[.](?=[\\s{re.escape(_CLOSING)}]|\\Z)")
_CLAUSE_END = re.compile("[，,；;：:、—]")


def propose_title(paragraph: str) -> str:
    """The paragraph's first sentence without its full stop, cut after a clause where it is very long."""
    sentence = next(_sentences(paragraph), paragraph).rstrip()
    if sentence.endswith(("。", ".")) and not sentence.endswith(("..", "。。")):
        sentence = sentence[:-1] or sentence
    if _width(sentence) <= MAX_TITLE:
        return sentence
    fitting = _fitting(sentence)
    stops = [match.start() for match in _CLAUSE_END.finditer(sentence, 0, fitting)]
    if stops and _width(sentence[: stops[-1]]) >= MIN_CUT:
        return sentence[: stops[-1]].rstrip() + "……"
    cut = sentence[:fitting]
    if sentence[fitting].isascii() and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip() + "……"


def _sentences(text: str) -> Iterator[str]:
    """The beginnings of the text that end with a sentence outside all quotation marks and brackets."""
    for match in _END.finditer(text):
        end = match.end()
        while end < len(text) and text[end] in _CLOSING:
            end += 1
        sentence = text[:end]
        if sum(map(sentence.count, _OPENING)) <= sum(map(sentence.count, _CLOSING)):
            yield sentence


def _width(text: str) -> float:
    return sum(0.5 if character < "\u2e80" else 1.0 for character in text)


def _fitting(text: str) -> int:
    """How many characters of the text fit into a title."""
    width = 0.0
    for position, character in enumerate(text):
        width += 0.5 if character < "\u2e80" else 1.0
        if width > MAX_TITLE:
            return position
    return len(text)
