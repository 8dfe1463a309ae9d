"""Which lines of an article are headings, and which the items of lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from beilin.importing.bare import announced_headings, bare_headings
from beilin.importing.finding import Finding
from beilin.importing.headings import numbered_headings
from beilin.importing.lines import SourceLine
from beilin.importing.lists import find_lists

MIN_REPEATED = 30  # characters; refrains and short answers come back by right


@dataclass(frozen=True, slots=True)
class Structure:
    """What stands out from an article's paragraphs. Lines are counted from 0; each has the length of its marker."""

    headings: dict[int, int] = field(default_factory=dict)
    lists: tuple[dict[int, int], ...] = ()  # each in the order of its items, which count from 1
    doubts: tuple[Finding, ...] = ()


def find_structure(lines: Sequence[SourceLine]) -> Structure:
    """The headings and lists among the lines of an article (without noise and bylines). Blank lines do not count."""
    filled = [line for line in lines if line.text]
    lists, loose_items = find_lists(filled)
    items = {number: length for row in lists for number, length in row.items()}
    headings, loose_headings = numbered_headings(filled, items)
    for number in announced_headings(filled):
        if number not in items:
            headings.setdefault(number, 0)
    bare, loose_bare = bare_headings(filled, headings)
    headings |= dict.fromkeys(bare, 0)
    why = {
        "begins with a number as headings do, but the numbers make no row": loose_headings,
        "a bare short line between paragraphs, as headings are, but it alone or in another way than they": loose_bare,
        "made one, for it is a bare short line between paragraphs like others here": bare[:1],
    }
    doubts = {n: Finding(n, "heading", reason, False) for reason, numbers in why.items() for n in numbers}
    no_row = "begins with a number as list items do, but the numbers make no row"
    doubts |= {n: Finding(n, "list", no_row, False) for n in loose_items if n not in headings}
    doubts |= {n: f for n, f in _repeated(filled).items() if n not in doubts}
    return Structure(dict(sorted(headings.items())), lists, tuple(doubts[n] for n in sorted(doubts)))


def _repeated(filled: Sequence[SourceLine]) -> dict[int, Finding]:
    """Paragraphs that stand in the article before; the author may have meant it."""
    first: dict[str, int] = {}
    found = {}
    for line in filled:
        if len(line.text) >= MIN_REPEATED and first.setdefault(line.text, line.number) != line.number:
            found[line.number] = Finding(line.number, "repeated paragraph", f"line {first[line.text] + 1} again", False)
    return found
