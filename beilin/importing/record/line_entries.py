"""The entries of an import record about single lines: what was set aside, and what an editor should look at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from beilin.importing.classify.noise.rules import INFERRED
from beilin.importing.model import Finding
from beilin.importing.record.import_record import Neighbour, Review, SetAside
from beilin.importing.source.lines import SourceLine

_MAX_SNIPPET = 40  # characters


def set_aside_entry(finding: Finding, lines: Sequence[SourceLine], body: Sequence[int]) -> SetAside:
    """The entry of a line that is set aside. Its neighbours are the nearest lines of the body."""
    position = bisect_left(body, finding.line)
    before, after = (
        Neighbour(body[n], snippet(lines[body[n]].text)) if 0 <= n < len(body) else None
        for n in (position - 1, position)
    )
    return SetAside(finding.line, finding.rule, finding.evidence, lines[finding.line].raw, before, after)


def review_entries(
    lines: Sequence[SourceLine], noise: Mapping[int, Finding], doubts: Sequence[Finding]
) -> tuple[Review, ...]:
    """What an editor should look at: doubtful lines that stay, and lines that were set aside by inference alone."""
    inferred = ((finding, "set aside as ") for finding in noise.values() if finding.rule in INFERRED)
    actions = {"title": "", "set aside": "possible "}
    kept = ((doubt, actions.get(doubt.proposal, "kept; possible ")) for doubt in doubts)
    return tuple(
        Review(
            finding.line,
            f"{action}{finding.rule}: {finding.evidence}",
            snippet(lines[finding.line].text),
            finding.until,
            finding.proposal,
        )
        for finding, action in sorted([*inferred, *kept], key=lambda pair: pair[0].line)
    )


def snippet(text: str) -> str:
    """The beginning of a line, long enough to recognise it."""
    return text if len(text) <= _MAX_SNIPPET else f"{text[:_MAX_SNIPPET]}…"
