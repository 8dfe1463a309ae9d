"""Decides what each line of a source is, by all rules in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beilin.importing.classify.byline.facts import find_facts, without_likely_title
from beilin.importing.classify.noise.rules import find_noise
from beilin.importing.classify.site_rules import SiteRules, merge_facts, site_facts, site_noise
from beilin.importing.classify.structure.paragraphs import whole_lines
from beilin.importing.classify.structure.structure import Structure, find_structure
from beilin.importing.classify.surroundings import offer_surroundings
from beilin.importing.model import Fact, Finding
from beilin.importing.source.lines import SourceLine, strip_from_start
from beilin.importing.source.stripped import (
    HEADING_NUMBER,
    INDENT,
    LIST_MARKER,
    SEPARATING_CHARACTER,
    StrippedPiece,
    contiguous_runs,
)


@dataclass(frozen=True, slots=True)
class Classification:
    """What each line of a source is. Every line that is not blank is in one of `noise`, `facts` and `body`."""

    noise: Mapping[int, Finding]  # lines to set aside
    facts: tuple[Fact, ...]  # lines that state front matter
    body: Mapping[int, tuple[StrippedPiece, ...]]  # the lines of the article in order, with what is stripped from each
    structure: Structure
    doubts: tuple[Finding, ...]  # about lines of the body


def classify(lines: Sequence[SourceLine], site_rules: SiteRules | None = None, given_title: str = "") -> Classification:
    """Apply the rules for noise, then those for bylines, then those for structure; each to the lines still left.

    The archive's own rules precede Beilin's. With the editor's title no line is taken for the title unless it is that.
    """
    own_noise = site_noise(lines, site_rules) if site_rules else {}
    noise, noise_doubts = find_noise([line for line in lines if line.number not in own_noise])
    noise = {**noise, **own_noise}
    left = [line for line in lines if line.text and line.number not in noise]
    own_facts = site_facts(left, site_rules) if site_rules else ()
    own_lines = {fact.line for fact in own_facts}
    taken = noise.keys() | own_lines
    whole, several = whole_lines([line for line in lines if line.number not in taken])
    facts, byline_doubts = find_facts(whole)
    facts = tuple(fact for fact in facts if fact.line not in several)
    facts = merge_facts(own_facts, without_likely_title(facts, given_title))
    fact_lines = {fact.line for fact in facts}
    body = [line for line in left if line.number not in fact_lines]
    offers = offer_surroundings([line for line in left if line.number not in own_lines], facts)
    numbers = {line.number for line in body if not is_offered(line.number, offers)}
    structure = find_structure([line for line in lines if not line.text or line.number in numbers])
    stripped = stripped_pieces(body, structure)
    doubts = [doubt for doubt in noise_doubts if doubt.line not in fact_lines and not is_offered(doubt.line, offers)]
    doubts += [doubt for doubt in byline_doubts if doubt.proposal != "title" or doubt.line in fact_lines]
    return Classification(noise, facts, stripped, structure, (*doubts, *structure.doubts, *offers))


def is_offered(line: int, doubts: Sequence[Finding]) -> bool:
    """Whether the line is in a range that the editor is asked to set aside."""
    ranges = ((doubt.line, doubt.until) for doubt in doubts if doubt.proposal == "set aside")
    return any(first <= line <= (first if until is None else until) for first, until in ranges)


def stripped_pieces(body: Sequence[SourceLine], structure: Structure) -> dict[int, tuple[StrippedPiece, ...]]:
    """What is stripped from each line; a preformatted one keeps its indentation."""
    markers = {number: (length, HEADING_NUMBER) for number, length in structure.headings.items()}
    markers |= {number: (length, LIST_MARKER) for items in structure.lists for number, length in items.items()}
    hyphens = {piece.line: piece for piece in structure.hyphens}
    preformatted = {number for block in structure.preformatted for number in block}
    stripped = {}
    for line in body:
        pieces = strip_from_start(line, *markers[line.number]) if line.number in markers else line.stripped
        if line.number in preformatted:
            pieces = tuple(part for piece in pieces for part in _without_spaces(piece))
        elif line.number in hyphens:
            pieces = tuple(sorted((*pieces, hyphens[line.number]), key=lambda piece: piece.column))
        stripped[line.number] = pieces
    return stripped


def _without_spaces(piece: StrippedPiece) -> list[StrippedPiece]:
    """What is stripped of a preformatted line for the piece: of its indentation only what is not shown as a space."""
    if piece.rule != INDENT:
        return [piece]
    columns = [match.start() for match in SEPARATING_CHARACTER.finditer(piece.text)]
    return [
        StrippedPiece(piece.line, piece.column + start, INDENT, text)
        for start, text in contiguous_runs(piece.text, columns)
    ]
