"""A plain text beside the article made from it, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from beilin.importing.comparison.collation import CollatedLine, CollatedRow, Text, piece, plain, shortened
from beilin.importing.comparison.edits import edited_rows
from beilin.importing.comparison.outside import asides_of, facts_of
from beilin.importing.comparison.rows import added_rows
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.source.joins import lines_of_paragraphs
from beilin.importing.source.stripped import INDENT, LINE_END_HYPHEN, TRAILING_SPACE, StrippedPiece
from beilin.importing.undo.edited_file import block_ends, displayed_text, line_positions

_SEEN = (INDENT, TRAILING_SPACE, LINE_END_HYPHEN)  # what these rules strip is shown as it is, or is white space


def collate_lines(record: ImportRecord, markdown: str, source: Sequence[str]) -> list[CollatedRow]:
    """The rows in the order of the source, given its lines. What an editor added is where the article has it."""
    lines = markdown.split("\n")
    positions = line_positions(record, lines)
    fences = {index for ends in block_ends(record, lines, positions).values() for index in ends}
    added = {
        index: [displayed_text(row.markdown) for row in rows]
        for index, rows in added_rows(lines, {*positions.values(), *fences}).items()
    }
    last = {index: number for number, index in positions.items()}
    form = _Form(record)
    outside = asides_of(record) | facts_of(record)
    rows: list[CollatedRow] = []
    same_block: list[CollatedRow] = []  # the last lines, if they are of one paragraph or code block that may go on
    edits = _Edits(form, texts=added.pop(-1, []))
    before = -1  # the block of these
    for number, raw in enumerate(source):
        block = form.block_of.get(number, -1)
        if same_block and block != before:
            rows.append(_one_row(same_block))
            same_block = []
        before = block
        if number in positions:
            rows += edits.taken()
            same_block.append(form.row(number, raw, lines[positions[number]]))
            if last[positions[number]] == number and (texts := added.pop(positions[number], [])):
                rows.append(_one_row(same_block))
                same_block, edits.texts = [], texts
        elif number in outside:
            rows += edits.taken() if edits.lines else []  # a text alone may belong to a later line
            rows.append(outside[number])
        elif number not in form.blank:
            edits.lines.append((number, raw))
        elif same_block:  # a blank line of code
            same_block.append(CollatedRow("kept", (CollatedLine(number + 1, ()),), ((),)))
    rows += [_one_row(same_block)] if same_block else []
    return rows + edits.taken()


class _Form:
    """What the record says of the lines of the body, by line."""

    def __init__(self, record: ImportRecord) -> None:
        paragraphs = lines_of_paragraphs(record.body, record.joins)
        code = {number: block[0] for block in record.preformatted for number in block}
        of_paragraph = {number: first for first, numbers in paragraphs.items() for number in numbers}
        self.block_of = of_paragraph | code  # each line's block, by its first line
        self.blank = frozenset(record.blank)
        self._code = code
        self._joined = {join.line for join in record.joins}
        self._changes: dict[int, list[str]] = {}
        self._stripped: dict[int, list[StrippedPiece]] = {}
        items = (number for items in record.lists for number in items)
        for change, numbers in (
            ("heading", record.headings),
            ("item", items),
            ("code", code),
            ("joined", self._joined),
            ("speaker", (strong.line for strong in record.strong)),
            ("restored", (item.line for item in record.restored)),
        ):
            for number in numbers:
                self._changes.setdefault(number, []).append(change)
        for stripped in record.stripped:
            self._changes.setdefault(stripped.line, []).append(stripped.rule)
            self._stripped.setdefault(stripped.line, []).append(stripped)

    def row(self, number: int, raw: str, markdown: str) -> CollatedRow:
        """The row of a line that is in the article; one that continues a paragraph has no text of its own."""
        changes = tuple(dict.fromkeys(self._changes.get(number, ())))
        line = CollatedLine(number + 1, _with_marks(raw, self._stripped.get(number, ())))
        if number in self._joined:
            return CollatedRow("kept", (line,), (), changes)
        text = markdown if number in self._code else displayed_text(markdown)
        return CollatedRow("same" if not changes and raw == text else "kept", (line,), (plain(text),), changes)


def _one_row(rows: Sequence[CollatedRow]) -> CollatedRow:
    """The lines of one block as one row. Code is one text with their line ends; a joined line has none of its own."""
    if len(rows) == 1:
        return rows[0]
    texts = [text for row in rows for text in row.texts]
    whole = [part for text in texts for part in (*plain("\n"), *text)]
    changes = tuple(dict.fromkeys(change for row in rows for change in row.changes))
    return CollatedRow("kept", tuple(line for row in rows for line in row.lines), (tuple(whole[1:]),), changes)


@dataclass(slots=True)
class _Edits:
    """What the article no longer has, and what stands there instead, until the next line that it has."""

    form: _Form
    lines: list[tuple[int, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def taken(self) -> list[CollatedRow]:
        """The rows of all that was collected, which is forgotten."""
        if not self.lines and not self.texts:
            return []
        paragraphs: dict[int, list[tuple[int, str]]] = {}
        for number, raw in self.lines:
            paragraphs.setdefault(self.form.block_of.get(number, number), []).append((number, raw))
        rows = edited_rows([*paragraphs.values()], self.texts)
        self.lines, self.texts = [], []
        return rows


def _with_marks(raw: str, stripped: Sequence[StrippedPiece]) -> Text:
    """The line of the source with marks on what was stripped from it."""
    pieces, done = [], 0
    for item in stripped:
        pieces += [piece(raw[done : item.column])] if item.column > done else []
        named = item.text if item.rule in _SEEN or item.text.isprintable() else _named(item.text)
        pieces.append(piece(named, "stripped"))
        done = item.column + len(item.text)
    rest = shortened(raw[done:])
    return (*pieces, piece(rest)) if rest else tuple(pieces)


def _named(text: str) -> str:
    """The characters by their numbers: they cannot be seen."""
    return " ".join(f"U+{ord(character):04X}" for character in text)
