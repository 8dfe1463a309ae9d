"""The body of an imported document as its record has it, and where its lines stand in the file after edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beilin.importing.markdown.blocks import lines_of
from beilin.importing.model import Block
from beilin.importing.record.block_entries import BLANK_LINE, line_fingerprint
from beilin.importing.record.import_record import DocumentSource, ImportRecord
from beilin.importing.undo.alignment import aligned
from beilin.importing.undo.edited_file import body_start

_CONTENT = "\0"  # stands for a line of a block


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the body: the line of a block, of which only what precedes it is known, or one between blocks."""

    prefix: str  # what the containers put before it
    block: int | None = None  # its number in the document
    row: int = 0  # of the lines of the block
    text: str = ""  # of a line between blocks

    def content_in(self, line: str) -> str:
        """What the line of the file has of the block."""
        return line[len(self.prefix) :] if line.startswith(self.prefix) else ""


def rows_of(document: DocumentSource, body: Sequence[int]) -> list[Row]:
    """The lines of the body with these blocks, in order."""
    blocks = []
    for number in body:
        block = document.blocks[number]
        blocks.append(Block(block.kind, "", "\n".join([_CONTENT] * block.rows), containers=block.containers))
    rows: list[Row] = []
    for line in lines_of(blocks):
        if line.block is None:
            rows.append(Row(line.prefix, text=line.text))
        else:
            number = body[line.block]
            is_next = bool(rows) and rows[-1].block == number
            rows.append(Row(line.prefix, number, rows[-1].row + 1 if is_next else 0))
    return rows


def row_positions(record: ImportRecord, lines: Sequence[str]) -> dict[int, int]:
    """For each row of the body that is unchanged in the file: its index among the file's lines."""
    expected = [number for number, print_ in enumerate(record.fingerprints) if print_ != BLANK_LINE]
    present = [number for number in range(body_start(lines), len(lines)) if lines[number].strip()]
    pairs = aligned(
        [record.fingerprints[number] for number in expected], [line_fingerprint(lines[number]) for number in present]
    )
    positions = {expected[before]: present[after] for before, after in pairs.items()}
    for number, print_ in enumerate(record.fingerprints):
        if print_ == BLANK_LINE:
            _place_blank_line(number, positions, lines)
    return dict(sorted(positions.items()))


def markdown_of_blocks(rows: Sequence[Row], positions: Mapping[int, int], lines: Sequence[str]) -> dict[int, str]:
    """The Markdown of each block all of whose rows are in the file, without the markers of its containers."""
    contents: dict[int, list[str]] = {}
    missing = set()
    for index, row in enumerate(rows):
        if row.block is None:
            continue
        if index in positions:
            contents.setdefault(row.block, []).append(row.content_in(lines[positions[index]]))
        else:
            missing.add(row.block)
    return {number: "\n".join(content) for number, content in contents.items() if number not in missing}


def _place_blank_line(number: int, positions: dict[int, int], lines: Sequence[str]) -> None:
    """Find the blank line beside the row before or after it."""
    for neighbour, step in ((number - 1, 1), (number + 1, -1)):
        if neighbour in positions:
            index = positions[neighbour] + step
            if 0 <= index < len(lines) and not lines[index].strip():
                positions[number] = index
                return
