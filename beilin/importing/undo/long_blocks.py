"""Blocks that several lines of the source make, joined or preformatted. They are moved as a whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from beilin.importing.record.fingerprints import fingerprint
from beilin.importing.record.import_record import BodyForm, ImportRecord, Neighbour, SetAside
from beilin.importing.record.line_entries import snippet
from beilin.importing.source.joins import divided_text, joined_texts
from beilin.importing.source.lines import clean_line
from beilin.importing.source.stripped import with_pieces, without_pieces
from beilin.importing.undo.edited_file import block_ends, displayed_text
from beilin.importing.undo.record_updates import BY_HAND, reviews_at, reviews_of, with_neighbour, without_neighbour
from beilin.importing.undo.undo_error import UndoError


def lines_of_block(record: ImportRecord, line: int) -> tuple[int, ...]:
    """The lines with text that make one block with the line, wherever they are now."""
    blank = set(record.blank)
    for block in record.preformatted:
        if line in block:
            return tuple(number for number in block if number not in blank)
    joined = {join.line for join in record.joins}
    first = last = line
    while first in joined:
        first -= 1
    while last + 1 in joined:
        last += 1
    return tuple(range(first, last + 1))


def entries_of_block(
    record: ImportRecord, block: Sequence[int], lines: Sequence[str], positions: dict[int, int]
) -> tuple[list[SetAside], tuple[int, int]]:
    """The entries of the lines of a block that an editor sets aside, and where the block begins and ends in the file.

    Raises UndoError if an editor changed the block.
    """
    first, last = block_ends(record, lines, positions).get(block[0], (0, -1))
    whole = next((each for each in record.preformatted if block[0] in each), None)
    rows = 1 if whole is None else len(whole) + 2  # with the fences
    if any(number not in positions for number in block) or last - first + 1 != rows:
        where = f"lines {block[0] + 1} to {block[-1] + 1}"
        raise UndoError(f"the block of {where} was edited or moved; edit the article instead")
    if whole is None:
        joins = [join for join in record.joins if join.line in block]
        parts = divided_text(displayed_text(lines[first]), joins)
    else:
        parts = [lines[positions[number]] for number in block]
    index = record.body.index(block[0])
    before, after = (
        Neighbour(record.body[n], snippet(_text_at(lines, positions, record.body[n])))
        if 0 <= n < len(record.body)
        else None
        for n in (index - 1, index + len(block))
    )
    ends = block_ends(record, lines, positions)
    beside = "before" if before and before.line in ends and ends[before.line][1] == first - 2 else "after"
    entries = []
    for number, part in zip(block, parts, strict=True):
        pieces = record.stripped_from(number)
        reasons, questions = reviews_at(record, number)
        markdown = "\n".join(lines[first : last + 1]) if number == block[0] else ""
        form = BodyForm("paragraph", markdown, pieces, reasons, beside, questions)
        text = with_pieces(part, pieces)
        entries.append(SetAside(number, BY_HAND, "an editor chose it", text, before, after, form))
    return entries, (first, last)


def _text_at(lines: Sequence[str], positions: dict[int, int], number: int) -> str:
    return displayed_text(lines[positions[number]]) if number in positions else ""


def record_without_block(record: ImportRecord, entries: Sequence[SetAside]) -> ImportRecord:
    """The record with the lines of the entries set aside."""
    moved = {entry.line for entry in entries}
    others, restored = list(record.set_aside), list(record.restored)
    for entry in entries:
        others = [without_neighbour(item, entry) for item in others]
        restored = [without_neighbour(item, entry) for item in restored]
    prints = zip(record.written_lines(), record.fingerprints, strict=True)
    return replace(
        record,
        body=tuple(line for line in record.body if line not in moved),
        fingerprints=tuple(print_ for line, print_ in prints if line not in moved),
        set_aside=tuple(sorted([*others, *entries], key=lambda item: item.line)),
        restored=tuple(restored),
        stripped=tuple(piece for piece in record.stripped if piece.line not in moved),
        review=tuple(item for item in record.review if item.line not in moved),
    )


def record_with_block(record: ImportRecord, entries: Sequence[SetAside]) -> ImportRecord:
    """The record with the lines of the entries in the body again: the inverse of `record_without_block`."""
    first, moved = entries[0].line, {entry.line for entry in entries}
    others = [item for item in record.set_aside if item.line not in moved]
    restored, reviews = list(record.restored), list(record.review)
    forms = {entry.line: entry.was for entry in entries if entry.was}
    for entry in entries:
        text = clean_line(entry.line, entry.text).text
        others = [with_neighbour(item, entry.line, text) for item in others]
        restored = [with_neighbour(item, entry.line, text) for item in restored]
        reviews += reviews_of(entry.line, forms[entry.line], text)
    texts = {entry.line: without_pieces(entry.text, forms[entry.line].stripped) for entry in entries}
    is_preformatted = any(first in block for block in record.preformatted)
    prints = [
        fingerprint(text.strip() if is_preformatted else text) for text in joined_texts(texts, record.joins).values()
    ]
    index, written = bisect_left(record.body, first), bisect_left(record.written_lines(), first)
    pieces = [*record.stripped, *(piece for form in forms.values() for piece in form.stripped)]
    return replace(
        record,
        body=(*record.body[:index], *texts, *record.body[index:]),
        fingerprints=(*record.fingerprints[:written], *prints, *record.fingerprints[written:]),
        set_aside=tuple(others),
        restored=tuple(restored),
        stripped=tuple(sorted(pieces, key=lambda piece: (piece.line, piece.column))),
        review=tuple(sorted(reviews, key=lambda item: item.line)),
    )
