"""The blocks of a document beside the article made from it, with the rule for each difference."""

from __future__ import annotations

from collections.abc import Mapping

from beilin.importing.comparison.rows import NOT_KEPT, Kind, Row, added_rows
from beilin.importing.model import NOWHERE
from beilin.importing.record.import_record import DocumentSource, ImportRecord
from beilin.importing.undo.block_rows import markdown_of_blocks, row_positions, rows_of
from beilin.reading.markdown import render_markdown
from beilin.reading.text_blocks import text_of


def blocks_side_by_side(record: ImportRecord, document: DocumentSource, markdown: str) -> list[Row]:
    """The rows in the order of the source, one for each block. What an editor added comes after what it follows.

    The text of a block in the article is what its Markdown shows; that of a block that was edited since is not kept.
    """
    lines = markdown.split("\n")
    rows = rows_of(document, record.body)
    positions = row_positions(record, lines)
    written = markdown_of_blocks(rows, positions, lines)
    last = {row.block: positions[index] for index, row in enumerate(rows) if row.block in written}
    added = added_rows(lines, set(positions.values()))
    outside = _outside_body(record)
    output = added.pop(-1, [])
    waiting = sorted(added, reverse=True)
    for number in range(record.lines):
        if number in written:
            output.append(_row(record, document, number, written[number]))
            # Between two blocks of the article are lines of containers as well.
            while waiting and waiting[-1] <= last[number]:
                output += added[waiting.pop()]
        elif number in outside:
            output.append(outside[number])
        else:
            output.append(Row(number + 1, NOT_KEPT, "", "edited", "edited since, or removed"))
    return output + [row for index in reversed(waiting) for row in added[index]]


def shown_text(markdown: str) -> str:
    """What the Markdown of a block shows."""
    return "\n".join(shown.text for shown in text_of(render_markdown(markdown, file="")[0].body))


def _row(record: ImportRecord, document: DocumentSource, number: int, markdown: str) -> Row:
    """The row of a block that is in the article as it was imported."""
    block = document.blocks[number]
    text = shown_text(markdown)
    reasons: list[str] = [] if block.kind == "paragraph" else [block.kind]
    reasons += [container.kind for container in block.containers]
    reasons += ["restored by hand"] * any(item.line == number for item in record.restored)
    if block.kind == "paragraph" and text != markdown:
        reasons.append("markup")
    kind: Kind = "changed" if reasons or text != markdown else "same"
    return Row(number + 1, text, markdown, kind, ", ".join(reasons))


def _outside_body(record: ImportRecord) -> Mapping[int, Row]:
    """The rows of the blocks that are not in the article."""
    outside = {number: Row(number + 1, "", "", "blank", "") for number in record.blank}
    for item in record.set_aside:
        outside[item.line] = Row(item.line + 1, item.text, "", "set aside", f"{item.rule}: {item.evidence}")
    for fact in record.facts:
        if fact.line != NOWHERE:
            stated = f"{fact.key}: {', '.join(fact.values)}"
            before = outside.get(fact.line)
            rule = f"{before.rule}; {stated}" if before else stated
            outside[fact.line] = Row(fact.line + 1, fact.text, "", "front matter", rule)
    return outside
