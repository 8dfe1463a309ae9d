"""What templates see: frozen values without methods. Themes may rely on every field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from beilin.model import Displayed


@dataclass(frozen=True, slots=True)
class Link:
    """Something with a name and an address."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """A link to an article, with nothing else of it."""

    title: str
    url: str
    language: str  # of the title


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """An article that is related to another by its text or tags."""

    title: str
    url: str
    date: str | None  # ISO 8601
    language: str  # of the title
    tags: tuple[Link, ...]  # those that both have


@dataclass(frozen=True, slots=True)
class Backlink:
    """An article or page that links to another, with the sentence in which it does."""

    title: str
    url: str  # with the place of the sentence
    language: str  # of the title and the sentence
    before: str  # the sentence up to the link; "" if that is not known, as are the two below
    words: str  # of the link
    after: str


@dataclass(frozen=True, slots=True)
class Backlinks:
    """`backlinks`: what links to the page."""

    shown: tuple[Backlink, ...]  # the newest
    count: int  # of all


@dataclass(frozen=True, slots=True)
class Site:
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
    series: str = ""  # URL of the list of series; "" if there are none
    about: str = ""  # URL of the page /about/; "" if there is none


@dataclass(frozen=True, slots=True)
class Version:
    """A page in one of the two Chinese scripts."""

    language: str  # BCP 47
    script: str  # zh-Hans or zh-Hant
    url: str  # from the host's root
    canonical: str  # whole


@dataclass(frozen=True, slots=True)
class PageView:
    """`page`: the page itself."""

    kind: str  # the name of its kind: "article", "tag", "not-found", …
    url: str  # from the host's root
    canonical: str  # whole
    language: str  # of its interface, BCP 47
    versions: tuple[Version, ...]  # the page itself and its twin in the other script, the original first; () for none


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


@dataclass(frozen=True, slots=True)
class BodyRef:
    """A body, to be inserted before rendering, with the addresses of its references."""

    path: str  # the Markdown file
    digest: str  # of the Body
    links: tuple[str, ...]
    parts: tuple[BodyRef, ...] = ()  # the parts that it includes, in order
    conversion: str = ""  # the configuration of OpenCC by which the whole is converted


@dataclass(frozen=True, slots=True)
class SourceRef:
    """The text of a Markdown file, to be inserted before rendering."""

    path: str
    digest: str  # of the file's bytes


@dataclass(frozen=True, slots=True)
class DeclaredFeed:
    """A feed that the theme declares."""

    name: str  # of the kind in theme.yaml
    url: str  # whole; of a feed for each tag, author or the like with `:slug` for the last part of that page's address
    is_single: bool  # whether it is one feed, for the site


@dataclass(frozen=True, slots=True)
class SharePicture:
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


@dataclass(frozen=True, slots=True)
class CollationRef:
    """An article beside its source, to be compared before rendering."""

    article: SourceRef
    body: str  # the digest of the article's body
    record: SourceRef  # the import record
    source: SourceRef | None  # None if its bytes are not kept
    first: int  # the first line or block of the source that the page shows, counted from 0
    end: int  # and the one after the last


@dataclass(frozen=True, slots=True)
class Entry:
    """An article with its body, in a feed."""

    article: ArticleView
    body: BodyRef | str


@dataclass(frozen=True, slots=True)
class Pagination:
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


@dataclass(frozen=True, slots=True)
class ListSection:
    """A year or month of a list: `articles[section.start:section.stop]`."""

    label: str  # "2023", "6" for a month; "" for articles without a date
    id: str  # of its heading, to which `starts` lead
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class TagView:
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


@dataclass(frozen=True, slots=True)
class ArticleOfDay:
    """An article in the list of what was published on a day of the year."""

    title: str
    url: str
    year: int
    day: int  # of the month, from 1
    language: str  # of the title


@dataclass(frozen=True, slots=True)
class PathStep:
    """An article of the reading path."""

    title: str
    title_html: str  # as in ArticleView
    url: str
    language: str  # of the title
    note: str  # why to read it here, in plain text; may be empty


@dataclass(frozen=True, slots=True)
class ReadingPath:
    """`path`: where to begin, as site.yaml has it."""

    title: str  # "" for the theme's own
    steps: tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series."""

    name: str
    url: str
    count: int  # of articles


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """`series` on an article's page: its place in its series."""

    name: str
    url: str  # of the series
    number: int  # from 1
    count: int  # of articles in the series
    previous: ArticleLink | None
    next: ArticleLink | None


@dataclass(frozen=True, slots=True)
class Feed:
    """`feed`: the feed itself."""

    title: str
    url: str  # whole
    page_url: str  # of the page it follows, whole
    updated: str  # RFC 3339


@dataclass(frozen=True, slots=True)
class Redirect:
    """`target`: where a redirect leads."""

    title: str
    url: str  # from the host's root
    canonical: str  # whole
    language: str  # of the title


@dataclass(frozen=True, slots=True)
class SitemapUrl:
    """One address of the sitemap."""

    url: str  # whole
    updated: str | None  # ISO 8601
