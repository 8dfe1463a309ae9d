"""The rows of what is in a source and not in the body of the article: what was set aside, and what states facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from beilin.importing.comparison.collation import CollatedLine, CollatedRow, plain
from beilin.importing.model import NOWHERE
from beilin.importing.record.import_record import ImportRecord


def asides_of(record: ImportRecord) -> dict[int, CollatedRow]:
    """The rows of the lines or blocks that were set aside, by number."""
    return {
        item.line: CollatedRow("aside", (CollatedLine(item.line + 1, plain(item.text), item.rule, item.evidence),))
        for item in record.set_aside
    }


def facts_of(record: ImportRecord) -> dict[int, CollatedRow]:
    """The rows of those that became front matter, by number; several facts may stand in one."""
    rows: dict[int, CollatedRow] = {}
    for fact in record.facts:
        if fact.line == NOWHERE:
            continue
        row = rows.get(fact.line) or CollatedRow("fact", (CollatedLine(fact.line + 1, plain(fact.text)),))
        texts = (*row.texts, plain(", ".join(fact.values)))
        rows[fact.line] = replace(row, texts=texts, changes=(*row.changes, fact.key))
    return rows


def merged(rows: Iterable[CollatedRow]) -> Iterator[CollatedRow]:
    """The rows with what was set aside in succession as one."""
    for kind, group in groupby(rows, key=attrgetter("kind")):
        if kind == "aside":
            lines = tuple(line for row in group for line in row.lines)
            yield CollatedRow("aside", lines, changes=tuple(dict.fromkeys(line.rule for line in lines)))
        else:
            yield from group
