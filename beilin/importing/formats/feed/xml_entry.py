"""An entry of RSS or Atom, read by feedparser.

feedparser gets bytes, so it requests nothing; it neither sanitises nor resolves addresses, which is done where all HTML
is converted. It is given the beginning of the feed and one entry, without a document type, so that nothing expands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import feedparser

from beilin.importing.formats.exports.composing import plain_text
from beilin.importing.formats.exports.decoding import decode_item
from beilin.importing.formats.exports.elements import Element, read_element
from beilin.importing.formats.feed.entry import Attachment, Entry, Text
from beilin.importing.formats.feed.names import whole_address
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Item
from beilin.problems.problem import Problem

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_AUTHORS = ("author", "dc:creator", "atom:author", "itunes:author")
_WITH_MARKUP = re.compile(r"(?:encoded|content|description|summary|title|body|div|rights)\Z")
_NAME_IN_BRACKETS = re.compile(r"[^\s()@]+@[^\s()]+\s*\((?P<name>[^()]+)\)\s*\Z")


def read_xml_entry(item: Item, settings: FormatSettings) -> Entry | Problem:
    """The entry, or why it cannot be read."""
    decoded = decode_item(item.source, item.data, settings.encoding, item.context.get("encoding", ""))
    if isinstance(decoded, Problem):
        return decoded
    markup, encoding, doubts = decoded
    feed = BytesIO(_alone(markup, item.context).encode("utf-8", "replace"))
    try:
        parsed = feedparser.parse(feed, resolve_relative_uris=False, sanitize_html=False)
    except Exception:  # it raises whatever its own code happens to raise on markup that is not XML
        parsed = None
    if not parsed or not parsed.entries:
        return Problem("unreadable-item", f"{item.place} cannot be read", item.source, item.line, hint=_HINT)
    element = read_element(markup)
    authors = _authors(element) or _filled([item.context.get("author", "")])
    entry = _entry(dict(parsed.entries[0]), item)
    return replace(entry, authors=authors, others=tuple(_texts(element)), doubts=doubts, encoding=encoding)


def _alone(markup: str, head: Mapping[str, str]) -> str:
    """A feed with that entry alone."""
    root, channel = head.get("root", "") or "<rss>", head.get("channel", "")
    ends = [f"</{tag[1:].split()[0].rstrip('>')}>" for tag in (channel, root) if tag]
    return f"{root}{channel}{markup}{''.join(ends)}"


def _entry(entry: Mapping[str, Any], item: Item) -> Entry:
    contents = [_text(content, "content") for content in entry.get("content", ())]
    detail = entry.get("summary_detail") or {}
    summaries = [_text({**detail, "value": value}, "summary") for value in (entry.get("summary"), detail.get("value"))]
    summaries = [text for text in summaries if text.value.strip()]
    source = entry.get("source") or {}
    return Entry(
        title=str(entry.get("title", "")),
        contents=tuple(text for text in contents if text.value.strip()),
        summary=summaries[0] if summaries else None,
        link=_link(entry, item),
        published=str(entry.get("published", "")),
        updated=str(entry.get("updated", "")),
        tags=_filled(tag.get("label") or tag.get("term") for tag in entry.get("tags", ())),
        language=next((content.get("language") or "" for content in entry.get("content", ())), "")
        or item.context.get("language", ""),
        source=str(source.get("title", "")) or item.context.get("feed", ""),
        image=next((str(image.get("url", "")) for image in _images(entry)), ""),
        attachments=tuple(_attachments(entry)),
    )


def _text(content: Mapping[str, Any], name: str) -> Text:
    media_type = content.get("type") or ""
    is_html = True if media_type in _HTML_TYPES else None
    return Text(str(content.get("value") or ""), is_html, str(content.get("base") or ""), name)


def _link(entry: Mapping[str, Any], item: Item) -> str:
    """The address of the entry's page. feedparser takes any guid for one, as RSS 2.0 says that it is by default."""
    link, identity = str(entry.get("link", "")), str(entry.get("id", ""))
    if not link or (entry.get("guidislink") and link == identity):
        link = identity if identity.startswith(("http://", "https://")) else ""
    return whole_address(link, item.context.get("address", "")) if link else ""


def _authors(entry: Element) -> tuple[str, ...]:
    """The names; `a@b.example (Name)` is how RSS 2.0 writes them. An address of e-mail alone is not a name."""
    elements = [child for child in entry.children if child.name in _AUTHORS]
    written = [
        element.text_of("name", "atom:name") or ("" if element.children else element.text) for element in elements
    ]
    names = (match["name"] if (match := _NAME_IN_BRACKETS.match(name)) else name for name in written)
    return _filled(name for name in map(plain_text, names) if "@" not in name)


def _texts(entry: Element) -> Iterator[Text]:
    """Every text in the entry, read independently of feedparser."""
    for child in entry.children:
        if child.children and not _WITH_MARKUP.search(child.name):
            yield from (Text(inner.text, None, name=f"{child.name} {inner.name}") for inner in child.children)
        else:
            yield Text(child.text, None, name=child.name)


def _images(entry: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for media in entry.get("media_content", ()):
        if media.get("medium") == "image" or str(media.get("type", "")).startswith("image/"):
            yield media
    yield from entry.get("media_thumbnail", ())


def _attachments(entry: Mapping[str, Any]) -> Iterator[Attachment]:
    """Enclosures, and media that are not images."""
    for link in entry.get("links", ()):
        if link.get("rel") == "enclosure" and link.get("href"):
            yield Attachment(str(link["href"]), str(link.get("type", "")), str(link.get("title", "")))
    images = list(_images(entry))
    for media in entry.get("media_content", ()):
        if media.get("url") and media not in images:
            yield Attachment(str(media["url"]), str(media.get("type", "")), str(media.get("title", "")))


def _filled(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for value in values if (text := " ".join(str(value or "").split()))))


_HINT = "Save the page of that entry."
