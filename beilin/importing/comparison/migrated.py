"""The source of an article from another generator's site beside the article, line by line, with what the edits did."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from beilin.importing.comparison.rows import Kind, Row
from beilin.importing.record.migration_record import MigrationRecord, RecordedEdit, old_body
from beilin.reading.front_matter import split_front_matter


def migrated_side_by_side(record: MigrationRecord, markdown: str) -> list[Row]:
    """The rows in the order of the source: its front matter, that of the article, and both bodies.

    Where the edits no longer fit, because an editor changed the body, they are listed instead of the bodies.
    """
    yaml, body, _ = split_front_matter(markdown)
    rows = [
        Row(number, line, "", "front matter", "of the source")
        for number, line in enumerate(record.front_matter.splitlines(), 1)
    ]
    rows += [Row(None, "", line, "front matter", "written by the import") for line in (yaml or "").splitlines()]
    edits = [edit for edits in record.passes for edit in edits]
    try:
        source = old_body(record, body)
    except ValueError:
        return rows + [Row(None, edit.old, edit.new, "changed", edit.kind) for edit in edits]
    return rows + _bodies(source.split("\n"), body.split("\n"), record.body_line, edits)


def _bodies(source: Sequence[str], lines: Sequence[str], first: int, edits: Sequence[RecordedEdit]) -> list[Row]:
    rows: list[Row] = []
    for tag, begin, end, new_begin, new_end in SequenceMatcher(None, source, lines, autojunk=False).get_opcodes():
        old, new = source[begin:end], lines[new_begin:new_end]
        if tag == "equal":
            rows += [Row(first + begin + n, line, line, "same" if line else "blank", "") for n, line in enumerate(old)]
            continue
        kinds = ", ".join(_kinds("\n".join(old), "\n".join(new), edits))
        for n, (before, after) in enumerate(zip_longest(old, new)):
            number = None if before is None else first + begin + n
            kind: Kind = "added" if before is None else "set aside" if after is None else "changed"
            rows.append(Row(number, before or "", after or "", kind, kinds))
    return rows


def _kinds(old: str, new: str, edits: Sequence[RecordedEdit]) -> list[str]:
    """The kinds of the edits that may have made the one of the other: those whose texts are in both."""
    return list(
        dict.fromkeys(edit.kind for edit in edits if edit.old + edit.new and edit.old in old and edit.new in new)
    )
