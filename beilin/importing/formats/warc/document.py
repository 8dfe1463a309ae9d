"""A page of a crawl → a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from beilin.importing.formats.bounded_reading import READING_ERRORS
from beilin.importing.formats.html.page.convert import convert_page
from beilin.importing.formats.html.page.decoding import decode_page
from beilin.importing.formats.html.page.page import Page
from beilin.importing.formats.table import FormatSettings
from beilin.importing.formats.warc.items import IMAGE
from beilin.importing.formats.warc.payload import UnreadableBodyError, decoded_body
from beilin.importing.formats.warc.reading import BrokenWarcError, NotDividedError, record_at
from beilin.importing.model import Document, Item
from beilin.problems.problem import Problem


def document(item: Item, settings: FormatSettings) -> Document | Problem:
    """The page, with the images that the crawl has of it."""
    context = item.context
    decoded = decode_page(item.source, item.data, settings.encoding, context.get("charset", ""))
    if isinstance(decoded, Problem):
        return decoded
    offsets = {key.removeprefix(IMAGE): int(value) for key, value in context.items() if key.startswith(IMAGE)}
    read_image = _reader(item.file, offsets) if item.file and offsets else None
    page = Page(
        decoded.text, decoded.encoding, context.get("url", ""), context.get("retrieved", ""), decoded.doubts, read_image
    )
    return convert_page(item.source, page, settings)


def _reader(file: Path, offsets: Mapping[str, int]) -> Callable[[str], bytes | None]:
    def read_image(written: str) -> bytes | None:
        if written not in offsets:
            return None
        try:
            for record in record_at(file, offsets[written]):
                if (raw := record.read()) is not None:
                    headers = record.headers
                    return decoded_body(raw, headers.get("transfer-encoding", ""), headers.get("content-encoding", ""))
        except (BrokenWarcError, NotDividedError, UnreadableBodyError, *READING_ERRORS):
            return None
        return None

    return read_image
