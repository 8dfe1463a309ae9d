"""Which lines of a source are no part of its article.

A rule looks at all lines and answers with findings. It must find its evidence in where a line stands, in its whole form
and in the stamps of the machine that mixed it in, never in words: 據某報導, a site's name or a colon stand in genuine
paragraphs too. Where the evidence is weak the line stays in the article, and the editor is asked to look at it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from beilin.importing.chrome import site_chrome
from beilin.importing.finding import Finding
from beilin.importing.lines import SourceLine
from beilin.importing.links import CUT_TEASER, RELATED_LINK, cut_teasers, related_links
from beilin.importing.stamps import BRACKETED_AT_END, holds_stamp, is_moment
from beilin.importing.tail import find_tail

__all__ = ["FIRST_TEASER", "INFERRED", "STAMPED_FLASH", "STAMPED_TEASER", "Finding", "find_noise"]

STAMPED_FLASH = "stamped flash"
STAMPED_TEASER = "stamped teaser"
FIRST_TEASER = "first teaser"

# Set aside by form and place without a stamp of their own: the editor is asked to look at them.
INFERRED = frozenset({FIRST_TEASER, CUT_TEASER, RELATED_LINK})

# A flash has a headline and a text; less than this before a stamp is a dated remark at best.
MIN_FLASH = 20
# An article that collapsed into one line may end in a stamp too.
MAX_FLASH = 600
# A stamp without a time may be an author's own date, unless the line begins as flashes do: with a headline and a colon,
# a column's name and a bar, who reported it, or a day of the year.
_HEADLINE = re.compile(
    r"[^:：]{4,80}[:：](?=.{10})|[^\s|｜。，,]{1,10}\s*[|｜]\s*(?=.{10})"
    r"|[據据][^，,。:：]{1,24}(?:消息|報導|報道|报道)[，,](?=.{10})|[0-9]{1,2}月[0-9]{1,2}日[，,](?=.{10})"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" [0-9]{1,2}[,:](?=.{10})"
)


Rule = Callable[[Sequence[SourceLine]], list[Finding]]


def find_noise(lines: Sequence[SourceLine]) -> tuple[dict[int, Finding], tuple[Finding, ...]]:
    """The lines to set aside, each with the first rule that is sure of it; and the doubts about lines that stay."""
    sure: dict[int, Finding] = {}
    doubts: dict[int, Finding] = {}
    for rule in RULES:
        found = rule([line for line in lines if line.number not in sure])
        found = [_unless_parted(finding, found, sure) for finding in found]
        sure |= {finding.line: finding for finding in found if finding.is_sure}
        for finding in found:
            if not finding.is_sure:
                doubts.setdefault(finding.line, finding)
    return sure, tuple(doubts[line] for line in sorted(doubts) if line not in sure)


def _unless_parted(finding: Finding, found: Sequence[Finding], sure: Mapping[int, Finding]) -> Finding:
    """The finding of a first teaser, unsure where noise stands between it and the tail: that may be the teaser."""
    if finding.rule != FIRST_TEASER:
        return finding
    tail = min(other.line for other in found if other.rule == STAMPED_TEASER)
    is_parted = any(finding.line < line < tail for line in sure)
    return replace(finding, is_sure=finding.is_sure and not is_parted)


def stamped_flashes(lines: Sequence[SourceLine]) -> list[Finding]:
    """Lines that end in a moment in brackets."""
    found = []
    for line in lines:
        stamp = BRACKETED_AT_END.search(line.text)
        if stamp is None or not is_moment(stamp):
            continue
        before = line.text[: stamp.start()]
        has_time = stamp[4] is not None
        if len(before) < MIN_FLASH:
            found.append(Finding(line.number, STAMPED_FLASH, f"little text before the stamp {stamp[0]}", False))
        elif len(before) > MAX_FLASH:
            found.append(
                Finding(line.number, STAMPED_FLASH, f"too long for a flash before the stamp {stamp[0]}", False)
            )
        elif not has_time and not _HEADLINE.match(before):
            found.append(Finding(line.number, STAMPED_FLASH, f"no headline before the day {stamp[0]}", False))
        else:
            found.append(Finding(line.number, STAMPED_FLASH, f"ends in the stamp {stamp[0]}", True))
    return found


def teaser_tail(lines: Sequence[SourceLine]) -> list[Finding]:
    """The teasers of other articles at the end, each followed by a null stamp."""
    tail = find_tail(lines)
    if tail is None:
        return []
    row = f"in the row of {tail.stamps} stamps 1900/1/1 at the end"
    found = [Finding(number, STAMPED_TEASER, row, True) for number in tail.lines]
    if tail.first is not None:
        if tail.is_closed:
            why = f"stands before the first of {tail.stamps} stamps 1900/1/1 at the end, each of which follows a teaser"
        else:
            why = (
                "stands before a row of stamps 1900/1/1 that does not end in one, so it may be the article's last line"
            )
        found.append(Finding(tail.first, FIRST_TEASER, why, tail.is_closed))
    return found


def stray_stamps(lines: Sequence[SourceLine]) -> list[Finding]:
    """Stamps that no other rule explains."""
    return [Finding(line.number, "noise", "holds a stamp", False) for line in lines if holds_stamp(line.text)]


RULES: tuple[Rule, ...] = (site_chrome, stamped_flashes, related_links, teaser_tail, cut_teasers, stray_stamps)
