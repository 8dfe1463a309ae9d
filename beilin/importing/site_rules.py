"""The archive's own rules of import, from content/import.yaml: patterns with names, tried before Beilin's rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from beilin.importing.byline import Fact
from beilin.importing.dates import day_of
from beilin.importing.lines import SourceLine
from beilin.importing.noise import Finding

RULES_FILE = "content/import.yaml"
# A pattern is tried on no longer line: what it may cost grows with the square or cube of the length.
MAX_LINE = 500
# Teasers stand at the end: a pattern for them never looks above this share of the lines.
_TAIL_BEGINS = 0.5


@dataclass(frozen=True, slots=True)
class SiteRule:
    """A pattern and its name, which the account gives as the reason."""

    name: str
    pattern: str


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The rules by kind."""

    chrome: tuple[SiteRule, ...] = ()  # a whole line of a site's own, anywhere
    stamps: tuple[SiteRule, ...] = ()  # what ends the line of a flash
    teasers: tuple[SiteRule, ...] = ()  # a whole line in the second half
    bylines: tuple[SiteRule, ...] = ()  # a whole line; the groups title, source, author and date are facts


def site_noise(lines: Sequence[SourceLine], rules: SiteRules) -> dict[int, Finding]:
    """The lines that the archive's rules set aside, each with the first rule that matches."""
    found: dict[int, Finding] = {}
    for finding in site_candidates(lines, rules):
        found.setdefault(finding.line, finding)
    return found


def site_candidates(lines: Sequence[SourceLine], rules: SiteRules) -> list[Finding]:
    """All that the archive's rules find, line by line."""
    return [
        finding
        for line in lines
        if line.text and len(line.text) <= MAX_LINE
        for finding in _findings(line, rules, is_late=line.number >= len(lines) * _TAIL_BEGINS)
    ]


def _findings(line: SourceLine, rules: SiteRules, *, is_late: bool) -> Iterator[Finding]:
    for rule in (*rules.chrome, *(rules.teasers if is_late else ())):
        if re.fullmatch(rule.pattern, line.text):
            yield Finding(line.number, rule.name, f"the whole line matches {rule.pattern}", True)
    for rule in rules.stamps:
        if match := re.search(f"(?:{rule.pattern})\\Z", line.text):
            yield Finding(line.number, rule.name, f"ends in {match[0]}, which matches {rule.pattern}", True)


def site_facts(lines: Sequence[SourceLine], rules: SiteRules) -> tuple[Fact, ...]:
    """The facts that the archive's bylines state; of each key the first."""
    found: dict[str, Fact] = {}
    for line in lines:
        if len(line.text) > MAX_LINE:
            continue
        for rule in rules.bylines:
            if match := re.fullmatch(rule.pattern, line.text):
                facts = _facts_of(line.number, match.groupdict())
                if facts and not facts.keys() & found.keys():
                    found |= facts
                    break
    return tuple(found.values())


def _facts_of(line: int, groups: Mapping[str, str | None]) -> dict[str, Fact]:
    """The facts in the groups of a match; none where one of them is no date that can be told."""
    found: dict[str, Fact] = {}
    for key, value in groups.items():
        if not value or not value.strip():
            continue
        names = value.split("、") if key == "author" else [day_of(value.strip()) if key == "date" else value]
        values = tuple(name.strip() for name in names if name.strip())
        if not values:
            return {}
        found[key] = Fact(line, key, values)
    return found


def merged_facts(own: Sequence[Fact], others: Sequence[Fact]) -> tuple[Fact, ...]:
    """All facts; of two with one key, the archive's own."""
    keys = {fact.key for fact in own}
    return (*own, *(fact for fact in others if fact.key not in keys))
