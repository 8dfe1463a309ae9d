"""News flashes between the paragraphs: lines that end with a timestamp in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from beilin.importing.classify.noise.timestamps import BRACKETED_AT_END, is_valid_timestamp
from beilin.importing.model import Finding
from beilin.importing.source.lines import SourceLine

STAMPED_FLASH = "stamped flash"
# A flash has a headline and a text; less than this before a timestamp is a dated remark at best.
MIN_FLASH = 20
# An article that collapsed into one line may end with a timestamp too.
MAX_FLASH = 600
# A timestamp without a time may be a date that the author wrote, unless the line begins as flashes do: with a headline
# and a colon, a column's name and a bar, who reported it, or a month and day.
_HEADLINE = re.compile(
    r"[^:：]{4,80}[:：](?=.{10})|[^\s|｜。，,]{1,10}\s*[|｜]\s*(?=.{10})"
    r"|[據据][^，,。:：]{1,24}(?:消息|報導|報道|报道)[，,](?=.{10})|[0-9]{1,2}月[0-9]{1,2}日[，,](?=.{10})"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" [0-9]{1,2}[,:](?=.{10})"
)


def stamped_flashes(lines: Sequence[SourceLine]) -> list[Finding]:
    """The lines that end with a timestamp in brackets."""
    findings = []
    for line in lines:
        timestamp = BRACKETED_AT_END.search(line.text)
        if timestamp is None or not is_valid_timestamp(timestamp):
            continue
        before = line.text[: timestamp.start()]
        has_time = timestamp[4] is not None
        if len(before) < MIN_FLASH:
            evidence, is_sure = f"little text before the timestamp {timestamp[0]}", False
        elif len(before) > MAX_FLASH:
            evidence, is_sure = f"too long for a flash before the timestamp {timestamp[0]}", False
        elif not has_time and not _HEADLINE.match(before):
            evidence, is_sure = f"no headline before the date {timestamp[0]}", False
        else:
            evidence, is_sure = f"ends with the timestamp {timestamp[0]}", True
        findings.append(Finding(line.number, STAMPED_FLASH, evidence, is_sure))
    return findings
