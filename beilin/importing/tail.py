"""The tail of teasers: other articles' first sentences at the end of a page, each followed by a null stamp.

Line breaks get lost, so that a stamp is glued to the teaser after it, and the first teaser may stand on a line without
any stamp. What holds is the order: teaser, stamp, teaser, stamp, to the last line. Read from the end, two texts without
a stamp between them part the article from the tail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from beilin.importing.lines import SourceLine
from beilin.importing.stamps import NULL_STAMP

# One stamp may be a footer, or a sentence about such stamps; two with a text between them make a row.
MIN_STAMPS = 2
# Sites cut a teaser at about 100 characters; a much longer text is a paragraph of an article.
MAX_TEASER = 300


@dataclass(frozen=True, slots=True)
class Tail:
    """Where the tail is. Lines are counted from 0."""

    lines: tuple[int, ...]  # that hold a null stamp, or stand between two
    first: int | None  # the line before them, where their first stamp has no text before it
    stamps: int
    is_closed: bool  # the last line ends in a stamp, so that every stamp follows its teaser


def find_tail(lines: Sequence[SourceLine]) -> Tail | None:
    """The tail at the end of the lines, or None. Blank lines do not count."""
    filled = [line for line in lines if line.text]
    if not filled or not NULL_STAMP.search(filled[-1].text):
        return None
    tail: list[int] = []
    stamps = 0
    pending: int | None = None  # a line without a stamp: a teaser if a stamp stands before it too
    wants_text = True  # whether the tail, read backwards, may go on with a text
    for line in reversed(filled):
        texts = [text.strip() for text in NULL_STAMP.split(line.text)]
        if (texts[-1] and not wants_text) or max(map(len, texts)) > MAX_TEASER:
            break
        if len(texts) == 1:
            pending, wants_text = line.number, False
            continue
        if pending is not None:
            tail.append(pending)
            pending = None
        tail.append(line.number)
        stamps += len(texts) - 1
        wants_text = not texts[0]
    if stamps < MIN_STAMPS:
        return None
    is_closed = NULL_STAMP.split(filled[-1].text)[-1].strip() == ""
    return Tail(tuple(reversed(tail)), pending, stamps, is_closed)
