"""The blocks of a document beside the article made from it.

The record has what readers see of blocks that were set aside; that of a block in the article is what its Markdown
shows, which the import has proved. Of a block that was edited since only a fingerprint was recorded.
"""

from __future__ import annotations

from dataclasses import replace

from beilin.importing.comparison.blocks import shown_text
from beilin.importing.comparison.collation import CollatedLine, CollatedRow, plain
from beilin.importing.comparison.outside import asides_of, facts_of
from beilin.importing.comparison.rows import added_rows
from beilin.importing.record.import_record import DocumentSource, ImportRecord, RecordedBlock
from beilin.importing.undo.block_rows import markdown_of_blocks, row_positions, rows_of
from beilin.importing.undo.edited_file import displayed_text

_NO_EDIT = CollatedRow("edited", ())


def collate_blocks(record: ImportRecord, document: DocumentSource, markdown: str) -> list[CollatedRow]:
    """The rows in the order of the source. What an editor added comes after what it follows."""
    lines = markdown.split("\n")
    body_rows = rows_of(document, record.body)
    positions = row_positions(record, lines)
    written = markdown_of_blocks(body_rows, positions, lines)
    last = {row.block: positions[index] for index, row in enumerate(body_rows) if row.block in written}
    added = {
        index: tuple(plain(displayed_text(row.markdown)) for row in rows)
        for index, rows in added_rows(lines, set(positions.values())).items()
    }
    outside, blank = asides_of(record) | facts_of(record), frozenset(record.blank)
    restored = {item.line for item in record.restored}
    waiting, here = sorted(added, reverse=True), -1
    rows: list[CollatedRow] = []
    edit = _NO_EDIT  # what was edited since the last block of the article
    for number, block in enumerate(document.blocks):
        # Between two blocks of the article are lines of containers as well.
        while waiting and waiting[-1] <= here:
            edit = replace(edit, texts=(*edit.texts, *added[waiting.pop()]))
        if number in written:
            rows += [edit, _row(number, block, written[number], is_restored=number in restored)]
            edit, here = _NO_EDIT, last[number]
        elif number in outside:
            if edit.lines:
                rows.append(edit)
                edit = _NO_EDIT
            rows.append(outside[number])
        elif number not in blank:
            edit = replace(edit, lines=(*edit.lines, CollatedLine(number + 1, ())))
    rest = tuple(text for index in reversed(waiting) for text in added[index])
    rows.append(replace(edit, texts=(*edit.texts, *rest)))
    return [row for row in rows if row != _NO_EDIT]


def _row(number: int, block: RecordedBlock, markdown: str, *, is_restored: bool) -> CollatedRow:
    """The row of a block that is in the article as it was imported."""
    text = plain(shown_text(markdown))
    changes = [] if block.kind == "paragraph" else ["as written" if block.kind == "other" else str(block.kind)]
    changes += dict.fromkeys(container.kind for container in block.containers)
    changes += ["restored"] if is_restored else []
    return CollatedRow("kept" if changes else "same", (CollatedLine(number + 1, text),), (text,), tuple(changes))
