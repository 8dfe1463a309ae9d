"""A source beside the article made from it, line by line, with the rule for each difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from beilin.importing.account import Account
from beilin.importing.encodings import decode_source
from beilin.importing.lines import split_lines
from beilin.importing.markdown_lines import body_start, places_of, shown_text
from beilin.importing.undo_account import with_taken

Kind = Literal["same", "changed", "set aside", "front matter", "blank", "edited", "added"]
NOT_KEPT = "(not kept)"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the source, of the Markdown, or of both."""

    line: int | None  # of the source, counted from 1
    source: str
    markdown: str
    kind: Kind
    rule: str  # what made the difference, "" where there is none


def side_by_side(account: Account, markdown: str, original: bytes | None) -> list[Row]:
    """The rows in the order of the source; what an editor added stands after the line that it follows.

    Without the original bytes, a line that was edited since is `NOT_KEPT`.
    """
    lines = markdown.split("\n")
    places = places_of(account, lines)
    raw = _original_lines(account, original) or _rebuilt_lines(account, lines, places)
    rows: list[Row] = []
    placed = set(places.values())
    following = _added(lines, placed)
    rows += following.pop(-1, [])
    rules = _rules(account)
    for number in range(account.lines):
        kind, why = rules.get(number, ("edited", "edited since, or removed"))
        if number in places:
            shown = lines[places[number]]
            kind, why = _difference(account, number, raw.get(number, NOT_KEPT), shown)
            rows.append(Row(number + 1, raw.get(number, NOT_KEPT), shown, kind, why))
            rows += following.pop(places[number], [])
        else:
            rows.append(Row(number + 1, raw.get(number, NOT_KEPT), "", kind, why))
    return rows


def _original_lines(account: Account, original: bytes | None) -> dict[int, str]:
    if original is None:
        return {}
    known = {"cp950": "big5", "big5-hkscs": "big5"}
    decoded, _ = decode_source(account.file, original, known.get(account.encoding, account.encoding))
    return {line.number: line.raw for line in split_lines(account.file, decoded.text)[0]} if decoded else {}


def _rebuilt_lines(account: Account, lines: Sequence[str], places: Mapping[int, int]) -> dict[int, str]:
    """What article and account together tell of the source."""
    found = {item.line: item.text for item in account.stated} | {item.line: item.text for item in account.set_aside}
    found |= dict.fromkeys(account.blank, "")
    for number, place in places.items():
        taken = tuple(piece for piece in account.taken if piece.line == number)
        found[number] = with_taken(shown_text(lines[place]), taken)
    return found


def _rules(account: Account) -> dict[int, tuple[Kind, str]]:
    """What became of each line that is not in the body."""
    found: dict[int, tuple[Kind, str]] = dict.fromkeys(account.blank, ("blank", ""))
    for item in account.set_aside:
        found[item.line] = ("set aside", f"{item.rule}: {item.evidence}")
    for fact in account.stated:
        found[fact.line] = ("front matter", f"{fact.key}: {', '.join(fact.values)}")
    return found


def _difference(account: Account, number: int, source: str, markdown: str) -> tuple[Kind, str]:
    """Whether the line differs in the Markdown, and by which rules."""
    why = [f"{piece.rule} {piece.text!r} taken" for piece in account.taken if piece.line == number]
    if number in account.headings:
        why.insert(0, "heading")
    elif any(number in items for items in account.lists):
        why.insert(0, "list item")
    if any(item.line == number for item in account.restored):
        why.append("restored by hand")
    if "\\" in markdown and shown_text(markdown) != markdown.lstrip("# "):
        why.append("markup escaped")
    return ("changed" if why or source != markdown else "same"), ", ".join(why)


def _added(lines: Sequence[str], placed: set[int]) -> dict[int, list[Row]]:
    """The Markdown lines that are of no line of the source, by the placed line before them; -1 before all."""
    found: dict[int, list[Row]] = {}
    before = -1
    for number in range(body_start(lines), len(lines)):
        if number in placed:
            before = number
        elif lines[number].strip():
            row = Row(None, "", lines[number], "added", "added or edited by hand")
            found.setdefault(before, []).append(row)
    return found
