"""Collations: the files that a `CollationRef` names → the rows that one page shows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from beilin.files.regular import read_regular
from beilin.importing.comparison.collate import collate
from beilin.importing.comparison.collation import CollatedRow, Collation
from beilin.importing.comparison.outside import merged
from beilin.importing.record.fingerprints import normalised
from beilin.importing.record.record_file import read_import_record
from beilin.model import Body, InputChangedError, TextBlock
from beilin.planning.views import CollationRef, SourceRef
from beilin.reading.text_blocks import text_of
from beilin.text.letters import letters_of


def collation_of(root: Path, ref: CollationRef, markdown: str, body: Body) -> Collation | None:
    """The collation with the rows of one page; None if the import record or the source cannot be read.

    `markdown` and `body` are those of the article. Raises InputChangedError if a file changed since it was planned.
    """
    collation, numbers = _whole(root, ref.record, ref.source, markdown)
    if collation is None or collation.rows is None:
        return collation
    rows = collation.rows[bisect_left(numbers, ref.first) : bisect_left(numbers, ref.end)]
    return replace(collation, rows=tuple(merged(_with_anchors(rows, body))))


# The pages of one source are rendered one after another.


@lru_cache(maxsize=1)
def _whole(
    root: Path, record: SourceRef, source: SourceRef | None, markdown: str
) -> tuple[Collation | None, Sequence[int]]:
    """The whole collation, and the number of the line with which each row begins, from 0.

    A row without lines of the source counts to the one before it.
    """
    data = _read(root, record)
    original = _read(root, source) if source else None
    try:
        collation = collate(read_import_record(data), markdown, original)
    except ValueError:
        return None, ()
    numbers, number = [], 0
    for row in collation.rows or ():
        number = row.lines[0].number - 1 if row.lines else number
        numbers.append(number)
    return collation, numbers


@lru_cache(maxsize=1)
def _places(body: Body) -> tuple[dict[str, list[int]], tuple[TextBlock, ...]]:
    """The blocks of the body, and by their letters their positions among these."""
    blocks = text_of(body)
    places: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        places.setdefault(letters_of(normalised(block.text)), []).append(index)
    return places, blocks


def _read(root: Path, ref: SourceRef) -> bytes:
    try:
        data = read_regular(root / ref.path)
    except OSError:
        raise InputChangedError(ref.path) from None
    if sha256(data).hexdigest() != ref.digest:
        raise InputChangedError(ref.path)
    return data


def _with_anchors(rows: Iterable[CollatedRow], body: Body) -> Iterable[CollatedRow]:
    """The rows with the id of the block on the article's page with the same letters; marks and widths may differ."""
    places, blocks = _places(body)
    start = 0
    for row in rows:
        if row.kind in ("fact", "aside") or not row.texts:
            yield row
            continue
        found = places.get(letters_of(normalised("".join(piece.text for piece in row.texts[0]))), [])
        at = bisect_left(found, start)
        if at < len(found):
            start = found[at] + 1
            yield replace(row, anchor=blocks[found[at]].id)
        else:
            yield row
