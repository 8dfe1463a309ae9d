"""Articles as records: lines of JSON, and rows of CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from json import dumps

from beilin.planning.written_views import SCHEMA_VERSION, Export, ExportedArticle
from beilin.rendering.exports.texts import clean, html_of, plain_text
from beilin.rendering.written import Sources

# In the order in which records have them.
FIELDS = (
    "id", "url", "permalink", "title", "date", "updated", "authors", "source", "source_url", "tags", "series",
    "language", "license", "rights", "summary", "markdown_url",
)  # fmt: skip
_REQUIRED = ("url", "title", "authors", "tags", "language", "summary")
_SEPARATOR = "; "  # of several names in a cell
# Spreadsheets take what begins so for a formula (OWASP, "CSV Injection"); a mark in front makes it text.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_BOM = "\ufeff"  # without it Excel takes UTF-8 for the encoding of the system


def jsonl(export: Export, sources: Sources) -> Iterator[str]:
    """A JSON object a line, without what an article lacks: docs/schemas/articles.schema.json."""
    for article in export.articles:
        html = html_of(article, sources)
        record = {"schema": SCHEMA_VERSION, **_fields(article), "text": plain_text(html), "html": html}
        yield dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def _fields(article: ExportedArticle) -> dict[str, str | Sequence[str]]:
    values = ((name, getattr(article, name)) for name in FIELDS)
    return {name: _cleaned(value) for name, value in values if value or name in _REQUIRED}


def _cleaned(value: str | Sequence[str]) -> str | Sequence[str]:
    return clean(value) if isinstance(value, str) else [clean(item) for item in value]


def csv_rows(export: Export, _sources: Sources) -> Iterator[str]:
    """CSV (RFC 4180) with a line of names, in UTF-8 with a byte order mark; several names in a cell with "; "."""
    yield _BOM + _row(FIELDS)
    for article in export.articles:
        fields = _fields(article)
        yield _row([_cell(fields.get(name, "")) for name in FIELDS])


def _cell(value: str | Sequence[str]) -> str:
    text = value if isinstance(value, str) else _SEPARATOR.join(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
