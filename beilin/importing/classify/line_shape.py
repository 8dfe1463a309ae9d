"""The shape of a line: how wide it is, and whether it ends as a sentence does."""

from __future__ import annotations

import re

from beilin.text.cjk import count_unspaced

# A heading or a name does not end in a stop; a question or an exclamation may be either.
_STOP = re.compile(r"[。.，,、；;：:…]\Z")
_SENTENCE_END = re.compile(r"[。.！!？?…；;][」』”’）)\"'\]]*\Z")
MIN_PROSE = 16.0


def width(text: str) -> float:
    """The width of the text, in Han characters."""
    return (len(text) + count_unspaced(text)) / 2


def ends_in_stop(text: str) -> bool:
    """Whether the text ends in a stop, as no heading does."""
    return _STOP.search(text) is not None


def is_prose(text: str) -> bool:
    """Whether the line has the shape of a paragraph: a sentence of some length."""
    return width(text) >= MIN_PROSE and _SENTENCE_END.search(text) is not None
