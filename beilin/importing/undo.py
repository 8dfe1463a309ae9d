"""Puts lines that were set aside back into an article, and takes them out again. Each undoes the other, byte for byte.

Nothing is read or written here. The article may have been edited: a line is placed by its neighbours, which are known
by their fingerprints, and all else in the file stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from beilin.importing.account import Account, BodyForm, SetAside
from beilin.importing.escaping import escape
from beilin.importing.lines import clean_line
from beilin.importing.markdown_lines import places_of, with_counts
from beilin.importing.undo_account import by_hand, with_line, without_line


class UndoError(Exception):
    """A line that cannot be moved: why, and its text where the editor must place it by hand."""

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(reason)
        self.reason, self.text = reason, text


def restore(markdown: str, account: Account, line: int) -> tuple[str, Account]:
    """The article and its account with the line of the source (counted from 0) back in its place.

    Raises UndoError where the line is not set aside, or its neighbours are gone.
    """
    entry = next((item for item in account.set_aside if item.line == line), None)
    if entry is None:
        raise UndoError(f"line {line + 1} is not set aside")
    lines = markdown.split("\n")
    clean = clean_line(line, entry.text)
    text = escape(clean.text, "paragraph")
    form = entry.was or BodyForm("paragraph", text, clean.taken)
    if not clean.text:
        raise UndoError(f"line {line + 1} holds nothing to read", entry.text)
    _insert(lines, form.markdown, places_of(account, lines), entry)
    changed = with_line(account, entry, form, clean.text)
    lines = with_counts(lines, account.counts(), changed.counts())
    return _finished("\n".join(lines), markdown, changed)


def set_aside(markdown: str, account: Account, line: int) -> tuple[str, Account]:
    """The article and its account with the line of the source (counted from 0) set aside.

    Raises UndoError where the line is not in the article, or an editor changed it.
    """
    if line not in account.body:
        raise UndoError(f"line {line + 1} is not in the body of the article")
    if any(line in items for items in account.lists):
        raise UndoError(f"line {line + 1} is an item of a list, whose numbers would change; edit the article instead")
    if len(account.body) == 1:
        raise UndoError(f"line {line + 1} is all that the article has")
    lines = markdown.split("\n")
    places = places_of(account, lines)
    if line not in places:
        raise UndoError(f"line {line + 1} was edited or moved; edit the article instead")
    place = places[line]
    entry = next((item for item in account.restored if item.line == line), None) or by_hand(
        account, line, lines, places
    )
    shared = (
        entry.before and entry.after and any({entry.before.line, entry.after.line} <= set(i) for i in account.lists)
    )
    _remove(lines, place, places, entry, joins=bool(shared))
    changed = without_line(account, entry)
    lines = with_counts(lines, account.counts(), changed.counts())
    return _finished("\n".join(lines), markdown, changed)


def _finished(markdown: str, before: str, account: Account) -> tuple[str, Account]:
    """Both, where the account goes on telling whether the file was edited."""
    was_edited = sha256(before.encode()).hexdigest() != account.markdown_sha256
    return markdown, account if was_edited else replace(account, markdown_sha256=sha256(markdown.encode()).hexdigest())


def _insert(lines: list[str], block: str, places: dict[int, int], entry: SetAside) -> None:
    """Put the block between the entry's neighbours, where one of them is there."""
    before = places.get(entry.before.line) if entry.before else None
    after = places.get(entry.after.line) if entry.after else None
    if before is not None and not (after is not None and entry.was and entry.was.beside == "after"):
        lines[before + 1 : before + 1] = ["", block]
        if before + 3 < len(lines) and lines[before + 3].strip():
            lines.insert(before + 3, "")
    elif after is not None:
        lines[after:after] = [block, ""]
    else:
        raise UndoError(f"the lines around line {entry.line + 1} are gone from the article", entry.text)


def _remove(lines: list[str], place: int, places: dict[int, int], entry: SetAside, *, joins: bool) -> None:
    """Take the block out, and the blank line that parts it from the neighbour beside it.

    `joins`: the neighbours are items of one list, which stand together again.
    """
    before = places.get(entry.before.line) if entry.before else None
    after = places.get(entry.after.line) if entry.after else None
    if before == place - 2 and not lines[place - 1]:
        is_inside = joins and after == place + 2 and not lines[place + 1]
        del lines[place - 1 : place + 1 + is_inside]
    elif after == place + 2 and not lines[place + 1]:
        del lines[place : place + 2]
    else:
        raise UndoError(f"the lines around line {entry.line + 1} were edited; take it out of the article by hand")
