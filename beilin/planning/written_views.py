"""What files are written from by code: frozen values with everything that a file shows, and nothing else."""

from __future__ import annotations

from msgspec import Struct

from beilin.planning.views import BodyRef, Link

SCHEMA_VERSION = 1  # of the records of jsonl, the tables of sqlite and the columns of csv: docs/exports.md


class ExportedArticle(Struct, frozen=True, omit_defaults=True):
    """An article as an export has it. What the format does not show is left at its default."""

    url: str  # whole
    title: str  # as the file has it
    id: str = ""
    permalink: str = ""  # whole
    date: str | None = None  # ISO 8601, a day or a time
    updated: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    source_url: str | None = None
    tags: tuple[str, ...] = ()
    series: str | None = None
    language: str = ""
    license: str = ""
    rights: str = ""
    summary: str = ""
    markdown_url: str | None = None  # whole; None if the theme publishes no Markdown
    body: BodyRef | None = None  # with its references as whole URLs


class CitedArticle(Struct, frozen=True):
    """An article as `rendering/citations.py` cites it, without what citations do not show."""

    key: str  # unique in the archive
    original_title: str
    canonical: str
    date: str | None
    authors: tuple[Link, ...]
    source: Link | None
    original_language: str
    tags: tuple[Link, ...]
    permalink: str
    license: str
    rights: str


class FeedLink(Struct, frozen=True):
    """A feed. Both URLs are whole."""

    title: str
    url: str
    page_url: str


class FeedList(Struct, frozen=True):
    """Feeds under a heading."""

    title: str  # "" for none
    feeds: tuple[FeedLink, ...]


class Export(Struct, frozen=True):
    """A file of an export."""

    format: str
    archive: str  # the site's title
    title: str  # what it is about: the archive, or the archive and a group
    url: str  # of the page about the same, whole
    description: str
    language: str
    articles: tuple[ExportedArticle, ...] = ()  # in the order of that page
    citations: tuple[CitedArticle, ...] = ()  # likewise; in formats of citations instead of `articles`
    feeds: tuple[FeedList, ...] = ()
    files: tuple[Link, ...] = ()  # the other exports of the archive, with whole URLs
    library: str = ""  # the version of the library on which the bytes depend


class SitemapIndex(Struct, frozen=True):
    """The index of several sitemaps."""

    urls: tuple[str, ...]  # of the sitemaps, whole
