"""What becomes of each line of a source: all rules in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beilin.importing.byline import Fact, find_facts
from beilin.importing.lines import SourceLine, take_from_start
from beilin.importing.noise import Finding, find_noise
from beilin.importing.site_rules import SiteRules, merged_facts, site_facts, site_noise
from beilin.importing.structure import Structure, find_structure
from beilin.importing.taken import HEADING_NUMBER, LIST_MARKER, Taken


@dataclass(frozen=True, slots=True)
class Examination:
    """Where each line of a source goes. Every line that is not blank is in one of `noise`, `facts` and `taken`."""

    noise: Mapping[int, Finding]  # lines to set aside
    facts: tuple[Fact, ...]  # lines that state front matter
    taken: Mapping[int, tuple[Taken, ...]]  # the lines of the body, in order, each with what is taken out of it
    structure: Structure
    doubts: tuple[Finding, ...]  # about lines of the body


def examine(lines: Sequence[SourceLine], site_rules: SiteRules | None = None) -> Examination:
    """Ask the rules of noise, then of bylines, then of structure; each sees what the ones before it left.

    The archive's own rules come before Beilin's.
    """
    own = site_noise(lines, site_rules) if site_rules else {}
    noise, noise_doubts = find_noise([line for line in lines if line.number not in own])
    noise = {**noise, **own}
    left = [line for line in lines if line.text and line.number not in noise]
    own_facts = site_facts(left, site_rules) if site_rules else ()
    facts, byline_doubts = find_facts([line for line in left if line.number not in {fact.line for fact in own_facts}])
    facts = merged_facts(own_facts, facts)
    stated = {fact.line for fact in facts}
    body = [line for line in left if line.number not in stated]
    structure = find_structure(body)
    markers = {number: (length, HEADING_NUMBER) for number, length in structure.headings.items()}
    markers |= {number: (length, LIST_MARKER) for items in structure.lists for number, length in items.items()}
    taken = {
        line.number: take_from_start(line, *markers[line.number]) if line.number in markers else line.taken
        for line in body
    }
    doubts = tuple(doubt for doubt in noise_doubts if doubt.line not in stated) + byline_doubts + structure.doubts
    return Examination(noise, facts, taken, structure, doubts)
