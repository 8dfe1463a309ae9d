"""A source beside the article made from it, paragraph by paragraph, for readers of the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from beilin.importing.comparison.collate_blocks import collate_blocks
from beilin.importing.comparison.collate_lines import collate_lines
from beilin.importing.comparison.collation import CollatedRow, Collation, RuleCount
from beilin.importing.model import NOWHERE
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.source.encodings import encoding_option
from beilin.importing.source.lines import read_source_text


def collate(record: ImportRecord, markdown: str, original: bytes | None) -> Collation:
    """The collation of the article with that Markdown; without rows if the bytes of its source are not kept.

    Raises ValueError if the bytes cannot be decoded as the record says, or the record does not fit them.
    """
    rows = None if original is None else tuple(_rows(record, markdown, original))
    return Collation(
        file=record.file,
        sha256=record.sha256,
        importer=record.importer,
        unit="block" if record.document else "line",
        lines=record.lines,
        kept=len(record.body),
        facts=len({fact.line for fact in record.facts if fact.line != NOWHERE}),
        blank=len(record.blank),
        joined=len(record.joins),
        restored=len(record.restored),
        aside=_counted(record.set_aside_counts()),
        stripped=_counted(Counter(piece.rule for piece in record.stripped)),
        rows=rows,
        edited=sum(row.kind == "edited" for row in rows or ()),
    )


def _rows(record: ImportRecord, markdown: str, original: bytes) -> Iterable[CollatedRow]:
    if record.document:
        return collate_blocks(record, record.document, markdown)
    text, problem = read_source_text(record.file, original, encoding_option(record.encoding))
    if text is None or len(text.lines) != record.lines:
        raise ValueError(problem.message if problem else "the source has a different number of lines")
    return collate_lines(record, markdown, [line.raw for line in text.lines])


def _counted(counts: Mapping[str, int]) -> tuple[RuleCount, ...]:
    return tuple(RuleCount(rule, number) for rule, number in sorted(counts.items()))
