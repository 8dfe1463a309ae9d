"""A title in lines: broken between phrases, as evenly as it can be.

Widths are numbers in any unit; a text is as wide as its characters and the gaps between them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from beilin.text.cjk import contains_han
from beilin.text.phrases import phrase_ends

# What cannot begin or end a line (clreq, section 3.1.1).
_NEVER_FIRST = frozenset("，。、；：？！」』）》〉】〕”’…—·～％,.;:?!)]}%ー々")
_NEVER_LAST = frozenset("「『（《〈【〔“‘([{")
_STOPS = _NEVER_FIRST - frozenset("·％,.;:?!)]}%ー々”’")  # after these, Chinese may always be broken
ELLIPSIS = "…"

Width = Callable[[str], float]


def title_lines(title: str, width: float, most: int, width_of: Width, *, may_tear: bool) -> list[str] | None:
    """The title in at most that many lines of that width; None if it does not fit.

    Unless it `may_tear`, a phrase or word that is wider than a line does not fit.
    """
    pieces = []
    for piece in _pieces(title):
        if width_of(piece.rstrip()) <= width:
            pieces.append(piece)
        elif may_tear:
            pieces += _torn(piece, width, width_of)
        else:
            return None
    lines = _wrapped(pieces, width, width_of)
    if len(lines) > most:
        return None
    return _evened(pieces, lines, width, width_of)


def cut(title: str, width: float, most: int, width_of: Width) -> list[str]:
    """As many lines as there may be, of which the last ends with an ellipsis in place of what does not fit."""
    lines = _wrapped(_torn(title, width, width_of), width, width_of)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width_of(last + ELLIPSIS) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + ELLIPSIS]


def _pieces(text: str) -> list[str]:
    """The text, divided where a line may be broken; a space belongs to what is before it."""
    phrases = set(phrase_ends(text))
    return _divided(text, lambda at: at in phrases or text[at - 1] in _STOPS or text[at] in _NEVER_LAST)


def _torn(text: str, width: float, width_of: Width) -> list[str]:
    """The text, divided between all characters; but beside Chinese, Latin words are kept whole if they fit."""
    if not contains_han(text):
        return list(text)
    pieces = _divided(text, lambda at: not (_is_latin(text[at - 1]) and _is_latin(text[at])))
    return [part for piece in pieces for part in ([piece] if width_of(piece.rstrip()) <= width else piece)]


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _divided(text: str, may_break: Callable[[int], bool]) -> list[str]:
    ends = [0]
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        if before == " " or (
            after not in _NEVER_FIRST and before not in _NEVER_LAST and after != " " and may_break(at)
        ):
            ends.append(at)
    return [text[start:end] for start, end in pairwise([*ends, len(text)])]


def _wrapped(pieces: Sequence[str], width: float, width_of: Width) -> list[str]:
    """Lines as full as they can be."""
    lines, line = [], ""
    for piece in pieces:
        if line and width_of(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line else lines


def _evened(pieces: Sequence[str], lines: list[str], width: float, width_of: Width) -> list[str]:
    """As many lines, broken within the least width that allows it."""
    low, high = max(width_of(piece.rstrip()) for piece in pieces), width
    for _ in range(8):
        middle = (low + high) / 2
        narrower = _wrapped(pieces, middle, width_of)
        if len(narrower) > len(lines):
            low = middle
        else:
            lines, high = narrower, middle
    return lines
