"""The entries of an account that speak of single lines: what was set aside, and what to look at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from beilin.importing.account import Neighbour, Review, SetAside
from beilin.importing.lines import SourceLine
from beilin.importing.noise import INFERRED, Finding

SNIPPET = 40  # characters shown of a line to know it by


def set_aside_entry(finding: Finding, lines: Sequence[SourceLine], body: Sequence[int]) -> SetAside:
    """The entry of a line that is set aside. Its neighbours are among the lines of the body."""
    place = bisect_left(body, finding.line)
    before, after = (
        Neighbour(body[n], _snippet(lines[body[n]].text)) if 0 <= n < len(body) else None for n in (place - 1, place)
    )
    return SetAside(finding.line, finding.rule, finding.evidence, lines[finding.line].raw, before, after)


def review_entries(
    lines: Sequence[SourceLine], noise: Mapping[int, Finding], doubts: Sequence[Finding]
) -> tuple[Review, ...]:
    """What the editor should look at: doubtful lines that stay, and lines set aside by inference alone."""
    inferred = ((f, "set aside as") for f in noise.values() if f.rule in INFERRED)
    kept = ((doubt, "kept, perhaps") for doubt in doubts)
    return tuple(
        Review(finding.line, f"{what} {finding.rule}: {finding.evidence}", _snippet(lines[finding.line].text))
        for finding, what in sorted([*inferred, *kept], key=lambda pair: pair[0].line)
    )


def _snippet(text: str) -> str:
    return text if len(text) <= SNIPPET else f"{text[:SNIPPET]}…"
