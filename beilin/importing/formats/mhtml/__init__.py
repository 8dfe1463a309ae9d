"""MHTML: a page with its images in one MIME message (RFC 2557), as browsers save it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from beilin.files.regular import read_regular
from beilin.importing.formats.html.markup.convert import convert_html
from beilin.importing.formats.html.markup.fragment import Origin
from beilin.importing.formats.html.page.convert import convert_page
from beilin.importing.formats.html.page.decoding import decode_page
from beilin.importing.formats.html.page.format import MAX_BYTES
from beilin.importing.formats.html.page.page import Page
from beilin.importing.formats.mhtml.message import MessageError, Part, read_parts
from beilin.importing.formats.mhtml.resources import Resources
from beilin.importing.formats.moments import moment_of
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Document, Finding, Item
from beilin.problems.problem import Problem

KIND = "mhtml"
_HINT = "Save the page again."
_PAGES = ("text/html", "application/xhtml+xml")


def items(path: Path, display_name: str, settings: FormatSettings) -> Iterator[Item | Problem]:
    """The page."""
    del settings
    if (size := path.stat().st_size) > MAX_BYTES:
        message = f"the page has {size // 1_000_000} MB; at most {MAX_BYTES // 1_000_000} MB are read"
        yield Problem("source-too-large", message, display_name, hint="Save it without its videos.")
    else:
        yield Item(KIND, display_name, read_regular(path), path.stem)


def document(item: Item, settings: FormatSettings) -> Document | Problem:
    """The page, with the images that the message has, and the text of its frames, set aside."""
    try:
        head, parts = read_parts(item.data)
    except MessageError as error:
        return Problem("unreadable-item", f"the message cannot be read: {error}", item.source, hint=_HINT)
    pages = [part for part in parts if part.content_type in _PAGES]
    if not pages:
        return Problem("unreadable-item", "the message has no page in it", item.source, hint=_HINT)
    start = head.parameter("start")
    page = next((part for part in pages if start and part.content_id == start.strip("<>")), pages[0])
    decoded = decode_page(item.source, page.data, settings.encoding, page.head.parameter("charset"))
    if isinstance(decoded, Problem):
        return decoded
    address = head.value("snapshot-content-location") or page.location
    address = address if address.startswith(("http://", "https://")) else ""
    resources = Resources(parts, address or page.location)
    converted = convert_page(
        item.source,
        Page(decoded.text, decoded.encoding, address, moment_of(head.value("date")), decoded.doubts, resources.read),
        settings,
    )
    frames = [part for part in pages if part is not page]
    return converted if isinstance(converted, Problem) else _with_frames(converted, frames, settings)


def _with_frames(document: Document, frames: Sequence[Part], settings: FormatSettings) -> Document:
    """The document with the text of the frames that the page shows in it."""
    blocks, noise, texts = list(document.blocks), dict(document.noise), [document.all_text]
    doubts = list(document.doubts)
    for frame in frames:
        where = frame.location or f"cid:{frame.content_id}"
        decoded = decode_page("", frame.data, settings.encoding, frame.head.parameter("charset"))
        if isinstance(decoded, Problem):
            doubts.append(Finding(-1, "frame", f"the frame {where} is left out: {decoded.message}", False))
            continue
        fragment = convert_html(decoded.text, Origin(frame.location, frame.location))
        for block in fragment.blocks:
            noise[len(blocks)] = Finding(len(blocks), "frame", where, True)
            blocks.append(block)
        texts.append(fragment.all_text)
    return replace(document, blocks=tuple(blocks), noise=noise, all_text="\n".join(texts), doubts=tuple(doubts))
