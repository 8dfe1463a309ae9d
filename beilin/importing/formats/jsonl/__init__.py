"""JSON Lines, and arrays of JSON objects: the records of a crawl, one article each.

A record that cannot be read is a problem of its line and does not stop the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from beilin.importing.formats.bounded_reading import READING_ERRORS, open_source, reading_problem
from beilin.importing.formats.jsonl.article import document_of
from beilin.importing.formats.jsonl.choice import choose
from beilin.importing.formats.jsonl.fields import fields_of
from beilin.importing.formats.jsonl.identity import identity_of, name_of
from beilin.importing.formats.jsonl.parsing import BrokenRecordError, parse_record
from beilin.importing.formats.jsonl.records import MAX_RECORD, Record, read_records
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Document, Item
from beilin.problems.controls import printable
from beilin.problems.problem import Problem

KIND = "jsonl"
_MAX_NAMED = 12  # fields that a message names


def items(path: Path, display_name: str, settings: FormatSettings) -> Iterator[Item | Problem]:
    """The records that have a text. Of the others, the first is reported, with their number."""
    without_text, first = 0, None
    try:
        with open_source(path) as file:
            for record in read_records(file):
                found = _item(record, path, display_name, settings)
                if found is None:
                    without_text, first = without_text + 1, first or record
                else:
                    yield found
    except READING_ERRORS as error:
        yield reading_problem(error, display_name)
    if first:
        yield _without_text(first, without_text, display_name, settings)


def document(item: Item, settings: FormatSettings) -> Document | Problem:
    """The article in the record."""
    try:
        record = parse_record(item.data, settings.encoding)
    except BrokenRecordError as error:
        return _broken(error, item.line, item.source)
    return document_of(record, item, settings)


def _item(record: Record, path: Path, display_name: str, settings: FormatSettings) -> Item | Problem | None:
    """The item of a record, a problem if it is not valid, None if it has no text."""
    if not record.is_whole:
        message = f"the record is not complete, or larger than {MAX_RECORD // 1024**2} MB"
        return Problem("unreadable-item", message, display_name, record.line, hint=_HINT)
    try:
        fields = choose(parse_record(record.data, settings.encoding), settings.fields)
    except BrokenRecordError as error:
        return _broken(error, record.line, display_name)
    if fields.body is None:
        return None
    name = name_of(fields) or f"{path.stem}-{record.number}"
    return Item(KIND, display_name, record.data, name, f"record {record.number}", record.line, identity_of(fields))


def _broken(error: BrokenRecordError, line: int, display_name: str) -> Problem:
    message = f"the record cannot be read: {error}"
    return Problem("unreadable-item", message, display_name, line + error.line - 1, error.column, hint=_HINT)


def _without_text(record: Record, count: int, display_name: str, settings: FormatSettings) -> Problem:
    names = [field.path for field in fields_of(parse_record(record.data, settings.encoding))]
    shown = ", ".join(map(printable, names[:_MAX_NAMED])) + ("…" if len(names) > _MAX_NAMED else "")
    what = "a record has" if count == 1 else f"{count:,} records have"
    message = f"{what} no text in a field that is recognised; the fields of the first: {shown or 'none'}"
    hint = "Name the field of the text, as in --map text=NAME."
    return Problem("unreadable-item", message, display_name, record.line, hint=hint)


_HINT = "Correct the record, or remove it; the others are imported."
