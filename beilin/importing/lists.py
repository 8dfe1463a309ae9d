"""Lines that are items of a list: they follow one another and are numbered from one, with one kind of mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from beilin.importing.lines import SourceLine

# `1.` and `1、` (never `1.5`), `1)`, `(1)`, `①`.
_ITEM = re.compile(
    r"(?P<number>[1-9][0-9]?)(?P<mark>[.、)）])(?!\d)\s*(?=\S)|(?P<open>[(（])(?P<inner>[1-9][0-9]?)[)）][、.]?\s*(?=\S)"
    r"|(?P<circle>[①-⑳])[、.]?\s*(?=\S)"
)

_DOUBTED = ".、"  # marks that are hardly anything else at the start of a line


def find_lists(filled: Sequence[SourceLine]) -> tuple[tuple[dict[int, int], ...], list[int]]:
    """Each list's items with the lengths of their markers; and the lines that look like items and are in no list."""
    found: list[dict[int, int]] = []
    loose: list[int] = []
    run: dict[int, int] = {}
    mark = ""
    for line in [*filled, SourceLine(-1, "", "")]:
        match = _ITEM.match(line.text)
        number, kind = _parts(match) if match else (0, "")
        goes_on = match and run and number == len(run) + 1 and kind == mark
        if not goes_on:
            if len(run) > 1:
                found.append(run)
            elif mark and mark in _DOUBTED:
                loose += run
            run = {}
            if match and number != 1 and kind in _DOUBTED:
                loose.append(line.number)
        if match and (goes_on or number == 1):
            run[line.number] = match.end()
            mark = kind
    return tuple(found), loose


def _parts(match: re.Match[str]) -> tuple[int, str]:
    """The item's number and the kind of its mark."""
    if match["circle"]:
        return ord(match["circle"]) - ord("①") + 1, "circle"
    if match["inner"]:
        return int(match["inner"]), "brackets"
    return int(match["number"]), match["mark"].replace("）", ")")
