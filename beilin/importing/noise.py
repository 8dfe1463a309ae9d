"""Which lines of a source are no part of its article.

A rule looks at all lines and answers with findings. It must find its evidence in where a line stands and in the stamps
of the machine that mixed it in, never in words: 據某報導, a site's name or a colon stand in genuine paragraphs too.
Where the evidence is weak the line stays in the article, and the editor is asked to look at it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from beilin.importing.lines import SourceLine
from beilin.importing.stamps import BRACKETED_AT_END, holds_stamp, is_moment
from beilin.importing.tail import find_tail

STAMPED_FLASH = "stamped flash"
STAMPED_TEASER = "stamped teaser"
FIRST_TEASER = "first teaser"

# A flash has a headline and a text; less than this before a stamp is a dated remark at best.
SHORTEST_FLASH = 20
# A stamp without a time may be an author's own date, unless the line begins with a headline and a colon as flashes do.
_HEADLINE = re.compile(r"[^:：]{4,80}[:：](?=.{10})")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found of one line."""

    line: int  # counted from 0
    rule: str
    evidence: str
    is_sure: bool  # set the line aside; else keep it and ask the editor


Rule = Callable[[Sequence[SourceLine]], list[Finding]]


def find_noise(lines: Sequence[SourceLine]) -> tuple[dict[int, Finding], tuple[Finding, ...]]:
    """The lines to set aside, each with the first rule that is sure of it; and the doubts about lines that stay."""
    findings = [finding for rule in RULES for finding in rule(lines)]
    sure: dict[int, Finding] = {}
    for finding in findings:
        if finding.is_sure:
            sure.setdefault(finding.line, finding)
    doubts: dict[int, Finding] = {}
    for finding in findings:
        if finding.line not in sure:
            doubts.setdefault(finding.line, finding)
    return sure, tuple(doubts[line] for line in sorted(doubts))


def stamped_flashes(lines: Sequence[SourceLine]) -> list[Finding]:
    """Lines that end in a moment in brackets."""
    found = []
    for line in lines:
        stamp = BRACKETED_AT_END.search(line.text)
        if stamp is None or not is_moment(stamp):
            continue
        before = line.text[: stamp.start()]
        has_time = stamp[4] is not None
        if len(before) < SHORTEST_FLASH:
            found.append(Finding(line.number, STAMPED_FLASH, f"little text before the stamp {stamp[0]}", False))
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


RULES: tuple[Rule, ...] = (stamped_flashes, teaser_tail, stray_stamps)
