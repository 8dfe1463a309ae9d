"""An entry of a feed → a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape, unescape

from beilin.importing.formats.addresses import last_segment
from beilin.importing.formats.content import Content, is_markup, read_content, text_of
from beilin.importing.formats.exports.composing import Aside, Post, compose, note, plain_text, stated
from beilin.importing.formats.exports.dates import is_later_day
from beilin.importing.formats.feed.entry import Attachment, Entry, Text
from beilin.importing.formats.feed.names import ID_ELEMENTS
from beilin.importing.formats.feed.summaries import summary_note
from beilin.importing.formats.html.markup.convert import convert_html
from beilin.importing.formats.html.markup.fragment import Fragment, Origin
from beilin.importing.formats.html.markup.parsing import all_text, parse_html
from beilin.importing.formats.jsonl.values import is_web_address, values_of
from beilin.importing.formats.moments import moment_of
from beilin.importing.formats.plain_text import convert_text
from beilin.importing.model import Document, Fact, Finding
from beilin.problems.problem import Problem
from beilin.text.letters import letters_of

OTHER_FIELD = "other field"
_MAX_SUMMARY = 500  # characters of a summary that front matter gets
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ADDRESS = re.compile(r"(?:(?!://)\S)*://\S*\Z")


def document_of(entry: Entry) -> Document | Problem:
    """The document: the fullest text of the entry, the facts, and all other texts, set aside."""
    contents = sorted(entry.contents, key=lambda text: -len(_reading(text)))
    main = contents[0] if contents else entry.summary or Text("", None)
    content = _read(main, entry.link)
    article = _with_attachments(content.text, main, entry)
    title, summary = plain_text(entry.title), plain_text(entry.summary.value) if entry.summary else ""
    if not contents or len(summary) > _MAX_SUMMARY or letters_of(summary) in letters_of(article.all_text):
        summary = ""
    facts = list(_facts(entry, main))
    known = [article.all_text, title, summary, *_used(entry)]
    further = [*contents[1:], *filter(None, [entry.summary]), *entry.others]
    doubts = [*entry.doubts, *_unclear_date(entry)]
    if not contents and main.value and not entry.attachments:
        doubts += summary_note(_reading(main), entry.link)
    asides = list(_asides(further, known))
    return compose(Post(article, title, summary, facts, asides, doubts, text_facts=content.facts), entry.encoding)


def _used(entry: Entry) -> Iterator[str]:
    """The texts that facts and attachments state."""
    yield from (entry.published, entry.updated, entry.link, entry.source, entry.language, *entry.authors, *entry.tags)
    for attachment in entry.attachments:
        yield from (attachment.title, attachment.media_type)


def _read(text: Text, link: str) -> Content:
    """The blocks of a text. Markup that was escaped once too often is read as what was meant."""
    origin = Origin(text.base_url or link, link)
    if "<" in text.value and text.is_html:
        return Content(convert_html(text.value, origin))
    if "<" not in text.value and is_markup(unescape(text.value)):
        return Content(convert_html(unescape(text.value), origin))
    return Content(convert_text(unescape(text.value))) if text.is_html else read_content(text.value, origin)


def _with_attachments(article: Fragment, main: Text, entry: Entry) -> Fragment:
    """The article with a link to each file that it does not show itself."""
    links = [_link(each) for each in entry.attachments if each.url not in main.value and is_web_address(each.url)]
    if not links:
        return article
    added = convert_html("".join(dict.fromkeys(links)), Origin(entry.link, entry.link))
    return replace(
        article,
        blocks=(*article.blocks, *added.blocks),
        elements=(*article.elements, *added.elements),
        all_text=f"{article.all_text}\n{added.all_text}",
    )


def _link(attachment: Attachment) -> str:
    name = attachment.title or last_segment(attachment.url) or attachment.url
    if attachment.media_type.startswith("image/"):
        return f'<p><img src="{escape(attachment.url)}" alt="{escape(attachment.title)}"></p>'
    return f'<p><a href="{escape(attachment.url)}">{escape(name)}</a></p>'


def _facts(entry: Entry, main: Text) -> Iterator[Fact]:
    published, updated = moment_of(entry.published), moment_of(entry.updated)
    evidence = f"published: {entry.published}" if published else f"updated: {entry.updated}"
    yield stated("date", published or updated, evidence)
    if published and is_later_day(updated, published):
        yield stated("updated", updated, f"updated: {entry.updated}")
    yield stated("author", entry.authors, "author of the entry, or of the feed")
    yield stated("source", entry.source, "title of the feed")
    yield stated("source_url", entry.link if is_web_address(entry.link) else "", "link of the entry")
    yield stated("tags", entry.tags, "categories of the entry")
    yield stated("language", values_of("language", entry.language), "language of the feed")
    if is_web_address(entry.image) and entry.image not in main.value:
        yield stated("cover", entry.image, "image of the entry")


def _unclear_date(entry: Entry) -> Iterator[Finding]:
    if entry.published.strip() and not moment_of(entry.published):
        yield note("date", f"{entry.published!r} is not a date that can be read")


def _asides(texts: Iterable[Text], known: Iterable[str]) -> Iterator[Aside]:
    """The texts that are not yet known, each once. Numbers and addresses are not texts."""
    letters = "\n".join(map(letters_of, known))
    for text in texts:
        reading = _reading(text)
        own = letters_of(reading)
        if own in letters or text.name in ID_ELEMENTS or own.isdecimal() or _ADDRESS.match(reading.strip()):
            continue
        letters += f"\n{own}"
        yield Aside(convert_text(reading), f"field {text.name}", OTHER_FIELD)


def _reading(text: Text) -> str:
    """What readers see of the text."""
    if "<" in text.value:
        return all_text(parse_html(text.value)) if text.is_html or _TAG.search(text.value) else text.value
    return text_of(unescape(text.value))
