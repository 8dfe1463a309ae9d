"""List items: lines that follow one another and are numbered from one, all in the same form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from beilin.importing.source.lines import SourceLine

# `1.` and `1、` (never `1.5`), `1)`, `(1)`, `①`.
_ITEM = re.compile(
    r"(?P<number>[1-9][0-9]?)(?P<mark>[.、)）])(?!\d)\s*(?=\S)|(?P<open>[(（])(?P<inner>[1-9][0-9]?)[)）][、.]?\s*(?=\S)"
    r"|(?P<circle>[①-⑳])[、.]?\s*(?=\S)"
)
_UNAMBIGUOUS = ".、"  # after a number at the start of a line, these hardly mean anything else


def numbered_lists(filled: Sequence[SourceLine]) -> tuple[tuple[dict[int, int], ...], list[int]]:
    """The items of each list with the lengths of their markers; and the lines that look like items but are in no list.

    `filled` are lines that are not blank.
    """
    lists: list[dict[int, int]] = []
    unlisted: list[int] = []
    run: dict[int, int] = {}
    run_form = ""
    for line in [*filled, SourceLine(-1, "", "")]:
        match = _ITEM.match(line.text)
        number, form = _number_and_form(match) if match else (0, "")
        continues = match and run and number == len(run) + 1 and form == run_form
        if not continues:
            if len(run) > 1:
                lists.append(run)
            elif run_form and run_form in _UNAMBIGUOUS:
                unlisted += run
            run = {}
            if match and number != 1 and form in _UNAMBIGUOUS:
                unlisted.append(line.number)
        if match and (continues or number == 1):
            run[line.number] = match.end()
            run_form = form
    return tuple(lists), unlisted


def _number_and_form(match: re.Match[str]) -> tuple[int, str]:
    if match["circle"]:
        return ord(match["circle"]) - ord("①") + 1, "circle"
    if match["inner"]:
        return int(match["inner"]), "brackets"
    return int(match["number"]), match["mark"].replace("）", ")")
