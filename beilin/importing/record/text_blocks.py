"""The blocks of a plain text, as its import record describes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from beilin.importing.classify.structure.levels import TOP
from beilin.importing.markdown.write import TextBlock, TextForm, compose_blocks
from beilin.importing.record.fingerprints import fingerprint
from beilin.importing.record.import_record import ImportRecord


def text_blocks(record: ImportRecord, texts: Mapping[int, str]) -> list[TextBlock]:
    """The blocks in order. `texts` has each line of the body without what was stripped from it."""
    levels = dict(record.levels)
    form = TextForm(
        headings={line: levels.get(line, TOP) for line in record.headings},
        lists=record.lists,
        joins=record.joins,
        preformatted=record.preformatted,
        strong={piece.line: (piece.column, piece.column + len(piece.text)) for piece in record.strong},
    )
    return compose_blocks(form, texts)


def fingerprints_of(blocks: Sequence[TextBlock]) -> tuple[str, ...]:
    """The fingerprints of the lines of the body in the Markdown file: one for each block, or line in a fence."""
    return tuple(
        fingerprint(text)
        for block in blocks
        for text in ([block.text] if block.kind != "preformatted" else map(str.strip, block.text.split("\n")))
        if text
    )
