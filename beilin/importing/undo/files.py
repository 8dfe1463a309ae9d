"""Restoring and setting aside lines of an article in the archive: both files are read, checked and written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from beilin.files.replace import replace_file
from beilin.importing.archive.imported_article import read_imported_article
from beilin.importing.proof.blocks import Block, blocks_of
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.record.record_file import read_import_record, write_import_record
from beilin.importing.undo.block_check import check_block_move
from beilin.importing.undo.undo_error import UndoError
from beilin.layout import import_record_path
from beilin.reading.article import ReaderSettings, read_article

Move = Callable[[str, ImportRecord, int], tuple[str, ImportRecord]]


def move_lines(
    root: Path, article: str, numbers: Sequence[int], move: Move, reader: ReaderSettings
) -> tuple[str, list[UndoError]]:
    """Move the lines (counted from 1) one after the other. Returns the article's path and the lines that failed.

    Raises ValueError if there is no such article.
    """
    imported = read_imported_article(root, article)
    markdown, record = imported.markdown, imported.record
    failures: list[UndoError] = []
    moved: set[int] = set()  # also the lines that make a block with one of the numbers
    for number in numbers:
        if number - 1 in moved:
            continue
        try:
            new_markdown, new_record = move(markdown, record, number - 1)
            if record.document:
                check_block_move(imported.path, markdown, new_markdown, number, reader)
            else:
                _check(imported.path, markdown, new_markdown, number, reader)
            if read_import_record(write_import_record(new_record)) != new_record:
                raise UndoError(f"the import record cannot represent this move of {number}")
        except UndoError as error:
            failures.append(error)
        else:
            moved |= {*record.body} ^ {*new_record.body}
            markdown, record = new_markdown, new_record
    if record is not imported.record:
        replace_file(root / imported.path, markdown.encode())
        replace_file(root / import_record_path(imported.path), write_import_record(record))
    return imported.path, failures


def _check(path: str, before: str, after: str, number: int, reader: ReaderSettings) -> None:
    """Raise UndoError unless the page gains or loses exactly one block, and all others stay as they are."""
    old, new = _blocks(path, before, reader), _blocks(path, after, reader)
    if old is None or new is None:
        raise UndoError(f"{path} has errors; correct them first (build.py build shows them)")
    shorter, longer = sorted((old, new), key=len)
    index = next((n for n, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(longer) != len(shorter) + 1 or longer[index + 1 :] != shorter[index:]:
        raise UndoError(f"line {number} cannot be moved without changing other parts of the page; edit the article")


def _blocks(path: str, markdown: str, reader: ReaderSettings) -> list[Block] | None:
    article, _ = read_article(path, markdown.encode(), reader)
    return blocks_of(article.body.html) if article else None
