"""The kind `html`: a web page that was saved, alone or with a folder of its images."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from beilin.files.regular import read_regular
from beilin.importing.formats.html.page.convert import convert_page
from beilin.importing.formats.html.page.decoding import decode_page
from beilin.importing.formats.html.page.images import reader_beside
from beilin.importing.formats.html.page.page import Page
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Document, Item
from beilin.problems.problem import Problem

MAX_BYTES = 200_000_000


def items(path: Path, display_name: str, settings: FormatSettings) -> Iterator[Item | Problem]:
    """The page."""
    del settings
    if (size := path.stat().st_size) > MAX_BYTES:
        message = f"the page has {size // 1_000_000} MB; at most {MAX_BYTES // 1_000_000} MB are read"
        yield Problem(
            "source-too-large", message, display_name, hint="Save it without its images, and import it again."
        )
        return
    yield Item("html", display_name, read_regular(path), path.stem, file=path)


def document(item: Item, settings: FormatSettings) -> Document | Problem:
    """The page, as its article and what surrounds it.

    The context may have `url`, `retrieved` and `charset`, as a crawl or an archive states them.
    """
    decoded = decode_page(item.source, item.data, settings.encoding, item.context.get("charset", ""))
    if isinstance(decoded, Problem):
        return decoded
    read_image = reader_beside(item.file) if item.file else None
    url, retrieved = item.context.get("url", ""), item.context.get("retrieved", "")
    page = Page(decoded.text, decoded.encoding, url, retrieved, decoded.doubts, read_image)
    return convert_page(item.source, page, settings)
