"""All noise rules in their order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from beilin.importing.classify.noise.boilerplate import site_boilerplate
from beilin.importing.classify.noise.related_links import RELATED_LINK, related_links
from beilin.importing.classify.noise.stamped_flashes import stamped_flashes
from beilin.importing.classify.noise.teaser_tail import FIRST_TEASER, STAMPED_TEASER, stamped_teasers
from beilin.importing.classify.noise.timestamps import contains_timestamp
from beilin.importing.classify.noise.truncated_teasers import TRUNCATED_TEASER, truncated_teasers
from beilin.importing.model import Finding
from beilin.importing.source.lines import SourceLine

# These rules infer from form and position, without a timestamp on the line: the editor is asked to look.
INFERRED = frozenset({FIRST_TEASER, TRUNCATED_TEASER, RELATED_LINK})
STRAY_TIMESTAMP = "noise"

Rule = Callable[[Sequence[SourceLine]], list[Finding]]


def find_noise(lines: Sequence[SourceLine]) -> tuple[dict[int, Finding], tuple[Finding, ...]]:
    """The lines to set aside, each with the first rule that is sure of it; and the doubts about lines that stay."""
    sure: dict[int, Finding] = {}
    doubts: dict[int, Finding] = {}
    for rule in RULES:
        findings = rule([line for line in lines if line.number not in sure])
        findings = [_unsure_if_separated(finding, findings, sure) for finding in findings]
        sure |= {finding.line: finding for finding in findings if finding.is_sure}
        for finding in findings:
            if not finding.is_sure:
                doubts.setdefault(finding.line, finding)
    return sure, tuple(doubts[line] for line in sorted(doubts) if line not in sure)


def _unsure_if_separated(finding: Finding, findings: Sequence[Finding], sure: Mapping[int, Finding]) -> Finding:
    """A first teaser is not sure if noise stands between it and the tail, because that may be the teaser."""
    if finding.rule != FIRST_TEASER:
        return finding
    tail_start = min(other.line for other in findings if other.rule == STAMPED_TEASER)
    is_separated = any(finding.line < line < tail_start for line in sure)
    return replace(finding, is_sure=finding.is_sure and not is_separated)


def stray_timestamps(lines: Sequence[SourceLine]) -> list[Finding]:
    """Timestamps that no other rule explains."""
    return [
        Finding(line.number, STRAY_TIMESTAMP, "contains a timestamp", False)
        for line in lines
        if contains_timestamp(line.text)
    ]


RULES: tuple[Rule, ...] = (
    site_boilerplate,
    stamped_flashes,
    related_links,
    stamped_teasers,
    truncated_teasers,
    stray_timestamps,
)
