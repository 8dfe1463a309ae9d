"""Which lines of an article are headings, and which the items of lists: told by numbers that make a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from beilin.importing.lines import SourceLine
from beilin.importing.noise import Finding
from beilin.text.cjk import is_unspaced

# `01題`, `01 題`, `01.題`, `01、題`: two digits, so that no year, sum or single figure is taken for a number.
_HEADING = re.compile(r"(?P<number>[0-9]{2})[.、]?\s*(?=[^\s\d.、%％:：/])")
_LIST_ITEM = re.compile(r"(?P<number>[1-9][0-9]?)(?P<mark>[.、])(?!\d)\s*(?=\S)")
# A heading ends without a stop; a question or an exclamation may be one.
_STOP = re.compile(r"[。.，,、；;：:…]\Z")
LONGEST_HEADING = 40  # in widths of a Han character


@dataclass(frozen=True, slots=True)
class Structure:
    """What stands out from an article's paragraphs. Lines are counted from 0; each has the length of its marker."""

    headings: dict[int, int] = field(default_factory=dict)
    lists: tuple[dict[int, int], ...] = ()  # each in the order of its items, which count from 1
    doubts: tuple[Finding, ...] = ()


def find_structure(lines: Sequence[SourceLine]) -> Structure:
    """The headings and lists among the lines of an article (without noise and bylines). Blank lines do not count."""
    filled = [line for line in lines if line.text]
    lists, loose_items = _lists(filled)
    headings, loose_headings = _headings(filled)
    doubts = [
        *(
            Finding(n, "heading", "begins with a number as headings do, but the numbers make no row", False)
            for n in loose_headings
        ),
        *(
            Finding(n, "list", "begins with a number as list items do, but the numbers make no row", False)
            for n in loose_items
        ),
    ]
    return Structure(headings, lists, tuple(sorted(doubts, key=lambda doubt: doubt.line)))


def _headings(filled: Sequence[SourceLine]) -> tuple[dict[int, int], list[int]]:
    """Short lines numbered 01, 02, 03 …, each with text below it; and the lines that look so and are not."""
    matches = {
        position: match
        for position, line in enumerate(filled)
        if (match := _HEADING.match(line.text)) and _is_short(line.text) and not _STOP.search(line.text)
    }
    found: dict[int, int] = {}
    numbers = {position: int(match["number"]) for position, match in matches.items()}
    for position, number in numbers.items():
        # Numbered lines one after another are a list or a table of contents.
        is_in_block = numbers.get(position - 1) == number - 1 or numbers.get(position + 1) == number + 1
        if number == len(found) + 1 and not is_in_block and position + 1 < len(filled):
            found[filled[position].number] = matches[position].end()
    if len(found) < 2:
        found = {}
    loose = [
        filled[p].number for p, match in matches.items() if match["number"][0] == "0" and filled[p].number not in found
    ]
    return found, loose


def _lists(filled: Sequence[SourceLine]) -> tuple[tuple[dict[int, int], ...], list[int]]:
    """Runs of lines numbered 1, 2, 3 … with one kind of mark; and the lines that look like items and are in no run."""
    found: list[dict[int, int]] = []
    loose: list[int] = []
    run: dict[int, int] = {}
    mark = ""
    for line in [*filled, SourceLine(-1, "", "")]:
        match = _LIST_ITEM.match(line.text)
        goes_on = match and run and int(match["number"]) == len(run) + 1 and match["mark"] == mark
        if not goes_on:
            if len(run) > 1:
                found.append(run)
            else:
                loose += run
            run = {}
            if match and int(match["number"]) != 1:
                loose.append(line.number)
        if match and (goes_on or int(match["number"]) == 1):
            run[line.number] = match.end()
            mark = match["mark"]
    return tuple(found), loose


def _is_short(text: str) -> bool:
    return sum(1.0 if is_unspaced(character) else 0.5 for character in text) <= LONGEST_HEADING
