"""Puts set-aside blocks back into the article of a document, and takes blocks out: exact inverses of each other.

The rows of the body before and after the move follow from the record. What differs between them is replaced in the
file, provided that an editor did not change these lines; everything else in the file stays as it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from beilin.importing.markdown.plainly import prepared, written_plainly
from beilin.importing.model import Block
from beilin.importing.proof.block_text import definitions_in, shows_its_text
from beilin.importing.record.block_entries import line_fingerprint
from beilin.importing.record.import_record import DocumentSource, ImportRecord, Review, SetAside
from beilin.importing.record.line_entries import snippet
from beilin.importing.undo.block_rows import Row, markdown_of_blocks, row_positions, rows_of
from beilin.importing.undo.edited_file import with_updated_counts
from beilin.importing.undo.record_updates import BY_HAND
from beilin.importing.undo.undo_error import UndoError
from beilin.reading.markdown import DEFAULT_SETTINGS, render_markdown
from beilin.reading.text_blocks import text_of


def restore_block(
    markdown: str, record: ImportRecord, document: DocumentSource, number: int
) -> tuple[str, ImportRecord]:
    """The article and its record with the block (counted from 0) back in its position. Raises UndoError."""
    entry = next((item for item in record.set_aside if item.line == number), None)
    if entry is None:
        raise UndoError(f"block {number + 1} is not set aside")
    block = document.blocks[number]
    content = _written(entry, document, record.body).split("\n")
    after = _with_rows(document, number, len(content))
    index = bisect_left(record.body, number)
    body = (*record.body[:index], number, *record.body[index:])
    reasons = entry.review or _reasons(record, number)
    review = [item for item in record.review if not _moves_with(item, number)]
    restored = record.restored
    if entry.rule == BY_HAND:
        review += [Review(number, reason, snippet(entry.text)) for reason in entry.review]
    else:
        restored = tuple(sorted([*restored, replace(entry, review=reasons)], key=lambda item: item.line))
    changed = replace(
        record,
        body=body,
        headings=tuple(sorted([*record.headings, number])) if block.kind == "heading" else record.headings,
        set_aside=tuple(item for item in record.set_aside if item is not entry),
        restored=restored,
        review=tuple(sorted(review, key=lambda item: item.line)),
        document=after,
    )
    return _moved(markdown, record, changed, {number: content}, entry.text)


def set_aside_block(
    markdown: str, record: ImportRecord, document: DocumentSource, number: int
) -> tuple[str, ImportRecord]:
    """The article and its record with the block (counted from 0) set aside. Raises UndoError."""
    if number not in record.body:
        raise UndoError(f"block {number + 1} is not in the body of the article")
    if len(record.body) == 1:
        raise UndoError(f"block {number + 1} is the only block of the article")
    entry = next((item for item in record.restored if item.line == number), None)
    entry = entry or _manual_entry(markdown, record, document, number)
    review = [item for item in record.review if not _moves_with(item, number)]
    if entry.rule != BY_HAND:
        review += [Review(number, reason, snippet(entry.text)) for reason in entry.review]
        entry = replace(entry, review=())
    changed = replace(
        record,
        body=tuple(item for item in record.body if item != number),
        headings=tuple(item for item in record.headings if item != number),
        set_aside=tuple(sorted([*record.set_aside, entry], key=lambda item: item.line)),
        restored=tuple(item for item in record.restored if item.line != number),
        review=tuple(sorted(review, key=lambda item: item.line)),
        document=_with_rows(document, number, 0),
    )
    return _moved(markdown, record, changed, {}, "")


def _reasons(record: ImportRecord, number: int) -> tuple[str, ...]:
    """Why an editor should look at the block."""
    return tuple(item.why for item in record.review if _moves_with(item, number))


def _moves_with(item: Review, number: int) -> bool:
    """Whether the note is about the block alone. Proposals and notes on several blocks stay until they are settled."""
    return item.line == number and item.until is None and not item.proposal


def _written(entry: SetAside, document: DocumentSource, body: Sequence[int]) -> str:
    """The Markdown with which the block is put back: its own, unless that does not show its text."""
    recorded = document.blocks[entry.line]
    block = Block(recorded.kind, entry.text, entry.markdown, containers=recorded.containers)
    if entry.rule == BY_HAND:
        return block.markdown
    block = prepared(block)
    present = (replace(block, kind="paragraph", containers=document.blocks[number].containers) for number in body)
    shows = block.markdown.strip() and shows_its_text(block, definitions_in(present), DEFAULT_SETTINGS)
    return block.markdown if shows else written_plainly(block).markdown


def _manual_entry(markdown: str, record: ImportRecord, document: DocumentSource, number: int) -> SetAside:
    """The entry of a block that an editor sets aside, with its Markdown as it is in the file."""
    lines = markdown.split("\n")
    written = markdown_of_blocks(rows_of(document, record.body), row_positions(record, lines), lines)
    if number not in written:
        raise UndoError(f"block {number + 1} was edited or moved; edit the article instead")
    content = written[number]
    rendered, _ = render_markdown(content, file="")
    text = "\n".join(block.text for block in text_of(rendered.body))
    reasons = _reasons(record, number)
    return SetAside(number, BY_HAND, "an editor chose it", text, review=reasons, markdown=content)


def _moved(
    markdown: str, record: ImportRecord, changed: ImportRecord, added: Mapping[int, Sequence[str]], text: str
) -> tuple[str, ImportRecord]:
    """The article with the rows of the changed record. `added` has the lines of the block that is put back."""
    assert record.document
    assert changed.document
    lines = markdown.split("\n")
    before, after = rows_of(record.document, record.body), rows_of(changed.document, changed.body)
    start, end, new_end = _difference(before, after)
    positions = row_positions(record, lines)
    first, last = _range_in_file(start, end, len(before), positions, text)
    contents: dict[tuple[int | None, int], str] = {
        (row.block, row.row): row.content_in(lines[positions[index]])
        for index, row in enumerate(before[start:end], start)
        if row.block is not None
    }
    for number, content in added.items():
        contents |= {(number, row): line for row, line in enumerate(content)}
    new = [_line(row, contents) for row in after[start:new_end]]
    lines[first:last] = new
    prints = (*record.fingerprints[:start], *map(line_fingerprint, new), *record.fingerprints[end:])
    lines = with_updated_counts(lines, record.set_aside_counts(), changed.set_aside_counts())
    return "\n".join(lines), replace(changed, fingerprints=prints)


def _line(row: Row, contents: Mapping[tuple[int | None, int], str]) -> str:
    text = row.text if row.block is None else contents[row.block, row.row]
    return f"{row.prefix}{text}" if text else row.prefix.rstrip()


def _difference(before: Sequence[Row], after: Sequence[Row]) -> tuple[int, int, int]:
    """The rows that differ: where they begin, and where they end in the one and in the other."""
    shorter = min(len(before), len(after))
    start = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    same = next((n for n in range(shorter - start) if before[-1 - n] != after[-1 - n]), shorter - start)
    return start, len(before) - same, len(after) - same


def _range_in_file(start: int, end: int, count: int, positions: Mapping[int, int], text: str) -> tuple[int, int]:
    """The lines of the file that the rows from `start` to `end` are. Raises UndoError if they were edited."""
    indices = [positions.get(number) for number in range(start, end)]
    first = indices[0] if indices else _insertion(start, count, positions)
    if first is None or indices != list(range(first, first + len(indices))):
        raise UndoError("the lines around it were edited or removed; edit the article instead", text)
    return first, first + len(indices)


def _insertion(row: int, count: int, positions: Mapping[int, int]) -> int | None:
    """Where in the file a line before this row goes; None if both rows around were edited."""
    if row - 1 in positions:
        return positions[row - 1] + 1
    return positions.get(row) if row < count else None


def _with_rows(document: DocumentSource, number: int, rows: int) -> DocumentSource:
    blocks = document.blocks
    return replace(document, blocks=(*blocks[:number], replace(blocks[number], rows=rows), *blocks[number + 1 :]))
