"""Headings without a number: lines listed in a table of contents, and short lines between paragraphs.

If the lines of a block of short lines are repeated below it, with text under each, the repetitions are headings; the
block is the table of contents and stays as it is. For other short lines the evidence is weaker: a paragraph before and
after, no stop or comma, no copy, and a second such line in the article. If speakers are labelled, if there are other
headings, or if the line is the only one, it stays a paragraph and the editor is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from beilin.importing.classify.line_shape import ends_in_stop, is_prose, width
from beilin.importing.source.lines import SourceLine

MAX_UNNUMBERED = 20.0
MIN_CONTENTS = 3
MIN_CLEAR = 0.6  # of a row of headings, that stand between paragraphs
_NUMBER = re.compile(
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[.、．]?\s*|[(（][0-9一二三四五六七八九十]{1,3}[)）]\s*"
)
_NOT_IN_HEADING = re.compile(r"[,，;；。:：!！|｜/／@#<>=_*]|\d{4}")
_CAPTION = re.compile(
    r"[▲△▼▽↑↓◎◆●■]|(?:上|下|左|右)?(?:圖|图|表|照)(?:片|表)?(?:\s*[0-9一二三四五六]|\b|為|为|源|自|說|说)|攝影|摄影|資料圖|资料图"
    r"|(?:Figure|Fig\.?|Photo|Image|Table|Credit)\b|[(（\[【「『“\"—–\-+~]",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"(?P<label>[^\s:：。，,]{1,12})[:：]")


def contents_headings(filled: Sequence[SourceLine]) -> list[int]:
    """The headings that a table of contents above them lists, in the same order. `filled` are not blank."""
    texts = [_without_number(line.text) for line in filled]
    positions: dict[str, list[int]] = {}
    for position, text in enumerate(texts):
        positions.setdefault(text, []).append(position)
    contents: list[tuple[int, int]] = []  # the position in the table of contents, and that of the heading
    for position, text in enumerate(texts):
        copies = positions[text]
        is_short = bool(text) and width(text) <= MAX_UNNUMBERED * 2 and not ends_in_stop(text)
        is_entry = is_short and len(copies) == 2 and copies[0] == position
        if is_entry and (not contents or contents[-1][0] == position - 1):
            contents.append((position, copies[1]))
            continue
        if len(contents) >= MIN_CONTENTS:
            break
        contents = [(position, copies[1])] if is_entry else []
    targets = [target for _, target in contents]
    is_spread = all(b - a > 1 for a, b in pairwise(targets))
    if len(contents) < MIN_CONTENTS or targets != sorted(targets) or not is_spread or targets[0] <= contents[-1][0]:
        return []
    return [filled[target].number for target in targets if target + 1 < len(filled)]


def unnumbered_headings(filled: Sequence[SourceLine], others: Mapping[int, int]) -> tuple[list[int], list[int]]:
    """The short lines that are headings; and those that may be, on weaker evidence.

    `filled` are lines that are not blank, `others` the headings found by other rules.
    """
    copies = Counter(line.text for line in filled)
    between = [
        (before.text, line.number, after.text)
        for before, line, after in zip(filled, filled[1:], filled[2:], strict=False)
        if line.number not in others
        and copies[line.text] == 1
        and has_heading_shape(line.text)
        and before.number not in others
        and after.number not in others
    ]
    candidates = [number for before, number, after in between if is_prose(before) and is_prose(after)]
    # A row is headings throughout or not at all: also the few that stand beside a short paragraph.
    row = [number for before, number, after in between if ends_in_stop(before) and ends_in_stop(after)]
    row = sorted({*row, *candidates})
    if len(candidates) < 2 or others or _has_speakers(filled) or len(candidates) < MIN_CLEAR * len(row):
        return [], candidates
    return row, []


def has_heading_shape(text: str) -> bool:
    """Whether the line is short, without stops, and not a caption; a final question mark is allowed."""
    words = text[:-1] if text[-1] in "?？" else text
    return (
        len(words) >= 2
        and width(text) <= MAX_UNNUMBERED
        and not ends_in_stop(words)
        and not _NOT_IN_HEADING.search(words)
        and not _CAPTION.match(words)
        and any(map(str.isalpha, words))
        and not words[0].islower()
        and "?" not in words
        and "？" not in words
    )


def _has_speakers(filled: Sequence[SourceLine]) -> bool:
    """Whether several labels recur, or one recurs often, as speakers' names do in an interview."""
    labels = Counter(match["label"] for line in filled if (match := _SPEAKER.match(line.text)))
    return sum(count > 1 for count in labels.values()) > 1 or any(count > 3 for count in labels.values())


def _without_number(text: str) -> str:
    """The line without its number, because the table of contents may be numbered when the headings are not."""
    match = _NUMBER.match(text)
    return text[match.end() :] if match else text
