"""Permanent identifiers that several files have, as happens when a file is copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from shlex import quote

from beilin.model import Record
from beilin.problems.problem import Problem


def duplicate_ids(records: Iterable[Record]) -> Iterator[Problem]:
    """An error for each file, but one, that has the identifier of another, published or not."""
    holders: dict[str, list[Record]] = {}
    for record in records:
        if record.summary.id:
            holders.setdefault(record.summary.id, []).append(record)
    for id, found in holders.items():
        if len(found) > 1:
            original, *copies = sorted(found, key=_likely_copy)
            first = f"{original.summary.path}:{original.id_line}"
            for copy in copies:
                path = copy.summary.path
                hint = f"If this file is a copy, draw an id of its own for it: build.py id --redraw {quote(path)}"
                yield Problem("duplicate-id", f"id: {first} has {id!r} too", path, copy.id_line or None, hint=hint)


def _likely_copy(record: Record) -> tuple[bool, int, str]:
    """Sorts copies behind their original: they are drafts, or have longer names (`bill-copy.md`, `bill (1).md`)."""
    path = record.summary.path
    return record.summary.draft, len(path), path
