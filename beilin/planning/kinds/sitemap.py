"""What machines look for, unless the archive has its own: the sitemap, robots.txt, and the reservation of text and data
mining."""

from __future__ import annotations

from collections.abc import Iterator

from beilin import layout
from beilin.planning import addresses
from beilin.planning.ai_crawlers import AI_CRAWLERS
from beilin.planning.context import Context, TrackedContext
from beilin.planning.page import Id, Kind, Place, one_page_unless_own
from beilin.planning.statements import may_be_listed
from beilin.planning.views import SitemapUrl


def _sitemap_ids(context: Context) -> Iterator[Id]:
    """None if search engines are asked to list no page at all: a sitemap without an address is not valid."""
    config, records = context.site.config, context.records
    paths = (*context.archive.articles, *context.archive.pages)
    if may_be_listed(config, None) or any(may_be_listed(config, records[path].summary) for path in paths):
        yield from one_page_unless_own(layout.SITEMAP)(context)


def _sitemap_place(_context: Context, _id: Id) -> Place:
    return Place(layout.SITEMAP, "the sitemap")


def _urls(context: TrackedContext, _id: Id) -> tuple[SitemapUrl, ...]:
    """Every page for readers, with the day of its last change if it is an article."""
    archive = context.archive
    changed = {
        addresses.output_path(context.address(path)): archive.updated[position] or archive.dates[position]
        for position, path in enumerate(archive.articles)
    }
    changed |= {f"{script}/{output}": day for output, day in changed.items() for script in ("zh-Hans", "zh-Hant")}
    return tuple(
        SitemapUrl(context.site.whole_url("/" + output.removesuffix("index.html")), changed.get(output))
        for output in context.listed
    )


def _robots_place(_context: Context, _id: Id) -> Place:
    return Place(layout.ROBOTS, "robots.txt")


def _sitemap(context: TrackedContext, _id: Id) -> str | None:
    has_one = context.listed and SITEMAP.template in context.site.templates
    return context.site.whole_url(layout.SITEMAP) if has_one else None


def _ai_crawlers(context: TrackedContext, _id: Id) -> tuple[str, ...]:
    """The crawlers to which robots.txt forbids the site."""
    return AI_CRAWLERS if context.site.config.noai else ()


def _reservation_ids(context: Context) -> Iterator[Id]:
    config = context.site.config
    if config.noai and config.base_path == "/":
        yield from one_page_unless_own(layout.TDM_RESERVATION)(context)


def _reservation_place(_context: Context, _id: Id) -> Place:
    return Place(layout.TDM_RESERVATION, "the reservation of text and data mining")


SITEMAP = Kind(
    name="sitemap",
    template="sitemap.xml",
    owned={layout.SITEMAP: "the sitemap"},
    ids=_sitemap_ids,
    place=_sitemap_place,
    values={"urls": _urls},
    is_listed=False,
)
ROBOTS = Kind(
    name="robots",
    template="robots.txt",
    owned={layout.ROBOTS: "robots.txt"},
    ids=one_page_unless_own(layout.ROBOTS),
    place=_robots_place,
    values={"sitemap": _sitemap, "ai_crawlers": _ai_crawlers},
    is_listed=False,
)
TDM_RESERVATION = Kind(
    name="tdm-reservation",
    template="tdmrep.json",
    owned={},
    ids=_reservation_ids,
    place=_reservation_place,
    values={},
    is_listed=False,
)

KINDS = (ROBOTS, SITEMAP, TDM_RESERVATION)
