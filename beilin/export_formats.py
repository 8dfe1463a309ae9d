"""The formats of exports: their names in site.yaml and on the command line, and the addresses of their files.

A format is a row here, a row in `planning/exports.py` for the value that describes a file of it, and a writer in
`rendering/exports/write.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

EXPORTS = "/exports"


class ExportFormat(NamedTuple):
    """A format of exports."""

    name: str  # of the command `export`, and in `exports` of site.yaml
    title: str  # its own name, in any language
    address: str  # of the file about the archive
    media_type: str
    groupings: tuple[str, ...] = ()  # the kinds of groups of which each has a file: "tag", "series"
    published_with: str = ""  # the format in site.yaml by which it is published, if that is not its own name
    is_of_articles: bool = True  # whether there can be one of some of the articles
    is_text: bool = True  # whether the command can write it to standard output

    def group_address(self, root: str, slug: str) -> str:
        """The address of the file about a group, whose grouping has its pages below `root`."""
        return f"{EXPORTS}{root}{slug}.{self.address.rpartition('.')[2]}"


EPUB = "epub"
BOOKS = ("archive", "series", "tag", "year", "article")  # what `epub` in site.yaml may name
DEFAULT_BOOKS = ("archive", "series")
_CITED = ("tag", "series")

FORMATS: tuple[ExportFormat, ...] = (
    ExportFormat("jsonl", "JSON Lines", f"{EXPORTS}/articles.jsonl", "application/jsonl"),
    ExportFormat("sqlite", "SQLite", f"{EXPORTS}/archive.sqlite", "application/vnd.sqlite3", is_text=False),
    ExportFormat("csv", "CSV", f"{EXPORTS}/articles.csv", "text/csv"),
    ExportFormat("opml", "OPML", f"{EXPORTS}/feeds.opml", "text/x-opml", is_of_articles=False),
    ExportFormat("llms", "llms.txt", "/llms.txt", "text/markdown"),
    ExportFormat("llms-full", "llms-full.txt", "/llms-full.txt", "text/markdown", published_with="llms"),
    ExportFormat("bibtex", "BibTeX", f"{EXPORTS}/archive.bib", "application/x-bibtex", _CITED),
    ExportFormat("ris", "RIS", f"{EXPORTS}/archive.ris", "application/x-research-info-systems", _CITED),
    ExportFormat("csl-json", "CSL-JSON", f"{EXPORTS}/archive.json", "application/vnd.citationstyles.csl+json", _CITED),
    ExportFormat(
        EPUB, "EPUB", f"{EXPORTS}/archive.epub", "application/epub+zip", ("series", "tag", "year"), is_text=False
    ),
)
BY_NAME = {form.name: form for form in FORMATS}
SETTINGS = tuple(form.name for form in FORMATS if not form.published_with)  # what `exports` in site.yaml may name


def formats_of_archive(exports: Collection[str], books: Collection[str]) -> tuple[ExportFormat, ...]:
    """The formats of which the settings `exports` and `epub` publish a file about the archive, in the table's order."""
    formats = _published(exports)
    return tuple(form for form in formats if form.name != EPUB or "archive" in books)


def formats_of_groups(exports: Collection[str], books: Collection[str], kind: str) -> tuple[ExportFormat, ...]:
    """Those of which each group of the kind, such as "tag", has a file."""
    formats = (form for form in _published(exports) if kind in form.groupings)
    return tuple(form for form in formats if form.name != EPUB or kind in books)


def _published(exports: Collection[str]) -> Iterator[ExportFormat]:
    return (form for form in FORMATS if (form.published_with or form.name) in exports)
