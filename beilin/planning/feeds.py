"""Feeds, sitemap and robots.txt: pages for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from beilin.planning import addresses
from beilin.planning.archive import Archive
from beilin.planning.article_views import tag_name
from beilin.planning.page import Page, Scene
from beilin.planning.views import ArticleView, BodyRef, Entry, Feed, SitemapUrl

FEED_SIZE = 20
# A feed without an article has not been updated since before there were feeds; RFC 4287 demands a time all the same.
NEVER = "1970-01-01T00:00:00Z"


def feed_pages(
    archive: Archive, scene: Scene, views: Sequence[ArticleView], links: Mapping[str, tuple[str, ...]]
) -> Iterator[Page]:
    """The archive's Atom and JSON feeds, and an Atom feed for each tag. `links` are whole URLs here.

    Undated articles are left out of Atom, which demands a time of each entry (RFC 4287, section 4.1.2).
    """

    def entries(positions: Iterable[int]) -> tuple[Entry, ...]:
        found = []
        for position in positions:
            record = archive.articles[position]
            body = BodyRef(record.summary.path, record.body_digest, links[record.summary.path])
            found.append(Entry(views[position], body))
            if len(found) == FEED_SIZE:
                break
        return tuple(found)

    def dated(positions: Iterable[int]) -> Iterable[int]:
        return (position for position in positions if views[position].updated_at)

    def feed(kind: str, address: str, page_address: str, title: str, shown: tuple[Entry, ...], origin: str) -> Page:
        base = scene.config.base_url
        updated = max((entry.article.updated_at for entry in shown if entry.article.updated_at), default=NEVER)
        view = {
            "feed": Feed(title, addresses.url(base, address), addresses.url(base, page_address), updated),
            "entries": shown,
        }
        return scene.page(kind, address, origin, view)

    everything = range(len(views))
    title = scene.config.title
    if scene.has("feed"):
        yield feed("feed", addresses.FEED, addresses.HOME, title, entries(dated(everything)), "the feed")
    if scene.has("json-feed"):
        yield feed("json-feed", addresses.JSON_FEED, addresses.HOME, title, entries(everything), "the feed")
    if scene.has("tag-feed"):
        for group in archive.tags:
            address = addresses.tag_address(group.slug)
            name = f"{title} · {tag_name(group, scene.config.language)}"
            shown = entries(dated(group.members))
            yield feed("tag-feed", f"{address}feed.xml", address, name, shown, f"the feed of the tag {group.name!r}")


def machine_pages(archive: Archive, scene: Scene, pages: Sequence[Page]) -> Iterator[Page]:
    """The sitemap of all pages for readers (those planned in `pages`), and robots.txt."""
    base = scene.config.base_url
    if scene.has("sitemap"):
        updated = {
            addresses.output_path(addresses.article_address(record.summary.slug)): record.summary.updated
            or record.summary.date
            for record in archive.articles
        }
        shown = sorted(page.output for page in pages if page.output.endswith("index.html"))
        urls = tuple(
            SitemapUrl(addresses.url(base, "/" + output.removesuffix("index.html")), updated.get(output))
            for output in shown
        )
        yield scene.page("sitemap", addresses.SITEMAP, "the sitemap", {"urls": urls})
    if scene.has("robots"):
        sitemap = addresses.url(base, addresses.SITEMAP) if scene.has("sitemap") else None
        yield scene.page("robots", addresses.ROBOTS, "robots.txt", {"sitemap": sitemap})
