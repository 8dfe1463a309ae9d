"""The teaser tail: other articles' first sentences at the end of a page, each followed by a null timestamp.

Line breaks get lost, so that a timestamp runs into the next teaser, and the first teaser may be on a line without a
timestamp. Only the order is reliable: teaser, timestamp, teaser, timestamp, to the last line. Read from the end, the
tail begins after the first two texts that have no timestamp between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from beilin.importing.classify.noise.timestamps import NULL_TIMESTAMP
from beilin.importing.model import Finding
from beilin.importing.source.lines import SourceLine

STAMPED_TEASER = "stamped teaser"
FIRST_TEASER = "first teaser"
# One timestamp may be a footer, or a sentence about such timestamps; two with a text between them are a tail.
MIN_TIMESTAMPS = 2
# Sites cut a teaser at about 100 characters; a much longer text is a paragraph of the article.
MAX_TEASER = 300


@dataclass(frozen=True, slots=True)
class TeaserTail:
    """Where the tail is. Lines are counted from 0."""

    lines: tuple[int, ...]  # that contain a null timestamp, or stand between two
    first: int | None  # the line before them, if their first timestamp has no text before it
    timestamps: int  # how many there are
    is_closed: bool  # the last line ends with a timestamp, so that every timestamp follows its teaser


def stamped_teasers(lines: Sequence[SourceLine]) -> list[Finding]:
    """The lines of the teaser tail."""
    tail = find_teaser_tail(lines)
    if tail is None:
        return []
    evidence = f"among {tail.timestamps} timestamps 1900/1/1 and their teasers at the end"
    findings = [Finding(number, STAMPED_TEASER, evidence, True) for number in tail.lines]
    if tail.first is not None:
        if tail.is_closed:
            evidence = f"precedes the {tail.timestamps} timestamps 1900/1/1 at the end, each of which follows a teaser"
        else:
            evidence = (
                "precedes timestamps 1900/1/1, but the file does not end with one, so this may be the article's last "
                "line"
            )
        findings.append(Finding(tail.first, FIRST_TEASER, evidence, tail.is_closed))
    return findings


def find_teaser_tail(lines: Sequence[SourceLine]) -> TeaserTail | None:
    """The tail at the end of the lines, or None. Blank lines do not count."""
    filled = [line for line in lines if line.text]
    if not filled or not NULL_TIMESTAMP.search(filled[-1].text):
        return None
    tail: list[int] = []
    timestamps = 0
    pending: int | None = None  # a line without a timestamp: a teaser if a timestamp precedes it too
    may_be_text = True  # whether the tail, read backwards, may continue with a text
    for line in reversed(filled):
        texts = [text.strip() for text in NULL_TIMESTAMP.split(line.text)]
        if (texts[-1] and not may_be_text) or max(map(len, texts)) > MAX_TEASER:
            break
        if len(texts) == 1:
            pending, may_be_text = line.number, False
            continue
        if pending is not None:
            tail.append(pending)
            pending = None
        tail.append(line.number)
        timestamps += len(texts) - 1
        may_be_text = not texts[0]
    if timestamps < MIN_TIMESTAMPS:
        return None
    is_closed = NULL_TIMESTAMP.split(filled[-1].text)[-1].strip() == ""
    return TeaserTail(tuple(reversed(tail)), pending, timestamps, is_closed)
