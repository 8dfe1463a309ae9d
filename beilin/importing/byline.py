"""The facts that a source states of itself in its first lines: `來源:某報` and the like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from beilin.importing.lines import SourceLine
from beilin.importing.noise import Finding

# The labels of each front matter key, as sources write them.
LABELS = {
    "title": ("標題", "标题", "title"),
    "source": ("來源", "来源", "資料來源", "资料来源", "source"),
    "author": ("作者", "撰文", "文", "author", "by"),
    "date": ("日期", "時間", "时间", "發布時間", "发布时间", "發佈時間", "date", "published"),
}
LONGEST_VALUE = {"title": 120, "source": 40, "author": 40, "date": 40}

_KEY_OF = {label: key for key, labels in LABELS.items() for label in labels}
_LABELLED = re.compile(r"(?P<label>[^\s:：]{1,12})\s*[:：]\s*(?P<value>.+)\Z")
# A value is a name. A sentence, or a second label run into the first, is none.
_NO_NAME = re.compile(r"[。！？!?；;，,：:]")
_DAY = re.compile(
    r"([0-9]{4})(?:年|[-/.])([0-9]{1,2})(?:月|[-/.])([0-9]{1,2})日?(?:[ T]*([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?)?\Z"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A front matter value that a line of the source states."""

    line: int  # counted from 0
    key: str
    values: tuple[str, ...]  # one, or each of several authors


def find_facts(lines: Sequence[SourceLine]) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """The facts in the labelled lines at the head, and doubts about labelled lines there that state none.

    The head ends at the first line without a known label. `lines` are those that are not set aside.
    """
    facts: dict[str, Fact] = {}
    doubts = []
    filled = [(line.number, _LABELLED.match(line.text)) for line in lines if line.text]
    counts = Counter(match["label"] for _, match in filled if match)
    for number, match in filled:
        key = _KEY_OF.get(match["label"].lower()) if match else None
        if match is None or key is None:
            break
        # A label that comes back is someone who speaks.
        is_stated = key not in facts and counts[match["label"]] == 1
        values = _values(key, match["value"].strip()) if is_stated else ()
        if values:
            facts[key] = Fact(number, key, values)
        else:
            doubts.append(Finding(number, "byline", f"begins with {match['label']!r} and states no clear {key}", False))
    return tuple(facts.values()), tuple(doubts)


def _values(key: str, value: str) -> tuple[str, ...]:
    if len(value) > LONGEST_VALUE[key]:
        return ()
    if key == "date":
        day = _day(value)
        return (day,) if day else ()
    if key == "title":
        return (value,)
    if _NO_NAME.search(value):
        return ()
    names = value.split("、") if key == "author" else [value]
    return tuple(name.strip() for name in names if name.strip())


def _day(value: str) -> str:
    """The date as front matter writes it, "" where it is none. A site's null date is no date."""
    match = _DAY.match(value)
    if match is None:
        return ""
    year, month, day, hour, minute = (int(part or 0) for part in match.groups())
    try:
        moment = datetime(year, month, day, hour, minute)  # noqa: DTZ001
    except ValueError:
        return ""
    if year <= 1900:
        return ""
    return moment.strftime("%Y-%m-%d %H:%M") if match[4] else moment.strftime("%Y-%m-%d")
