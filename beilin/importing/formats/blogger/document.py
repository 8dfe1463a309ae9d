"""A post of Blogger with its comments → a document."""

from __future__ import annotations

from lxml import html
from lxml.html import HtmlElement

from beilin.importing.formats.blogger.entries import (
    address_of,
    author_of,
    html_of,
    kind_of,
    labels_of,
    slug_of,
    status_of,
)
from beilin.importing.formats.exports.addresses import aliases_of, web_address
from beilin.importing.formats.exports.composing import Aside, Post, compose, note, plain_text, stated
from beilin.importing.formats.exports.dates import is_later_day
from beilin.importing.formats.exports.decoding import decode_item
from beilin.importing.formats.exports.elements import Element, read_element
from beilin.importing.formats.html.markup.convert import convert_element, convert_html
from beilin.importing.formats.html.markup.fragment import Fragment, Origin
from beilin.importing.formats.html.markup.parsing import parse_html
from beilin.importing.formats.moments import moment_of
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Document, Fact, Finding, Item
from beilin.problems.problem import Problem

_NOT_KEPT = ("spam", "trash")  # parts of the status of a comment


def document(item: Item, settings: FormatSettings) -> Document | Problem:
    """The post with its facts, and its comments set aside."""
    decoded = decode_item(item.source, item.data, settings.encoding, item.context.get("encoding", ""))
    if isinstance(decoded, Problem):
        return decoded
    markup, encoding, damages = decoded
    post, *comments = read_element(f"<entries>{markup}</entries>").all("entry")
    address = address_of(post, item.context.get("address", ""))
    origin = Origin(base_url=web_address(address) or item.context.get("address", ""), page_url=web_address(address))
    kept = [comment for comment in comments if not any(part in status_of(comment) for part in _NOT_KEPT)]
    doubts = [*damages, *_notes(post)]
    if left_out := len(comments) - len(kept):
        doubts.append(note("comment", f"comments that were not kept, because they were spam or deleted: {left_out}"))
    composed = Post(
        _text(html_of(post), origin),
        plain_text(post.text_of("title")),
        plain_text(post.text_of("blogger:metaDescription")),
        _facts(post, address, item),
        [_comment(comment, origin) for comment in kept],
        doubts,
    )
    return compose(composed, encoding)


def _facts(post: Element, address: str, item: Item) -> list[Fact]:
    date, updated = moment_of(post.text_of("published")), moment_of(post.text_of("updated"))
    status = status_of(post)
    return [
        stated("author", author_of(post), "author"),
        stated("date", date, "published"),
        stated("updated", updated if date and is_later_day(updated, date) else "", "updated"),
        stated("source", item.context.get("site", ""), "the title of the blog"),
        stated("source_url", web_address(address), "link rel=alternate"),
        stated("tags", labels_of(post), "category"),
        stated("aliases", aliases_of([address]) if slug_of(address) else (), "link rel=alternate, blogger:filename"),
        stated("draft", "" if status == "live" else "true", f"status: {status}"),
    ]


def _notes(post: Element) -> list[Finding]:
    """What the post was, if not an ordinary post."""
    notes = []
    if kind_of(post) == "page":
        notes.append(note("page", "it was a page of the blog; move it to content/pages/ if it should be one here"))
    if (status := status_of(post)) != "live":
        notes.append(note("draft", f"its status was {status!r}, so it is a draft here"))
    return notes


def _comment(comment: Element, origin: Origin) -> Aside:
    id = comment.text_of("id").rpartition("-")[2]
    status = status_of(comment)
    parts = [f"comment {id} by {author_of(comment) or 'an unnamed reader'}", moment_of(comment.text_of("published"))]
    related = (link.attributes for link in comment.all("link"))
    parent = next((link.get("href", "").rpartition("/")[2] for link in related if link.get("rel") == "related"), "")
    parent = parent or comment.text_of("blogger:inReplyTo").rpartition("-")[2]
    parts += [f"in reply to {parent}"] if parent else []
    parts += [f"status {status!r}"] if status != "live" else []
    return Aside(convert_html(html_of(comment), origin), ", ".join(part for part in parts if part))


def _text(written: str, origin: Origin) -> Fragment:
    """The blocks of the post. An image with a caption is a table in Blogger."""
    root = parse_html(written)
    for table in root.xpath("//table[contains(@class, 'tr-caption-container')]"):
        _make_figure(table)
    return convert_element(root, origin)


def _make_figure(table: HtmlElement) -> None:
    """Make the table a figure if it has nothing but an image and its caption."""
    cells = table.xpath(".//td")
    captions = [cell for cell in cells if "tr-caption" in (cell.get("class") or "").split()]
    images = [cell for cell in cells if cell not in captions and cell.xpath(".//img")]
    if len(cells) != 2 or len(captions) != 1 or len(images) != 1:
        return
    figure = html.Element("figure")
    figure.tail = table.tail
    images[0].tag, captions[0].tag = "div", "figcaption"
    figure.extend([images[0], captions[0]])
    for part in figure:
        part.tail = None
    table.getparent().replace(table, figure)
