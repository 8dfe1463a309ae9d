"""The blocks of a document beside the article made from it.

The record has what readers see of blocks that were set aside; that of a block in the article is what its Markdown
shows, which the import has proved. Of a block that was edited since only a fingerprint was recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from beilin.importing.comparison.blocks import shown_text
from beilin.importing.comparison.collation import CollatedLine, CollatedRow, Text, plain
from beilin.importing.comparison.outside import asides_of, facts_of
from beilin.importing.comparison.rows import added_rows
from beilin.importing.record.import_record import DocumentSource, ImportRecord, RecordedBlock
from beilin.importing.undo.block_rows import markdown_of_blocks, row_positions, rows_of
from beilin.importing.undo.edited_file import displayed_text


def collate_blocks(record: ImportRecord, document: DocumentSource, markdown: str) -> list[CollatedRow]:
    """The rows in the order of the source. What an editor added is beside the edited blocks that it follows."""
    lines = markdown.split("\n")
    body_rows = rows_of(document, record.body)
    positions = row_positions(record, lines)
    written = markdown_of_blocks(body_rows, positions, lines)
    starts: dict[int, int] = {}  # of each block that is written, the index of its first line
    for index, row in enumerate(body_rows):
        if row.block is not None and row.block in written:
            starts.setdefault(row.block, positions[index])
    added = {
        index: tuple(plain(displayed_text(row.markdown)) for row in rows)
        for index, rows in added_rows(lines, set(positions.values())).items()
    }
    waiting = sorted(added, reverse=True)
    outside, blank = asides_of(record) | facts_of(record), frozenset(record.blank)
    restored = {item.line for item in record.restored}
    rows: list[CollatedRow] = []
    gap: list[CollatedRow] = []  # since the last block that is written
    for number, block in enumerate(document.blocks):
        if number in written:
            texts: list[Text] = []
            while waiting and waiting[-1] < starts[number]:
                texts += added[waiting.pop()]
            rows += _with_edits_together(gap, texts)
            rows.append(_row(number, block, written[number], is_restored=number in restored))
            gap = []
        elif number in outside:
            gap.append(outside[number])
        elif number not in blank:
            gap.append(CollatedRow("edited", (CollatedLine(number + 1, ()),)))
    return rows + _with_edits_together(gap, [text for index in reversed(waiting) for text in added[index]])


def _with_edits_together(rows: Sequence[CollatedRow], texts: Sequence[Text]) -> list[CollatedRow]:
    """The rows with the texts that an editor wrote beside the first blocks that are gone, or at the end."""
    found: list[CollatedRow] = []
    rest = tuple(texts)
    for kind, group in groupby(rows, key=attrgetter("kind")):
        if kind == "edited":
            found.append(CollatedRow("edited", tuple(line for row in group for line in row.lines), rest))
            rest = ()
        else:
            found += group
    return [*found, CollatedRow("edited", (), rest)] if rest else found


def _row(number: int, block: RecordedBlock, markdown: str, *, is_restored: bool) -> CollatedRow:
    """The row of a block that is in the article as it was imported."""
    text = plain(shown_text(markdown))
    changes = [] if block.kind == "paragraph" else ["as written" if block.kind == "other" else str(block.kind)]
    changes += dict.fromkeys(container.kind for container in block.containers)
    changes += ["restored"] if is_restored else []
    return CollatedRow("kept" if changes else "same", (CollatedLine(number + 1, text),), (text,), tuple(changes))
