"""Feeds, sitemap and robots.txt: pages for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

from beilin.planning import addresses
from beilin.planning.archive import Archive
from beilin.planning.article_pages import body_of
from beilin.planning.article_views import tag_name
from beilin.planning.changed import Only
from beilin.planning.links import Targets
from beilin.planning.page import Page, SiteContext
from beilin.planning.views import ArticleView, Entry, Feed, SitemapUrl

FEED_SIZE = 20
# A feed without an article has not been updated since before there were feeds; RFC 4287 demands a time all the same.
NEVER = "1970-01-01T00:00:00Z"


def feed_pages(
    archive: Archive, scene: SiteContext, views: Sequence[ArticleView], targets: Targets, only: Only
) -> Iterator[Page]:
    """The archive's Atom and JSON feeds, and an Atom feed for each tag.

    Undated articles are left out of Atom, which demands a time of each entry (RFC 4287, section 4.1.2).
    """
    base = scene.config.base_url
    everything = range(len(views))

    def may_show(members: Sequence[int]) -> bool:
        # Where an article with a date stands among all members, it stands among those that a feed may show.
        return only is None or any(
            n in members[:FEED_SIZE] or (n in members and not archive.articles[n].summary.date) for n in only.positions
        )

    def newest(positions: Sequence[int], *, dated: bool) -> list[int]:
        # Articles without a date stand last, so that those to pass over are never many.
        usable = (n for n in positions if not dated or _is_dated(archive, n))
        return list(islice(usable, FEED_SIZE))

    def feed(
        kind: str,
        address: str,
        page_address: str,
        title: str,
        shown: list[int],
        origin: str,
        former: Sequence[str] = (),
    ) -> Iterator[Page]:
        if not scene.has(kind) or (only is not None and only.positions.isdisjoint(shown)):
            return
        view: dict[str, object] = {
            "feed": partial(
                _about, views, shown, title, addresses.url(base, address), addresses.url(base, page_address)
            ),
            "entries": partial(_entries, archive, views, shown, targets, base),
        }
        for place in (address, *former):
            yield scene.page(kind, place, origin, view)

    title = scene.config.title
    if may_show(everything):
        yield from feed("feed", addresses.FEED, addresses.HOME, title, newest(everything, dated=True), "the feed")
        yield from feed(
            "json-feed", addresses.JSON_FEED, addresses.HOME, title, newest(everything, dated=False), "the feed"
        )
    for group in archive.tags if scene.has("tag-feed") else ():
        if not may_show(group.members):
            continue
        address = addresses.tag_address(group.slug)
        name = f"{title} · {tag_name(group, scene.config.language)}"
        shown = newest(group.members, dated=True)
        origin = f"the feed of the tag {group.name!r}"
        # No redirect page leads a program on; the same feed stands there, and says where it is now.
        aliases = group.term.aliases if group.term else ()
        folders = [alias if alias.startswith("/") else addresses.tag_address(alias) for alias in aliases]
        former = [f"{folder}feed.xml" for folder in folders if folder.endswith("/")]
        yield from feed("tag-feed", f"{address}feed.xml", address, name, shown, origin, former)


def _about(views: Sequence[ArticleView], shown: Sequence[int], title: str, url: str, page_url: str) -> Feed:
    times = [time for time in (views[position].updated_at for position in shown) if time]
    return Feed(title, url, page_url, max(times, default=NEVER))


def _entries(
    archive: Archive, views: Sequence[ArticleView], shown: Sequence[int], targets: Targets, base: str
) -> tuple[Entry, ...]:
    return tuple(Entry(views[n], body_of(archive.articles[n], targets, base)) for n in shown)


def _is_dated(archive: Archive, position: int) -> bool:
    summary = archive.articles[position].summary
    return bool(summary.updated or summary.date)


def machine_pages(archive: Archive, scene: SiteContext, pages: Sequence[Page]) -> Iterator[Page]:
    """The sitemap of all pages for readers (those planned in `pages`), and robots.txt."""
    base = scene.config.base_url
    if scene.has("sitemap"):
        shown = sorted(page.output for page in pages if page.output.endswith("index.html") and page.is_for_readers)
        yield scene.page(
            "sitemap", addresses.SITEMAP, "the sitemap", {"urls": partial(_sitemap_urls, archive, scene, shown)}
        )
    if scene.has("robots"):
        sitemap = addresses.url(base, addresses.SITEMAP) if scene.has("sitemap") else None
        yield scene.page("robots", addresses.ROBOTS, "robots.txt", {"sitemap": sitemap})


def _sitemap_urls(archive: Archive, scene: SiteContext, shown: Sequence[str]) -> tuple[SitemapUrl, ...]:
    updated = {
        addresses.output_path(addresses.article_address(scene.config, record.summary)): record.summary.updated
        or record.summary.date
        for record in archive.articles
    }
    base = scene.config.base_url
    return tuple(
        SitemapUrl(addresses.url(base, "/" + output.removesuffix("index.html")), updated.get(output))
        for output in shown
    )
