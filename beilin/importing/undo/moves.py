"""Puts set-aside lines back into an article, and takes lines out of it. Each undoes the other, byte for byte.

Nothing is read or written here. The article may have been edited: a line is placed by its neighbours, which are
recognised by their fingerprints, and everything else in the file stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from beilin.importing.markdown.escaping import escape
from beilin.importing.record.import_record import BodyForm, ImportRecord, SetAside
from beilin.importing.source.lines import clean_line
from beilin.importing.undo.block_moves import restore_block, set_aside_block
from beilin.importing.undo.edited_file import block_ends, line_positions, with_updated_counts
from beilin.importing.undo.long_blocks import entries_of_block, lines_of_block, record_with_block, record_without_block
from beilin.importing.undo.record_updates import manual_entry, record_with_line, record_without_line
from beilin.importing.undo.undo_error import UndoError


def restore(markdown: str, record: ImportRecord, line: int) -> tuple[str, ImportRecord]:
    """The article and its record with the line of the source (counted from 0) back in its position.

    Raises UndoError if the line is not set aside, or both neighbours were edited or removed.
    """
    if record.document:
        return _with_digest(markdown, *restore_block(markdown, record, record.document, line))
    entry = next((item for item in record.set_aside if item.line == line), None)
    if entry is None:
        raise UndoError(f"line {line + 1} is not set aside")
    if entry.was and len(block := lines_of_block(record, line)) > 1:
        return _restore_block(markdown, record, [item for item in record.set_aside if item.line in block])
    lines = markdown.split("\n")
    clean = clean_line(line, entry.text)
    if not clean.text:
        raise UndoError(f"line {line + 1} has no text", entry.text)
    form = entry.was or BodyForm("paragraph", escape(clean.text, "paragraph"), clean.stripped)
    _insert(lines, form.markdown, block_ends(record, lines, line_positions(record, lines)), entry)
    changed = record_with_line(record, entry, form, clean.text)
    lines = with_updated_counts(lines, record.set_aside_counts(), changed.set_aside_counts())
    return _with_digest(markdown, "\n".join(lines), changed)


def set_aside(markdown: str, record: ImportRecord, line: int) -> tuple[str, ImportRecord]:
    """The article and its record with the line of the source (counted from 0) set aside.

    Raises UndoError if the line is not in the article, or an editor changed it.
    """
    if record.document:
        return _with_digest(markdown, *set_aside_block(markdown, record, record.document, line))
    if line not in record.body:
        raise UndoError(f"line {line + 1} is not in the body of the article")
    block = lines_of_block(record, line)
    if any(block[0] in items for items in record.lists):
        raise UndoError(f"line {line + 1} is an item of a list, whose numbers would change; edit the article instead")
    if len(record.body) == 1:
        raise UndoError(f"line {line + 1} is the only line of the article")
    if len(block) > 1:
        if len(record.body) == len(block):
            raise UndoError(f"line {line + 1} is in the only paragraph of the article")
        return _set_aside_block(markdown, record, block)
    lines = markdown.split("\n")
    positions = line_positions(record, lines)
    if line not in positions:
        raise UndoError(f"line {line + 1} was edited or moved; edit the article instead")
    entry = next((item for item in record.restored if item.line == line), None)
    entry = entry or manual_entry(record, line, lines, positions)
    place = (positions[line], positions[line])
    _remove(lines, place, block_ends(record, lines, positions), entry, joins_list=_is_inside_list(record, entry))
    changed = record_without_line(record, entry)
    lines = with_updated_counts(lines, record.set_aside_counts(), changed.set_aside_counts())
    return _with_digest(markdown, "\n".join(lines), changed)


def _set_aside_block(markdown: str, record: ImportRecord, block: tuple[int, ...]) -> tuple[str, ImportRecord]:
    """The article and its record with the block that several lines make set aside."""
    lines = markdown.split("\n")
    positions = line_positions(record, lines)
    entries, place = entries_of_block(record, block, lines, positions)
    _remove(
        lines, place, block_ends(record, lines, positions), entries[0], joins_list=_is_inside_list(record, entries[0])
    )
    changed = record_without_block(record, entries)
    lines = with_updated_counts(lines, record.set_aside_counts(), changed.set_aside_counts())
    return _with_digest(markdown, "\n".join(lines), changed)


def _restore_block(markdown: str, record: ImportRecord, entries: list[SetAside]) -> tuple[str, ImportRecord]:
    """The article and its record with the block of the entries back in its position."""
    lines = markdown.split("\n")
    block = entries[0].was.markdown if entries[0].was else ""
    _insert(lines, block, block_ends(record, lines, line_positions(record, lines)), entries[0])
    changed = record_with_block(record, entries)
    lines = with_updated_counts(lines, record.set_aside_counts(), changed.set_aside_counts())
    return _with_digest(markdown, "\n".join(lines), changed)


def _is_inside_list(record: ImportRecord, entry: SetAside) -> bool:
    """Whether both neighbours are items of the same list."""
    if not entry.before or not entry.after:
        return False
    return any({entry.before.line, entry.after.line} <= set(items) for items in record.lists)


def _with_digest(before: str, markdown: str, record: ImportRecord) -> tuple[str, ImportRecord]:
    """The article and the record; the record has the new digest unless the article was edited since its import."""
    was_edited = sha256(before.encode()).hexdigest() != record.markdown_sha256
    return markdown, record if was_edited else replace(record, markdown_sha256=sha256(markdown.encode()).hexdigest())


def _insert(lines: list[str], block: str, ends: Mapping[int, tuple[int, int]], entry: SetAside) -> None:
    """Insert the block between the entry's neighbours, or beside the one that is left. `ends` are those of blocks."""
    before = ends[entry.before.line][1] if entry.before and entry.before.line in ends else None
    after = ends[entry.after.line][0] if entry.after and entry.after.line in ends else None
    if before is not None and not (after is not None and entry.was and entry.was.beside == "after"):
        lines[before + 1 : before + 1] = ["", block]
        if before + 3 < len(lines) and lines[before + 3].strip():
            lines.insert(before + 3, "")
    elif after is not None:
        lines[after:after] = [block, ""]
    else:
        raise UndoError(f"the lines around line {entry.line + 1} were edited or removed", entry.text)


def _remove(
    lines: list[str], place: tuple[int, int], ends: Mapping[int, tuple[int, int]], entry: SetAside, *, joins_list: bool
) -> None:
    """Remove the block in that place, and the blank line between it and the neighbour beside it.

    `joins_list`: the neighbours are items of the same list and become adjacent again.
    """
    before = ends[entry.before.line][1] if entry.before and entry.before.line in ends else None
    after = ends[entry.after.line][0] if entry.after and entry.after.line in ends else None
    first, last = place
    if before == first - 2 and not lines[first - 1]:
        is_inside = joins_list and after == last + 2 and not lines[last + 1]
        del lines[first - 1 : last + 1 + is_inside]
    elif after == last + 2 and not lines[last + 1]:
        del lines[first : last + 2]
    else:
        raise UndoError(f"the lines around line {entry.line + 1} were edited; take it out of the article by hand")
