"""The proof that an import record has everything of a source that its article does not have."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from itertools import zip_longest

from beilin.importing.model import NOWHERE
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.record.record_file import read_import_record, write_import_record
from beilin.importing.source.stripped import is_blank


def fault_of_record(
    record: ImportRecord, texts: Sequence[str], markdown: bytes, unit: str = "line"
) -> tuple[str, int | None] | None:
    """What is wrong with the record by itself, and at which line; None if nothing is.

    `texts` are the lines of the source, or the texts of its blocks, which messages name by the `unit`.
    """
    # A line may state several facts.
    in_full = list(dict.fromkeys((item.line, item.text) for item in record.facts if item.line != NOWHERE))
    in_full += [(item.line, item.text) for item in record.set_aside]
    listed = sorted([*record.body, *record.blank, *(number for number, _ in in_full)])
    for expected, number in zip_longest(range(len(texts)), listed):
        if expected != number:
            line = min(n for n in (expected, number) if n is not None)
            return f"{unit} {line + 1} is accounted for {'twice' if listed.count(line) > 1 else 'nowhere'}", line
    if list(record.body) != sorted(record.body):
        return f"the {unit}s of the body are out of order", None
    for number, text in in_full:
        if text != texts[number]:
            return f"the import record does not have {unit} {number + 1} in full", number
    for number in record.blank:
        if not is_blank(texts[number]):
            return f"{unit} {number + 1} is not blank", number
    if record.lines != len(texts) or record.markdown_sha256 != sha256(markdown).hexdigest():
        return "the import record does not belong to this source and Markdown", None
    try:
        is_same = read_import_record(write_import_record(record)) == record
    except ValueError as error:
        return f"the import record cannot be read back: {error}", None
    return None if is_same else ("the import record does not read back unchanged", None)
