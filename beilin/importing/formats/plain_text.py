"""Plain text in a field of a source → blocks, by the rules for texts: paragraphs, headings, lists, code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from beilin.importing.classify.structure.structure import Structure, find_structure
from beilin.importing.formats.html.markup.fragment import Fragment
from beilin.importing.markdown.escaping import escape
from beilin.importing.markdown.plainly import fenced
from beilin.importing.model import Block, Container
from beilin.importing.source.joins import joined_texts
from beilin.importing.source.lines import SourceLine, clean_line, strip_from_start
from beilin.importing.source.stripped import INDENT, LIST_MARKER, StrippedPiece, without_pieces


def convert_text(text: str) -> Fragment:
    """The blocks of plain text. The markers of lists are no text of it: Markdown has its own."""
    lines = [clean_line(number, raw) for number, raw in enumerate(re.split("\r\n|\r|\n", text))]
    structure = find_structure(lines)
    pieces = {line.number: tuple(_stripped(line, structure)) for line in lines if line.text}
    texts = {number: without_pieces(lines[number].raw, stripped) for number, stripped in pieces.items()}
    blocks = tuple(_blocks(texts, structure))
    return Fragment(blocks, (), {}, (), "\n".join(texts.values()))


def _stripped(line: SourceLine, structure: Structure) -> Sequence[StrippedPiece]:
    """What is stripped from the line; one of code keeps its indentation."""
    if any(line.number in block for block in structure.preformatted):
        return [piece for piece in line.stripped if piece.rule != INDENT]
    length = next((items[line.number] for items in structure.lists if line.number in items), 0)
    hyphens = [piece for piece in structure.hyphens if piece.line == line.number]
    pieces = strip_from_start(line, length, LIST_MARKER) if length else line.stripped
    return sorted([*pieces, *hyphens], key=lambda piece: piece.column)


def _blocks(texts: Mapping[int, str], structure: Structure) -> Iterator[Block]:
    numbers = {
        line: (place, number) for place, run in enumerate(structure.lists, 1) for number, line in enumerate(run, 1)
    }
    turns = {turn.line: turn for turn in structure.turns}
    code = {lines[0]: lines for lines in structure.preformatted}
    inside = {line for lines in structure.preformatted for line in lines}
    for line, text in joined_texts(texts, structure.joins).items():
        if line in code:
            whole = "\n".join(texts.get(each, "") for each in code[line])
            yield Block("code", whole, fenced(whole))
        elif line in inside:
            continue
        elif line in numbers:
            place, number = numbers[line]
            item = Container("ordered", line + 1, place, number)
            yield Block("paragraph", text, escape(text, "item"), containers=(item,))
        elif line in structure.headings:
            level = structure.levels.get(line, 2)
            yield Block("heading", text, f"{'#' * level} {escape(text, 'heading')}", level=level)
        elif turn := turns.get(line):
            before, name, after = (
                text[: turn.start],
                text[turn.start :][: len(turn.name)],
                text[turn.start + len(turn.name) :],
            )
            strong = f"{escape(before, 'paragraph')}**{escape(name, 'heading')}**{escape(after, 'heading')}"
            yield Block("paragraph", text, strong)
        else:
            yield Block("paragraph", text, escape(text, "paragraph"))
