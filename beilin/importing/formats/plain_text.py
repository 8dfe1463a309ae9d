"""Plain text in a field of a source → blocks, by the rules for texts: paragraphs, headings, lists, code."""

from __future__ import annotations

import re
from dataclasses import replace

from beilin.importing.classify.classify import stripped_pieces
from beilin.importing.classify.structure.structure import find_structure
from beilin.importing.formats.html.markup.fragment import Fragment
from beilin.importing.markdown.escaping import escape
from beilin.importing.markdown.write import TextBlock, TextForm, block_markdown, compose_blocks
from beilin.importing.model import Block, BlockKind, Container
from beilin.importing.source.lines import clean_line
from beilin.importing.source.stripped import without_pieces


def convert_text(text: str) -> Fragment:
    """The blocks of plain text. Their text is without markers of lists and numbers of headings."""
    lines = [clean_line(number, raw) for number, raw in enumerate(re.split("\r\n|\r|\n", text))]
    structure = find_structure(lines)
    stripped = stripped_pieces([line for line in lines if line.text], structure)
    texts = {number: without_pieces(lines[number].raw, pieces) for number, pieces in stripped.items()}
    form = TextForm(
        structure.levels,
        [tuple(items) for items in structure.lists],
        structure.joins,
        structure.preformatted,
        {turn.line: (turn.start, turn.start + len(turn.name)) for turn in structure.turns},
    )
    composed = compose_blocks(form, texts)
    numbers = {line: number for number, block in enumerate(composed) for line in block.lines}
    doubts = tuple(replace(doubt, line=numbers[doubt.line]) for doubt in structure.doubts if doubt.line in numbers)
    return Fragment(tuple(map(_block, composed)), (), {}, doubts, "\n".join(texts.values()))


def _block(block: TextBlock) -> Block:
    if block.kind == "item":
        item = Container("ordered", block.lines[0] + 1, block.list_number + 1, block.number)
        return Block("paragraph", block.text, escape(block.text, "item"), containers=(item,))
    kind: BlockKind = "code" if block.kind == "preformatted" else block.kind
    return Block(kind, block.text, block_markdown(block), level=block.number if kind == "heading" else 0)
