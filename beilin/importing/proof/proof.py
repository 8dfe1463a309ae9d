"""The proof that no word is lost: the site's reader renders the Markdown, and its blocks are the source's lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from beilin.importing.classify.structure.levels import TOP
from beilin.importing.markdown.write import TextBlock
from beilin.importing.proof.accounting import fault_of_record
from beilin.importing.proof.blocks import Block, blocks_of
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.record.text_blocks import text_blocks
from beilin.importing.source.stripped import StrippedPiece, without_pieces
from beilin.problems.problem import Problem
from beilin.reading.article import ReaderSettings, read_article

_MAX_SNIPPET = 60  # characters around the first difference
HINT = "Nothing was written for this file. Please report it with the file."


def prove(
    name: str, raw_lines: Sequence[str], record: ImportRecord, article: str, markdown: bytes, reader: ReaderSettings
) -> Problem | None:
    """None if the import record and the Markdown together have every line of the source; else the first failure.

    Every line is accounted for exactly once; every line that is stated or set aside is in the record in full; each kept
    line, without the pieces that the record lists, is one block of the right kind with exactly its text, in order; the
    record reads back unchanged. `name` is the source, `article` the path of the Markdown file from the archive's root.
    """

    def failure(message: str, line: int | None = None) -> Problem:
        return lost_text(name, message, line, raw_lines)

    if fault := fault_of_record(record, raw_lines, markdown):
        return failure(*fault)
    rendered, problems = read_article(article, markdown, reader)
    if rendered is None or problems:
        return failure(f"the Markdown has an error: {problems[0].message}")
    stripped = _by_line(record.stripped)
    texts: dict[int, str] = {}
    for number in record.body:
        try:
            texts[number] = without_pieces(raw_lines[number], stripped.get(number, ()))
        except ValueError as error:
            return failure(str(error), number)
    for source, block in zip_longest(text_blocks(record, texts), blocks_of(rendered.body.html)):
        if source is None:
            return failure(f"the page has a {block.kind} that is not in the source: {shorten(block.text)}")
        expected = _expected(source)
        if block != expected:
            return failure(_difference(source.lines[0], expected, block), source.lines[0])
    return None


def lost_text(name: str, message: str, line: int | None, raw_lines: Sequence[str]) -> Problem:
    """The problem of a source whose import would lose or change text. `line` counts from 0."""
    message = f"the import would lose or change text: {message}"
    if line is None or line >= len(raw_lines):
        return Problem("lost-text", message, name, hint=HINT)
    return Problem("lost-text", message, name, line + 1, None, HINT, raw_lines[line])


def _expected(source: TextBlock) -> Block:
    """The block as the page should have it."""
    if source.kind == "preformatted":
        return Block("<pre> with <code>", f"{source.text}\n")
    if source.kind == "paragraph":
        return Block("paragraph with <strong>" if source.strong else "paragraph", source.text)
    if source.kind == "heading" and source.number == TOP:
        return Block("heading", source.text)
    return Block(f"{source.kind} {source.number}", source.text)


def _by_line(pieces: Sequence[StrippedPiece]) -> dict[int, list[StrippedPiece]]:
    by_line: dict[int, list[StrippedPiece]] = {}
    for piece in pieces:
        by_line.setdefault(piece.line, []).append(piece)
    return by_line


def _difference(number: int, expected: Block, actual: Block | None) -> str:
    if actual is None:
        return f"line {number + 1} is not on the page: {expected.kind} {shorten(expected.text)}"
    pairs = zip_longest(expected.text, actual.text)
    index = next((n for n, (a, b) in enumerate(pairs) if a != b), 0)
    return (
        f"line {number + 1} differs; source: {expected.kind} {shorten(expected.text, index)}; "
        f"page: {actual.kind} {shorten(actual.text, index)}"
    )


def shorten(text: str, index: int = 0) -> str:
    """The text around the index, quoted."""
    start = max(0, index - _MAX_SNIPPET // 2)
    end = start + _MAX_SNIPPET
    return repr("…" * (start > 0) + text[start:end] + "…" * (end < len(text)))
