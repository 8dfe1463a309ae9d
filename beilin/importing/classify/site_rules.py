"""The archive's own import rules, from content/import.yaml: named patterns that are tried before Beilin's rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from beilin.importing.classify.byline.dates import parse_date
from beilin.importing.classify.page_rules import PageRule
from beilin.importing.model import Fact, Finding
from beilin.importing.source.lines import SourceLine

RULES_FILE = "content/import.yaml"
# Longer lines are not matched, because the time may grow with the cube of the length.
MAX_LINE = 500
# Teasers stand at the end: their patterns are only tried below this share of the lines.
_TEASERS_BEGIN = 0.5


@dataclass(frozen=True, slots=True)
class SiteRule:
    """A pattern and its name, which the import record gives as the reason."""

    name: str
    pattern: str


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The rules by kind; the fields are the keys of the file."""

    chrome: tuple[SiteRule, ...] = ()  # boilerplate: a whole line, anywhere
    stamps: tuple[SiteRule, ...] = ()  # the end of a line that is a news flash
    teasers: tuple[SiteRule, ...] = ()  # a whole line in the second half
    bylines: tuple[SiteRule, ...] = ()  # a whole line; the groups title, source, author and date are facts
    pages: tuple[PageRule, ...] = ()  # of web pages


def site_noise(lines: Sequence[SourceLine], rules: SiteRules) -> dict[int, Finding]:
    """The lines that the archive's rules set aside, each with the first rule that matches."""
    noise: dict[int, Finding] = {}
    for finding in site_candidates(lines, rules):
        noise.setdefault(finding.line, finding)
    return noise


def site_candidates(lines: Sequence[SourceLine], rules: SiteRules) -> list[Finding]:
    """All matches of the archive's rules, line by line."""
    return [
        finding
        for line in lines
        if line.text and len(line.text) <= MAX_LINE
        for finding in _findings(line, rules, is_late=line.number >= len(lines) * _TEASERS_BEGIN)
    ]


def _findings(line: SourceLine, rules: SiteRules, *, is_late: bool) -> Iterator[Finding]:
    for rule in (*rules.chrome, *(rules.teasers if is_late else ())):
        if re.fullmatch(rule.pattern, line.text):
            yield Finding(line.number, rule.name, f"the whole line matches {rule.pattern}", True)
    for rule in rules.stamps:
        if match := re.search(f"(?:{rule.pattern})\\Z", line.text):
            yield Finding(line.number, rule.name, f"ends with {match[0]}, which matches {rule.pattern}", True)


def site_facts(lines: Sequence[SourceLine], rules: SiteRules) -> tuple[Fact, ...]:
    """The facts that match the archive's bylines; the first of each key."""
    stated: dict[str, Fact] = {}
    for line in lines:
        if len(line.text) > MAX_LINE:
            continue
        for rule in rules.bylines:
            if match := re.fullmatch(rule.pattern, line.text):
                facts = _facts_of(line.number, match.groupdict())
                if facts and not facts.keys() & stated.keys():
                    stated |= facts
                    break
    return tuple(stated.values())


def _facts_of(line: int, groups: Mapping[str, str | None]) -> dict[str, Fact]:
    """The facts in the groups of a match; none at all if a date in it is not a clear date."""
    facts: dict[str, Fact] = {}
    for key, value in groups.items():
        if not value or not value.strip():
            continue
        names = value.split("、") if key == "author" else [parse_date(value.strip()) if key == "date" else value]
        values = tuple(name.strip() for name in names if name.strip())
        if not values:
            return {}
        facts[key] = Fact(line, key, values)
    return facts


def merge_facts(own: Sequence[Fact], others: Sequence[Fact]) -> tuple[Fact, ...]:
    """All facts; if two have the same key, only the archive's own."""
    keys = {fact.key for fact in own}
    return (*own, *(fact for fact in others if fact.key not in keys))
