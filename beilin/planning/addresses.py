"""Addresses: where each page lives. They are for ever."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote

from beilin.config import Config
from beilin.model import Summary
from beilin.text.permalinks import expand_permalink
from beilin.text.slugs import collision_key, slugify

HOME = "/"
TAGS = "/tags/"
SERIES = "/series/"
YEARS = "/years/"
AUTHORS = "/authors/"
SOURCES = "/sources/"
UNDATED = "/undated/"
TIMELINE = "/timeline/"
FEED = "/feed.xml"
JSON_FEED = "/feed.json"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
NOT_FOUND = "/404.html"

# The addresses that belong to Beilin, for ever, and what is there: also where this archive has no such page today, for
# it may come. `:name` stands for one name, `*` for anything. Each list goes on at page/2/ below it.
OWNED = {
    HOME: "the front page",
    "/page/*": "the front page",
    TAGS: "the list of tags",
    "/tags/:name/": "the page of a tag",
    "/tags/:name/feed.xml": "the feed of a tag",
    SERIES: "the list of series",
    "/series/:name/": "the page of a series",
    YEARS: "the list of years",
    "/years/:name/": "the page of a year",
    AUTHORS: "the list of authors",
    "/authors/:name/": "the page of an author",
    SOURCES: "the list of sources",
    "/sources/:name/": "the page of a source",
    UNDATED: "the list of undated articles",
    TIMELINE: "the timeline",
    "/timeline/:name/": "the timeline",
    FEED: "the feed",
    JSON_FEED: "the JSON feed",
    SITEMAP: "the sitemap",
    ROBOTS: "robots.txt",
    NOT_FOUND: "the page for 404",
    "/assets/*": "the theme's assets",
    # Nothing is there yet.
    "/search/*": "the search",
    "/id/*": "permanent identifiers",
    "/zh-Hans/*": "the site in Simplified Chinese",
    "/zh-Hant/*": "the site in Traditional Chinese",
}

CONTENT = "content/"
ARTICLES = "content/articles/"
PAGES = "content/pages/"
NOT_FOUND_SOURCE = "content/pages/404.md"

_NUMBER = re.compile(r"page/[0-9]+/\Z")  # of a list's part
_PLAIN = re.compile(r"/[A-Za-z0-9/._-]*\Z")  # an address that is a link as it is


def article_address(config: Config, summary: Summary) -> str:
    """Where an article is."""
    return expand_permalink(config.permalinks.articles, summary.slug, summary.date)


def page_address(path: str, slug: str) -> str:
    """Where a page of its own is; the file for 404 has the address that hosts look for."""
    return NOT_FOUND if path == NOT_FOUND_SOURCE else f"/{slug}/"


def tag_address(slug: str) -> str:
    """Where a tag's articles are."""
    return f"/tags/{slug}/"


def year_address(year: str) -> str:
    """Where a year's articles are."""
    return f"/years/{year}/"


def author_address(name: str) -> str:
    """Where an author's articles are."""
    return f"/authors/{name_slug(name)}/"


def source_address(name: str) -> str:
    """Where the articles of a source are."""
    return f"/sources/{name_slug(name)}/"


def series_address(name: str) -> str:
    """Where a series is."""
    return f"{SERIES}{name_slug(name)}/"


def name_slug(name: str) -> str:
    """The slug of a name, or its code points where it has neither letters nor digits."""
    return slugify(name) or "-".join(f"u{ord(character):x}" for character in name.strip()[:8])


def numbered(address: str, number: int) -> str:
    """The address of a list's page with that number, counted from 1."""
    return address if number == 1 else f"{address}page/{number}/"


def owner_of(address: str) -> str | None:
    """What of Beilin's own is at the address, in words, in whatever case it is written; None for nothing."""
    key = _NUMBER.sub("", collision_key(address))
    return next((owner for pattern, owner in _owned() if pattern.match(key)), None)


@cache
def _owned() -> list[tuple[re.Pattern[str], str]]:
    """The owned addresses as expressions of their collision keys."""
    marks = {":name": "[^/]+", "\\*": ".*"}
    found = []
    for address, owner in OWNED.items():
        pattern = re.escape(collision_key(address))
        for mark, expression in marks.items():
            pattern = pattern.replace(mark, expression)
        found.append((re.compile(rf"{pattern}\Z"), owner))
    return found


def output_path(address: str) -> str:
    """The file in the output folder that answers for an address."""
    path = address.removeprefix("/")
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def address_of(output: str) -> str:
    """The address that a file in the output folder answers for."""
    is_index = output == "index.html" or output.endswith("/index.html")
    return "/" + (output.removesuffix("index.html") if is_index else output)


def url(base: str, address: str) -> str:
    """The address as a link under `base`, a base path or a base URL that ends in "/"."""
    if _PLAIN.match(address):
        return base + address[1:]
    return base + quote(address.removeprefix("/"), safe="/!$&'()*+,;=:@~-._")
