"""The sitemap and robots.txt, unless the archive has its own."""

from __future__ import annotations

from beilin import layout
from beilin.planning import addresses
from beilin.planning.context import Context, TrackedContext
from beilin.planning.page import Id, Kind, Place, one_page_unless_own
from beilin.planning.views import SitemapUrl


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
    return context.site.whole_url(layout.SITEMAP) if SITEMAP.template in context.site.templates else None


SITEMAP = Kind(
    name="sitemap",
    template="sitemap.xml",
    owned={layout.SITEMAP: "the sitemap"},
    ids=one_page_unless_own(layout.SITEMAP),
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
    values={"sitemap": _sitemap},
    is_listed=False,
)

KINDS = (ROBOTS, SITEMAP)
