"""What an answer does: lines move as by `set-aside` and `restore`, the front matter changes, the entry goes.

Each answer is written at once, so that a review can be left and continued at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from beilin.files.replace import replace_file
from beilin.importing.archive.imported_article import ImportedArticle, read_imported_article
from beilin.importing.record.import_record import ImportRecord, Review
from beilin.importing.record.record_file import write_import_record
from beilin.importing.review.front_matter import with_tags, with_title
from beilin.importing.review.questions import Answer, Question, title_of
from beilin.importing.review.title_line import with_title_line
from beilin.importing.undo.files import Move, move_lines
from beilin.importing.undo.moves import restore, set_aside
from beilin.importing.undo.undo_error import UndoError
from beilin.layout import import_record_path
from beilin.reading.article import ReaderSettings, read_article


def settle(root: Path, question: Question, answer: Answer, reader: ReaderSettings, title: str = "") -> None:
    """Give the answer to the question; `title` replaces the proposed one.

    `replace` also puts the line that was taken for the title back into the article.

    Raises UndoError if the article was edited so that the answer cannot be carried out; the question stays open.
    Raises ValueError if the answer is not one of the question's, or the article cannot be read.
    """
    if answer not in question.answers:
        raise ValueError(f"{answer!r} does not answer this question")
    if answer == "set aside":
        _move(root, question, [number + 1 for number, _ in reversed(question.passage)], set_aside, reader)
    elif answer == "restore":
        _move(root, question, [question.passage[0][0] + 1], restore, reader)
    imported = read_imported_article(root, question.article)
    markdown, record = imported.markdown, imported.record
    if answer == "replace":
        if not title.strip():
            raise ValueError("a title is needed instead of the proposed one")
        markdown, record = with_title_line(markdown, record)
    if answer in ("confirm", "replace"):
        markdown = with_title(markdown, title.strip() or title_of(markdown))
    elif answer == "add tags":
        markdown = with_tags(markdown, question.value.split(", "))
    _write(root, imported, markdown, _without(record, question.entry), reader)


def _move(root: Path, question: Question, numbers: Sequence[int], move: Move, reader: ReaderSettings) -> None:
    """Move the lines (counted from 1), or as many as can be moved."""
    _, failures = move_lines(root, question.article, numbers, move, reader)
    if failures:
        _reopen(root, question)
        done = len(numbers) - len(failures)
        moved = f"; {done} of {len(numbers)} lines were moved" if done else ""
        raise UndoError(f"{failures[0].reason}{moved}", failures[0].text)


def _reopen(root: Path, question: Question) -> None:
    """Put the question's entry back, which left the record with its first line, because other lines are still there."""
    imported = read_imported_article(root, question.article)
    if question.entry and question.entry not in imported.record.review:
        review = tuple(sorted([*imported.record.review, question.entry], key=lambda item: item.line))
        record = replace(imported.record, review=review)
        replace_file(root / import_record_path(imported.path), write_import_record(record))


def _without(record: ImportRecord, entry: Review | None) -> ImportRecord:
    if entry is None:
        return record
    return replace(record, review=tuple(item for item in record.review if item != entry))


def _write(root: Path, imported: ImportedArticle, markdown: str, record: ImportRecord, reader: ReaderSettings) -> None:
    """Write what changed. Raises UndoError if the article would have errors that it does not have now."""
    if markdown != imported.markdown:
        if read_article(imported.path, markdown.encode(), reader)[0] is None:
            raise UndoError(f"{imported.path} has errors; correct them first (build.py build shows them)")
        if sha256(imported.markdown.encode()).hexdigest() == imported.record.markdown_sha256:  # no editor changed it
            record = replace(record, markdown_sha256=sha256(markdown.encode()).hexdigest())
        replace_file(root / imported.path, markdown.encode())
    if record != imported.record:
        replace_file(root / import_record_path(imported.path), write_import_record(record))
