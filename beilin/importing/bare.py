"""Headings without a number: lines that a table of contents announces, and bare short lines between paragraphs.

A line that stands in a block of short lines and comes back below with text under it is a heading; the block is the
table of contents and stays as it is. A bare short line has weaker evidence: a paragraph before and after it, no stop
and no comma, no second copy, and a second line like it in the article. Where speakers are labelled, where headings are
numbered, or where there is only one, the line stays a paragraph and the editor is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from beilin.importing.forms import has_stop, is_prose, width
from beilin.importing.lines import SourceLine

MAX_BARE = 20.0
MIN_CONTENTS = 3
_NUMBER = re.compile(
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[.、．]?\s*|[(（][0-9一二三四五六七八九十]{1,3}[)）]\s*"
)
_INSIDE = re.compile(r"[,，;；。:：!！|｜/／@#<>=_*]|\d{4}")
_CAPTION = re.compile(
    r"[▲△▼▽↑↓◎◆●■]|(?:上|下|左|右)?(?:圖|图|表|照)(?:片|表)?(?:\s*[0-9一二三四五六]|\b|為|为|源|自|說|说)|攝影|摄影|資料圖|资料图"
    r"|(?:Figure|Fig\.?|Photo|Image|Table|Credit)\b|[(（\[【「『“\"—–\-+~]",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"(?P<label>[^\s:：。，,]{1,12})[:：]")


def announced_headings(filled: Sequence[SourceLine]) -> list[int]:
    """The lines that a block of short lines above them announces, in the same order."""
    keys = [_bare_text(line.text) for line in filled]
    places: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    block: list[tuple[int, int]] = []  # the place in the contents, and that of the heading
    for place, key in enumerate(keys):
        others = places[key]
        is_short = bool(key) and width(key) <= MAX_BARE * 2 and not has_stop(key)
        if is_short and len(others) == 2 and others[0] == place and (not block or block[-1][0] == place - 1):
            block.append((place, others[1]))
            continue
        if len(block) >= MIN_CONTENTS:
            break
        block = [(place, others[1])] if is_short and len(others) == 2 and others[0] == place else []
    targets = [target for _, target in block]
    is_spread = all(b - a > 1 for a, b in pairwise(targets))
    if len(block) < MIN_CONTENTS or targets != sorted(targets) or not is_spread or targets[0] <= block[-1][0]:
        return []
    return [filled[target].number for target in targets if target + 1 < len(filled)]


def bare_headings(filled: Sequence[SourceLine], known: Mapping[int, int]) -> tuple[list[int], list[int]]:
    """The bare short lines that are headings; and those that look so on weaker evidence."""
    copies = Counter(line.text for line in filled)
    found = [
        line.number
        for before, line, after in zip(filled, filled[1:], filled[2:], strict=False)
        if line.number not in known
        and copies[line.text] == 1
        and _is_bare(line.text)
        and is_prose(before.text)
        and is_prose(after.text)
        and before.number not in known
        and after.number not in known
    ]
    if len(found) < 2 or known or _has_speakers(filled):
        return [], found
    return found, []


def _is_bare(text: str) -> bool:
    bare = text[:-1] if text[-1] in "?？" else text
    return (
        len(bare) >= 2
        and width(text) <= MAX_BARE
        and not has_stop(bare)
        and not _INSIDE.search(bare)
        and not _CAPTION.match(bare)
        and any(map(str.isalpha, bare))
        and not bare[0].islower()
        and "?" not in bare
        and "？" not in bare
    )


def _has_speakers(filled: Sequence[SourceLine]) -> bool:
    labels = Counter(match["label"] for line in filled if (match := _SPEAKER.match(line.text)))
    return sum(count > 1 for count in labels.values()) > 1 or any(count > 3 for count in labels.values())


def _bare_text(text: str) -> str:
    """The line without its number: the contents may have numbers where the headings have none."""
    match = _NUMBER.match(text)
    return text[match.end() :] if match else text
