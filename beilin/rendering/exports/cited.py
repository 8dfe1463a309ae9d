"""Citations of many articles, each as on its own page but with a key that is unique in the archive."""

from __future__ import annotations

from collections.abc import Iterator

from beilin.planning.written_views import Export
from beilin.rendering.citations import bibtex, csl_item, ris
from beilin.rendering.exports.texts import clean
from beilin.rendering.written import Sources


def bibtex_entries(export: Export, _sources: Sources) -> Iterator[str]:
    """BibTeX: entries with an empty line between them."""
    for number, cited in enumerate(export.citations):
        yield ("\n" if number else "") + clean(bibtex(cited, export.archive, cited.key)) + "\n"


def ris_records(export: Export, _sources: Sources) -> Iterator[str]:
    """RIS, whose lines end in CR LF (RIS format specification, 2011)."""
    for cited in export.citations:
        yield clean(ris(cited, export.archive)).replace("\n", "\r\n") + "\r\n"


def csl_items(export: Export, _sources: Sources) -> Iterator[str]:
    """CSL-JSON: a list of items."""
    yield "["
    for number, cited in enumerate(export.citations):
        yield (",\n" if number else "\n") + clean(csl_item(cited, export.archive, cited.key))
    yield "\n]\n" if export.citations else "]\n"
