"""The value of an export → its file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from beilin.planning.written_views import Export
from beilin.problems.problem import Problem
from beilin.rendering.exports.cited import bibtex_entries, csl_items, ris_records
from beilin.rendering.exports.database import write_database
from beilin.rendering.exports.llms import llms, llms_full
from beilin.rendering.exports.opml import opml
from beilin.rendering.exports.records import csv_rows, jsonl
from beilin.rendering.written import Sources

_PIECES: Mapping[str, Callable[[Export, Sources], Iterator[str]]] = {
    "jsonl": jsonl,
    "csv": csv_rows,
    "opml": opml,
    "llms": llms,
    "llms-full": llms_full,
    "bibtex": bibtex_entries,
    "ris": ris_records,
    "csl-json": csl_items,
}


def write(export: Export, sources: Sources, path: Path) -> Problem | None:
    """Write the export to the path, in UTF-8 if it is text. Raises OSError, InputChangedError."""
    if export.format == "sqlite":
        return write_database(export, sources, path)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(_PIECES[export.format](export, sources))
    return None
