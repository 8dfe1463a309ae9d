"""What templates see: frozen values without methods. Themes may rely on every field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from msgspec import Struct

from beilin.model import Displayed
from beilin.planning.link_views import DeadLink
from beilin.text.history import History


class Link(Struct, frozen=True):
    """Something with a name and an address."""

    title: str
    url: str


class ArticleLink(Struct, frozen=True):
    """A link to an article, with nothing else of it."""

    title: str
    url: str
    language: str  # of the title


class RelatedArticle(Struct, frozen=True):
    """An article that is related to another by its text or tags."""

    title: str
    url: str
    date: str | None  # ISO 8601
    language: str  # of the title
    tags: tuple[Link, ...]  # those that both have


class Backlink(Struct, frozen=True):
    """An article or page that links to another, with the sentence in which it does."""

    title: str
    url: str  # with the place of the sentence
    language: str  # of the title and the sentence
    before: str  # the sentence up to the link; "" if that is not known, as are the two below
    words: str  # of the link
    after: str


class Backlinks(Struct, frozen=True):
    """`backlinks`: what links to the page."""

    shown: tuple[Backlink, ...]  # the newest
    count: int  # of all


class Site(Struct, frozen=True):
    """`site`: what is the same on every page."""

    title: str
    description: str
    language: str  # BCP 47
    author: str
    url: str  # of the home page, from the host's root
    base_url: str  # whole, ends in "/"
    menu: tuple[Link, ...] | None  # None if site.yaml says nothing of a menu
    generator: str
    search: str  # URL of the search page, from the host's root; "" if there is none
    service_worker: str = ""  # URL of the service worker, from the host's root; "" if the setting is off
    series: str = ""  # URL of the list of series; "" if there are none
    about: str = ""  # URL of the page /about/; "" if there is none
    license: str = ""  # of the archive: SPDX or text; "" if none is stated
    license_urls: tuple[str, ...] = ()  # of the licences that it names, as far as they are known
    rights: str = ""  # who holds the rights in it; "" if nothing is stated


class Version(Struct, frozen=True):
    """A page in one of the two Chinese scripts."""

    language: str  # BCP 47
    script: str  # zh-Hans or zh-Hant
    url: str  # from the host's root
    canonical: str  # whole


class PageView(Struct, frozen=True):
    """`page`: the page itself."""

    kind: str  # the name of its kind: "article", "tag", "not-found", …
    url: str  # from the host's root
    canonical: str  # whole
    language: str  # of its interface, BCP 47
    versions: tuple[Version, ...]  # the page itself and its twin in the other script, the original first; () for none
    robots: str = ""  # the content of `<meta name="robots">`; "" for none
    noai: bool = False  # whether it asks not to be used for training AI
    license_urls: tuple[str, ...] = ()  # of the licences of an article or standalone page, as far as they are known


@dataclass(frozen=True, slots=True)
class ArticleView(Displayed):
    """An article as lists and its own page show it, without its body."""

    title_html: str  # the title as HTML, with `<wbr>` where its lines may be broken
    original_title: str  # as the file has it, for citations; `title` is as pages show it
    untidied_title: str  # the title with the punctuation of the file; "" if that is the same
    original_language: str  # of the file; the twin in the other script has another `language`
    url: str  # from the host's root
    canonical: str  # whole
    markdown_url: str  # the article's Markdown
    date: str | None  # ISO 8601, a day or a time
    updated: str | None
    published_at: str | None  # `date` as RFC 3339
    updated_at: str | None  # `updated`, else `date`, as RFC 3339
    authors: tuple[Link, ...]
    source: Link | None
    series: Link | None
    language: str
    tags: tuple[Link, ...]
    id: str = ""  # its permanent identifier; "" if it has none
    permalink: str = ""  # whole URL of the page at its identifier, which redirects to it; "" without one
    license_urls: tuple[str, ...] = ()  # of the licences that `license` names, as far as they are known
    history: History | None = None  # on its own page alone; None without `history: true`, and before the first commit


class BodyRef(Struct, frozen=True):
    """A body, to be inserted before rendering, with the addresses of its references."""

    path: str  # the Markdown file
    digest: str  # of the Body
    links: tuple[str, ...]
    parts: tuple[BodyRef, ...] = ()  # the parts that it includes, in order
    conversion: str = ""  # the configuration of OpenCC by which the whole is converted
    dead_links: tuple[DeadLink, ...] = ()  # to be marked
    language: str = ""  # of the file, for these marks


class SourceRef(Struct, frozen=True):
    """The text of a Markdown file, to be inserted before rendering."""

    path: str
    digest: str  # of the file's bytes


class DeclaredFeed(Struct, frozen=True):
    """A feed that the theme declares."""

    name: str  # of the kind in theme.yaml
    url: str  # whole; of a feed for each tag, author or the like with `:slug` for the last part of that page's address
    is_single: bool  # whether it is one feed, for the site


class ExportLink(Struct, frozen=True):
    """A file of an export."""

    format: str  # as `exports` in site.yaml has it; "llms-full" beside "llms"
    title: str  # the format's own name
    url: str  # from the host's root
    canonical: str  # whole
    media_type: str


class SharePicture(Struct, frozen=True):
    """`picture`: what is drawn for others to show with a link to an article."""

    path: str  # the Markdown file, for messages
    address: str  # of the picture, from the site's root
    title: str
    source: str  # "" for none
    date: str | None  # ISO 8601
    language: str  # of the title
    interface: str  # the language in which the date is written
    site: str  # the site's title
    font: str  # the font file, from the archive's root
    digest: str  # SHA-256 of its bytes


class CollationRef(Struct, frozen=True):
    """An article beside its source, to be compared before rendering."""

    article: SourceRef
    body: str  # the digest of the article's body
    record: SourceRef  # the import record
    source: SourceRef | None  # None if its bytes are not kept
    first: int  # the first line or block of the source that the page shows, counted from 0
    end: int  # and the one after the last


class Entry(Struct, frozen=True):
    """An article with its body, in a feed."""

    article: ArticleView
    body: BodyRef | str


class Pagination(Struct, frozen=True):
    """`pagination`: which part of a list the page shows."""

    number: int  # from 1
    pages: int
    total: int  # of all parts
    offset: int  # articles or groups on the pages before
    previous: str | None  # URLs
    next: str | None
    first: str
    last: str
    unit: Literal["year", "month", ""] = ""  # by which the list is grouped; "" if it is not
    numbers: tuple[Link, ...] = ()  # pages by their numbers, from which any other is a few links away; at least one
    starts: tuple[Link, ...] = ()  # where each year or month begins, if there are several pages; titles as labels


class ListSection(Struct, frozen=True):
    """A year or month of a list: `articles[section.start:section.stop]`."""

    label: str  # "2023", "6" for a month; "" for articles without a date
    id: str  # of its heading, to which `starts` lead
    start: int
    stop: int


class TagView(Struct, frozen=True):
    """A tag, as its own page and the list of tags show it."""

    name: str
    url: str
    feed_url: str
    count: int  # of articles
    description: str
    first: str  # the year of the earliest; "" if none has a date
    last: str  # the year of the latest
    uses: tuple[int, ...]  # articles in each of the page's `periods`
    names: tuple[str, ...]  # its other names, by which a filter finds it


class ArticleOfDay(Struct, frozen=True):
    """An article in the list of what was published on a day of the year."""

    title: str
    url: str
    year: int
    day: int  # of the month, from 1
    language: str  # of the title


class PathStep(Struct, frozen=True):
    """An article of the reading path."""

    title: str
    title_html: str  # as in ArticleView
    url: str
    language: str  # of the title
    note: str  # why to read it here, in plain text; may be empty


class ReadingPath(Struct, frozen=True):
    """`path`: where to begin, as site.yaml has it."""

    title: str  # "" for the theme's own
    steps: tuple[PathStep, ...]


class SeriesView(Struct, frozen=True):
    """A series."""

    name: str
    url: str
    count: int  # of articles


class SeriesPart(Struct, frozen=True):
    """`series` on an article's page: its place in its series."""

    name: str
    url: str  # of the series
    number: int  # from 1
    count: int  # of articles in the series
    previous: ArticleLink | None
    next: ArticleLink | None


class Feed(Struct, frozen=True):
    """`feed`: the feed itself."""

    title: str
    url: str  # whole
    page_url: str  # of the page it follows, whole
    updated: str  # RFC 3339


class Redirect(Struct, frozen=True):
    """`target`: where a redirect leads."""

    title: str
    url: str  # from the host's root
    canonical: str  # whole
    language: str  # of the title


class SitemapUrl(Struct, frozen=True):
    """One address of the sitemap."""

    url: str  # whole
    updated: str | None  # ISO 8601
