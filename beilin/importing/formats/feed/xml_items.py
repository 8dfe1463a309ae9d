"""RSS and Atom → their entries, one after the other in constant memory.

Each item has the bytes of one entry, and in its context the beginning of the feed, which names the namespaces and the
feed itself. So a feed of any size is read, and an entry keeps its digest when others are added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from beilin.importing.formats.bounded_reading import open_source
from beilin.importing.formats.exports.composing import plain_text
from beilin.importing.formats.exports.decoding import declared_encoding, decode_item
from beilin.importing.formats.exports.elements import Element, read_element
from beilin.importing.formats.exports.leftovers import left_out
from beilin.importing.formats.exports.splitting import SplitElement, split_elements
from beilin.importing.formats.feed.names import KIND, identity_of, name_of, whole_address
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Item
from beilin.problems.problem import Problem

_NAMES = ("item", "entry", "rss:item", "atom:entry", "rdf:item")
_MAX_HEAD = 1 << 18  # bytes before the first entry
_FIRST = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s/>]")
# Elements of an entry of which one has a text or a file: without them there is only a title and a link.
_WITH_TEXT = re.compile(
    r"<(?:\w+:)?(?:encoded|content|description|summary|body|div|subtitle|enclosure|group|text)\b", re.IGNORECASE
)
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)\b[^>]*>", re.IGNORECASE)
_CHANNEL = re.compile(r"<(?:\w+:)?channel\b[^>]*>")
_HINT = "Save the feed again, or save the page of that entry."


def items(path: Path, display_name: str, settings: FormatSettings) -> Iterator[Item | Problem]:
    """The entries in order. Those with nothing but a title and a link are counted at the end.

    Raises what reading the file raises.
    """
    head = read_head(path, settings)
    empty = 0
    with open_source(path) as file:
        for number, split in enumerate(split_elements(file, _NAMES), start=1):
            if split.fault:
                message = f"entry {number}: {split.fault}"
                yield Problem("unreadable-item", message, display_name, split.line, hint=_HINT)
                continue
            decoded = decode_item(display_name, split.data, settings.encoding, head["encoding"])
            if isinstance(decoded, Problem):
                message = f"entry {number}: {decoded.message}"
                yield Problem("unreadable-item", message, display_name, split.line, hint=decoded.hint)
            elif _WITH_TEXT.search(decoded[0]):
                yield _item(split, number, decoded[0], head, display_name)
            else:
                empty += 1
    yield from left_out(display_name, {"entries without text": empty})


def read_head(path: Path, settings: FormatSettings) -> dict[str, str]:
    """What the beginning of the feed says, as the context of its entries."""
    with open_source(path) as file:
        start = file.read(_MAX_HEAD)
    declared = declared_encoding(start)
    first = _FIRST.search(start)
    decoded = decode_item("", start[: first.start()] if first else b" ", settings.encoding, declared)
    markup = decoded[0] if not isinstance(decoded, Problem) else ""
    root = _ROOT.search(markup)
    feed = read_element(markup[root.start() :] if root else "")
    channel = feed.first("channel", "rss:channel") or feed
    channel_tag = _CHANNEL.search(markup)
    author = channel.first("author", "atom:author") if feed.name.endswith("feed") else None
    return {
        "encoding": declared,
        "root": root[0] if root else "",
        "channel": channel_tag[0] if channel_tag and feed.name == "rss" else "",
        "feed": plain_text(channel.text_of("title", "rss:title", "atom:title")),
        "address": _address(channel),
        "language": channel.text_of("language", "dc:language") or feed.attributes.get("xml:lang", ""),
        "author": author.text_of("name", "atom:name") if author else "",
    }


def _item(split: SplitElement, number: int, markup: str, head: dict[str, str], display_name: str) -> Item:
    entry = read_element(markup)
    address = _address(entry)
    link = whole_address(address, head["address"]) if address else ""
    written_id = unescape(entry.text_of("guid", "id", "atom:id", "dc:identifier")) or entry.attributes.get(
        "rdf:about", ""
    )
    title = plain_text(entry.text_of("title", "rss:title", "atom:title"))
    return Item(
        KIND, display_name, split.data, name_of("", title, link, number), f"entry {number}", split.line,
        identity_of(written_id, link, head["address"] or head["feed"]), head,
    )  # fmt: skip


def _address(element: Element) -> str:
    """The address of the page that a feed or an entry is about (RSS: the text of `link`; Atom: its `href`)."""
    links = [child for child in element.children if child.name in ("link", "rss:link", "atom:link")]
    for link in links:
        if link.attributes.get("rel", "alternate") == "alternate" and (address := link.attributes.get("href", "")):
            return address
    return next((unescape(link.text) for link in links if link.text), "").strip()
