"""What the lines of an article are: headings, items, turns of speakers, parts of paragraphs, preformatted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from beilin.importing.classify.structure.levels import heading_levels
from beilin.importing.classify.structure.numbered_headings import numbered_headings
from beilin.importing.classify.structure.numbered_lists import numbered_lists
from beilin.importing.classify.structure.paragraphs import find_paragraphs
from beilin.importing.classify.structure.repeated_headings import repeated_headings
from beilin.importing.classify.structure.speakers import Turn, find_turns
from beilin.importing.classify.structure.unnumbered_headings import contents_headings, unnumbered_headings
from beilin.importing.model import Finding
from beilin.importing.source.joins import Join
from beilin.importing.source.lines import SourceLine
from beilin.importing.source.stripped import StrippedPiece

MIN_REPEATED = 30  # characters; refrains and short answers are repeated on purpose


@dataclass(frozen=True, slots=True)
class Structure:
    """The structure of an article. Lines are counted from 0; headings and items have the length of their markers."""

    headings: dict[int, int] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)  # of the headings, from 2
    lists: tuple[dict[int, int], ...] = ()  # the items of each list, numbered from 1
    turns: tuple[Turn, ...] = ()
    joins: tuple[Join, ...] = ()
    hyphens: tuple[StrippedPiece, ...] = ()
    preformatted: tuple[tuple[int, ...], ...] = ()  # the lines of each block, with the blank ones inside
    doubts: tuple[Finding, ...] = ()


def find_structure(lines: Sequence[SourceLine]) -> Structure:
    """The structure of the lines of an article, without noise and bylines but with the blank lines."""
    paragraphs = find_paragraphs(lines)
    filled = paragraphs.lines
    lists, unlisted = numbered_lists(filled)
    items = {number: length for run in lists for number, length in run.items()}
    headings, styles, out_of_sequence = numbered_headings(filled, items)
    for number in contents_headings(filled):
        if number not in items:
            headings.setdefault(number, 0)
    others = [line for line in filled if line.number not in headings and line.number not in items]
    turns = find_turns(others, _after_blank(lines))
    unnumbered, unconfirmed = unnumbered_headings(filled, headings)
    repeated = repeated_headings(filled, sorted(styles), items)
    headings |= dict.fromkeys([*unnumbered, *repeated], 0)
    headings = dict(sorted(headings.items()))
    reasons = {
        "begins with a number like a heading, but the numbers do not form a sequence": out_of_sequence,
        "a short line between paragraphs like a heading, but the only one or unlike the other headings": unconfirmed,
        "treated as one because it is a short line between paragraphs, like others here": unnumbered[:1],
    }
    doubts = {n: Finding(n, "heading", reason, False) for reason, numbers in reasons.items() for n in numbers}
    no_sequence = "begins with a number like a list item, but the numbers do not form a sequence"
    doubts |= {n: Finding(n, "list", no_sequence, False) for n in unlisted if n not in headings}
    doubts |= {n: f for n, f in _repeated(filled).items() if n not in doubts}
    doubts |= {f.line: f for f in paragraphs.doubts if f.line not in doubts}
    return Structure(
        headings,
        heading_levels(list(headings), styles, set(repeated)),
        lists,
        turns,
        paragraphs.joins,
        paragraphs.hyphens,
        paragraphs.preformatted,
        tuple(doubts[n] for n in sorted(doubts)),
    )


def _after_blank(lines: Sequence[SourceLine]) -> frozenset[int]:
    """The lines with text above which there is none, or a blank one."""
    filled = [line.number for line in lines if line.text]
    present = set(filled)
    return frozenset(number for number in filled if number - 1 not in present)


def _repeated(filled: Sequence[SourceLine]) -> dict[int, Finding]:
    """Paragraphs that repeat an earlier one; the author may have meant it."""
    first: dict[str, int] = {}
    repeated = {}
    for line in filled:
        if len(line.text) >= MIN_REPEATED and first.setdefault(line.text, line.number) != line.number:
            evidence = f"the same as line {first[line.text] + 1}"
            repeated[line.number] = Finding(line.number, "repeated paragraph", evidence, False)
    return repeated
