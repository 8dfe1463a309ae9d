"""The blocks of a plain text, as its import record describes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from beilin.importing.classify.structure.levels import TOP
from beilin.importing.markdown.write import TextBlock
from beilin.importing.record.fingerprints import fingerprint
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.source.joins import joined_texts


def text_blocks(record: ImportRecord, texts: Mapping[int, str]) -> list[TextBlock]:
    """The blocks in order. `texts` has each line of the body without what was stripped from it."""
    items = {
        line: (number, position)
        for position, lines in enumerate(record.lists)
        for number, line in enumerate(lines, start=1)
    }
    levels = {**dict.fromkeys(record.headings, TOP), **dict(record.levels)}
    strong = {piece.line: piece for piece in record.strong}
    preformatted = {lines[0]: lines for lines in record.preformatted}
    inside = {line for lines in record.preformatted for line in lines}
    parts = lines_of_paragraphs(record)
    blocks: list[TextBlock] = []
    for number, text in joined_texts(texts, record.joins).items():
        lines = tuple(parts[number])
        if number in preformatted:
            lines = preformatted[number]
            blocks.append(TextBlock("preformatted", lines, "\n".join(texts.get(line, "") for line in lines)))
        elif number in inside:
            continue
        elif number in items:
            blocks.append(TextBlock("item", lines, text, *items[number]))
        elif number in levels:
            blocks.append(TextBlock("heading", lines, text, levels[number]))
        elif piece := strong.get(number):
            blocks.append(TextBlock("paragraph", lines, text, strong=(piece.column, piece.column + len(piece.text))))
        else:
            blocks.append(TextBlock("paragraph", lines, text))
    return blocks


def lines_of_paragraphs(record: ImportRecord) -> dict[int, list[int]]:
    """The lines of each paragraph of the body, by its first line."""
    joined = {join.line for join in record.joins}
    lines: dict[int, list[int]] = {}
    first = -1
    for number in record.body:
        first = first if number in joined else number
        lines.setdefault(first, []).append(number)
    return lines


def fingerprints_of(blocks: Sequence[TextBlock]) -> tuple[str, ...]:
    """The fingerprints of the lines of the body in the Markdown file: one for each block, or line in a fence."""
    return tuple(
        fingerprint(text)
        for block in blocks
        for text in ([block.text] if block.kind != "preformatted" else map(str.strip, block.text.split("\n")))
        if text
    )
