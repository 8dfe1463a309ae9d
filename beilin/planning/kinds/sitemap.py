"""What machines look for, unless the archive has its own: the sitemap, robots.txt, and the reservation of text and data
mining.

A sitemap has at most 50,000 addresses in 50 MB (sitemaps.org). Of more there are several, and in place of the sitemap
an index that names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from beilin import layout
from beilin.planning import addresses
from beilin.planning.ai_crawlers import AI_CRAWLERS
from beilin.planning.context import Context, TrackedContext
from beilin.planning.page import WRITTEN, Id, Kind, Place, one_page, one_page_unless_own
from beilin.planning.views import SitemapUrl
from beilin.planning.written_views import SitemapIndex

MAX_URLS = 50_000
MAX_BYTES = 50 * 1024 * 1024
_MAX_MARKUP = 200  # bytes of an entry beside its address
_MAX_CHARACTER = 12  # bytes of a character in an address: four of UTF-8, percent-encoded


def sitemap_parts(
    outputs: Sequence[str], base_url: str, max_urls: int = MAX_URLS, max_bytes: int = MAX_BYTES
) -> list[Sequence[str]]:
    """The output paths divided among sitemaps, none of which can exceed the limits; one without paths for none."""
    parts: list[Sequence[str]] = []
    start = size = 0
    for at, output in enumerate(outputs):
        entry = len(base_url) + _MAX_CHARACTER * len(output) + _MAX_MARKUP
        if at - start == max_urls or (at > start and size + entry > max_bytes):
            parts.append(outputs[start:at])
            start, size = at, 0
        size += entry
    return [*parts, outputs[start:]]


def _parts(context: Context | TrackedContext) -> list[Sequence[str]]:
    return sitemap_parts(context.listed, context.site.config.base_url)


# Ids are ("",) of the sitemap, and (number,) of each of several.
def _sitemap_ids(context: Context) -> Iterator[Id]:
    """None if search engines are asked to list no page at all: a sitemap without an address is not valid."""
    if not context.listed or not any(one_page_unless_own(layout.SITEMAP)(context)):
        return
    count = len(_parts(context))
    yield from one_page(context) if count == 1 else ((number,) for number in range(1, count + 1))


def _sitemap_place(_context: Context, id: Id) -> Place:
    return Place(layout.SITEMAP, "the sitemap") if id[0] == "" else Place(_part_address(id[0]), f"sitemap {id[0]}")


def _part_address(number: object) -> str:
    return layout.SITEMAP.replace(".", f"-{number}.")


def _index_ids(context: Context) -> Iterator[Id]:
    if SITEMAP.template in context.site.templates and any(id[0] != "" for id in _sitemap_ids(context)):
        yield from one_page(context)


def _index_place(_context: Context, _id: Id) -> Place:
    return Place(layout.SITEMAP, "the index of the sitemaps")


def _index(context: TrackedContext, _id: Id) -> SitemapIndex:
    numbers = range(1, len(_parts(context)) + 1)
    return SitemapIndex(tuple(context.site.whole_url(_part_address(number)) for number in numbers))


def _urls(context: TrackedContext, id: Id) -> tuple[SitemapUrl, ...]:
    """Every page for readers, with the day of its last change if it is an article."""
    archive = context.archive
    changed = {
        addresses.output_path(context.address(path)): archive.updated[position] or archive.dates[position]
        for position, path in enumerate(archive.articles)
    }
    changed |= {f"{script}/{output}": day for output, day in changed.items() for script in ("zh-Hans", "zh-Hant")}
    return tuple(
        SitemapUrl(context.site.whole_url("/" + output.removesuffix("index.html")), changed.get(output))
        for output in (context.listed if id[0] == "" else _parts(context)[int(id[0] or 1) - 1])
    )


def _robots_place(_context: Context, _id: Id) -> Place:
    return Place(layout.ROBOTS, "robots.txt")


def _sitemap(context: TrackedContext, _id: Id) -> str | None:
    has_one = context.listed and SITEMAP.template in context.site.templates
    return context.site.whole_url(layout.SITEMAP) if has_one else None


def _ai_crawlers(context: TrackedContext, _id: Id) -> tuple[str, ...]:
    """The crawlers that robots.txt disallows."""
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
    owned={layout.SITEMAP: "the sitemap", _part_address(":slug"): "a sitemap of several"},
    ids=_sitemap_ids,
    place=_sitemap_place,
    values={"urls": _urls},
    is_listed=False,
    is_last=True,
)
SITEMAP_INDEX = Kind(
    name="sitemap-index",
    template="",
    owned={},
    ids=_index_ids,
    place=_index_place,
    values={WRITTEN: _index},
    is_listed=False,
    is_last=True,
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

KINDS = (ROBOTS, SITEMAP, SITEMAP_INDEX, TDM_RESERVATION)
