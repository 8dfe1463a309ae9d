"""Facts in a page's head: OpenGraph, Highwire Press, Dublin Core and other names of `<meta>`, the title and links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from beilin.importing.formats.html.page.facts.stated import Stated, one_line
from beilin.text.cjk import HAN

# For each key the names, most reliable first; of `citation_author` and the like, each element is one author.
_NAMES = {
    "title": (
        *("og:title", "citation_title", "dc.title", "dcterms.title", "parsely-title", "twitter:title", "articletitle"),
    ),
    "author": (
        *("citation_author", "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author"),
        *("sailthru.author", "byl", "byline", "og:article:author", "book:author", "article:author_name"),
    ),
    "date": (
        *("article:published_time", "citation_publication_date", "citation_date", "citation_online_date", "dc.date"),
        *("dc.date.issued", "dcterms.date", "dcterms.issued", "dcterms.created", "dc.date.created", "parsely-pub-date"),
        *("sailthru.date", "pubdate", "publishdate", "publish_date", "publication_date", "date", "og:published_time"),
        *("article:published", "og:article:published_time", "datepublished", "weibo:article:create_at"),
    ),
    "updated": (
        *("article:modified_time", "og:updated_time", "dcterms.modified", "dc.date.modified", "datemodified"),
        *("article:modified", "weibo:article:update_at"),
    ),
    "site": (
        "og:site_name",
        "citation_journal_title",
        "dc.publisher",
        "dcterms.publisher",
        "application-name",
        "sitename",
    ),
    "source": ("contentsource",),
    "source_url": ("og:url", "citation_abstract_html_url", "twitter:url"),
    "summary": ("description", "og:description", "dc.description", "dcterms.abstract", "twitter:description"),
    "tags": ("article:tag", "keywords", "news_keywords", "citation_keywords", "parsely-tags", "dc.subject"),
}
_DUBLIN_CORE = re.compile(r"\A(dc|dcterms)[:.](?:terms[:.])?")
_ADDRESS = re.compile(r"(?:https?:)?//|www\.", re.IGNORECASE)
# Highwire Press has one author in each element, as in `Smith, John`; a Chinese name is written without the comma.
_FAMILY_FIRST = re.compile(rf"\A([{HAN}]{{1,2}})[,，]\s*([{HAN}]{{1,3}})\Z")
_BY = re.compile(r"(?:by|von|par|por|di)\s+(?=\S)", re.IGNORECASE)


def head_facts(root: HtmlElement) -> list[Stated]:
    """What the head states, by key in the order of reliability."""
    values: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        if value := one_line(element.get("content")):
            for attribute in ("property", "name", "itemprop"):
                for name in (element.get(attribute) or "").lower().split():
                    values.setdefault(_DUBLIN_CORE.sub(r"\1.", name), []).append(value)
    statements = [
        Stated(key, stated, f"meta {name}")
        for key, names in _NAMES.items()
        for name in names
        if (stated := _values(key, values.get(name, []), is_family_first=name == "citation_author"))
    ]
    return [*_links(root), *statements, *_title(root)]


def _values(key: str, written: list[str], *, is_family_first: bool) -> tuple[str, ...]:
    """The values of all elements with one name, as they apply to a key."""
    if key == "author":
        written = [_FAMILY_FIRST.sub(r"\1\2", name) for name in written] if is_family_first else written
        return tuple(_BY.sub("", name, count=1) for name in written if not _ADDRESS.match(name))
    if key == "tags":
        words = [word.strip() for value in written for word in re.split(r"[,，、;；]", value)]
        return tuple(word for word in dict.fromkeys(words) if word)
    if key == "source_url":
        return tuple(address for address in written[:1] if address.startswith(("http://", "https://")))
    return tuple(written[:1])


def _links(root: HtmlElement) -> Iterator[Stated]:
    for element in root.iter("link"):
        address = one_line(element.get("href"))
        relations = (element.get("rel") or "").lower().split()
        if "canonical" in relations and address.startswith(("http://", "https://")):
            yield Stated("source_url", (address,), "the canonical link")


def _title(root: HtmlElement) -> Iterator[Stated]:
    """The title of the document; one inside of a drawing is not that."""
    head = root.find("head")
    element = head.find("title") if head is not None else None
    if element is not None and (title := one_line(element.text_content())):
        yield Stated("title", (title,), "<title>")
