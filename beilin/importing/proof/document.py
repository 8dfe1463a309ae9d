"""The proof that the import of a document loses no word.

Every character of the source is in a block; every block is in the article or in full in the import record; and the
site's reader shows the text of each block of the article, in order, and no other text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from beilin.importing.markdown.shown import code_of, reader_for_proof, shown_of, solid, without_marks
from beilin.importing.model import Block, Container, Document
from beilin.importing.proof.accounting import fault_of_record
from beilin.importing.proof.block_text import definitions_in, is_plain, shown_alone, shows_its_text
from beilin.importing.proof.proof import HINT, shorten
from beilin.importing.record.import_record import ImportRecord
from beilin.model import Body, TextBlock
from beilin.problems.problem import Problem, has_errors
from beilin.reading.article import read_article
from beilin.reading.settings import ReaderSettings
from beilin.reading.text_blocks import text_of


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where a page does not show what it should."""

    message: str
    block: int | None = None  # its number in the document, from 0
    label: str = ""  # of the footnote, if it is about one


def labels_of(blocks: Mapping[int, Block]) -> frozenset[str]:
    """The labels of the footnotes that the blocks define."""
    return frozenset(c.label for block in blocks.values() for c in block.containers if c.kind == "note")


def blocks_that_differ(body: Mapping[int, Block], reader: ReaderSettings, *, plain_too: bool) -> list[int]:
    """The blocks of the article whose Markdown, rendered alone, does not show their text.

    That of plain blocks is on the page as it is, or `difference_on_page` says that it is not.
    """
    definitions = definitions_in(body.values())
    return [
        number
        for number, block in body.items()
        if (plain_too or not is_plain(block)) and not shows_its_text(block, definitions, reader)
    ]


def missing_text(document: Document) -> str:
    """What is wrong with the blocks as a whole: text of the source that none has, or text that they invent; or ""."""
    details = {c.key: c for block in document.blocks for c in block.containers if c.kind == "details"}
    labels = (_text_of_summary(container) for container in details.values())
    of_blocks = Counter("".join([*(solid(block.text) for block in document.blocks), *labels]))
    of_source = Counter(solid(document.all_text))
    if missing := of_source - of_blocks:
        return f"text of the source is in no block: {shorten(''.join(missing.elements()))}"
    if invented := of_blocks - of_source:
        return f"the blocks have text that is not in the source: {shorten(''.join(invented.elements()))}"
    return ""


def difference_on_page(
    body: Mapping[int, Block], article: str, markdown: bytes, reader: ReaderSettings
) -> Difference | None:
    """The first difference between the blocks of the article and its page; None if the page shows exactly these."""
    page, problems = read_article(article, markdown, reader_for_proof(reader))
    if page is None or has_errors(problems):
        return Difference(f"the Markdown has an error: {problems[0].message}")
    shown = shown_of(page.body)
    expected, notes = _expected(body, reader)
    text = without_marks(shown.text)
    if text != "".join(piece for _, piece in expected):
        return _first_difference(expected, text)
    of_page = Counter(without_marks(note) for note in shown.notes.elements())
    if of_page != Counter(notes.values()):
        label = next((name for name, note in notes.items() if note not in of_page), "")
        return Difference(f"the page does not show the footnote {label!r} as it is", label=label)
    return _code_that_differs(body, page.text)


def prove_record(document: Document, record: ImportRecord, markdown: bytes) -> Problem | None:
    """None if every text of the document is in a block, and every block in the article or in the record.

    The other half of the proof is `difference_on_page`.
    """
    texts = [block.text for block in document.blocks]
    if fault := fault_of_record(record, texts, markdown, "block"):
        return lost_block(record.file, fault[0], document, fault[1])
    if fault_of_text := missing_text(document):
        return lost_block(record.file, fault_of_text, document)
    return None


def lost_block(name: str, message: str, document: Document, number: int | None = None) -> Problem:
    """The problem of a document whose import would lose or change text. `number` is that of the block, from 0."""
    line = document.blocks[number].line or None if number is not None and number < len(document.blocks) else None
    return Problem("lost-text", f"the import would lose or change text: {message}", name, line, hint=HINT)


def _expected(body: Mapping[int, Block], reader: ReaderSettings) -> tuple[list[tuple[int, str]], dict[str, str]]:
    """What the page must show: the text of each block in order, and that of each footnote by its label."""
    definitions = definitions_in(body.values())
    summaries: dict[int, str] = {}
    for number, text in _summaries(body.items()):
        summaries[number] = summaries.get(number, "") + text
    texts: list[tuple[int, str]] = []
    notes: dict[str, str] = {}
    for number, block in body.items():
        shown = solid(block.text) if is_plain(block) else without_marks(shown_alone(block, definitions, reader))
        shown = summaries.get(number, "") + shown
        label = next((container.label for container in block.containers if container.kind == "note"), None)
        if label is None:
            texts.append((number, shown))
        else:
            notes[label] = notes.get(label, "") + shown
    return texts, notes


def _code_that_differs(body: Mapping[int, Block], texts: Sequence[TextBlock]) -> Difference | None:
    """The first listing that the page does not show with all its spaces."""
    listings = [code_of(text.text) for text in texts if text.kind == "code"]
    of_text = iter(listings)
    for number, block in body.items():
        shown = listings if any(container.kind == "note" for container in block.containers) else of_text
        if block.kind == "code" and solid(block.text) and code_of(block.text) not in shown:
            return Difference(f"block {number + 1} is not shown as the same code", number)
    return None


def _summaries(blocks: Iterable[tuple[int, Block]]) -> Iterator[tuple[int, str]]:
    """The text of each summary of `<details>`, with the block before which it stands."""
    around: set[int] = set()  # keys of the containers of the block before
    for number, block in blocks:
        for container in block.containers:
            if container.kind == "details" and container.key not in around:
                yield number, _text_of_summary(container)
        around = {container.key for container in block.containers}


def _text_of_summary(container: Container) -> str:
    return solid("".join(text.text for text in text_of(Body(container.label))))


def _first_difference(expected: Sequence[tuple[int, str]], text: str) -> Difference:
    position = 0
    for number, piece in expected:
        if not text.startswith(piece, position):
            actual = text[position : position + len(piece)]
            index = next((n for n, (a, b) in enumerate(zip(piece, actual, strict=False)) if a != b), len(actual))
            message = f"block {number + 1} differs; source: {shorten(piece, index)}; page: {shorten(actual, index)}"
            return Difference(message, number)
        position += len(piece)
    last = expected[-1][0] if expected else None
    return Difference(f"the page has text that is not in the source: {shorten(text[position:])}", last)
