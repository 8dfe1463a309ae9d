"""Feeds: RSS 0.9 to 2.0, Atom, and JSON Feed 1.0 and 1.1.

xml_items.py and json_items.py divide a feed into its entries; xml_entry.py (with feedparser) and json_entry.py read one
of them; article.py makes a document of it.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

from beilin.importing.formats.bounded_reading import READING_ERRORS, open_source, reading_problem
from beilin.importing.formats.feed import json_items, xml_items
from beilin.importing.formats.feed.article import document_of
from beilin.importing.formats.feed.json_entry import read_json_entry
from beilin.importing.formats.feed.xml_entry import read_xml_entry
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Document, Item
from beilin.problems.problem import Problem

_LOOKED_AT = 1024  # bytes


def items(path: Path, display_name: str, settings: FormatSettings) -> Iterator[Item | Problem]:
    """The entries of the feed, in order."""
    try:
        with open_source(path) as file:
            start = file.read(_LOOKED_AT)
        module = json_items if start.removeprefix(BOM_UTF8).lstrip().startswith(b"{") else xml_items
        yield from module.items(path, display_name, settings)
    except READING_ERRORS as error:
        yield reading_problem(error, display_name)


def document(item: Item, settings: FormatSettings) -> Document | Problem:
    """The entry as an article."""
    read = read_json_entry if "json" in item.context else read_xml_entry
    entry = read(item, settings)
    return entry if isinstance(entry, Problem) else document_of(entry)
