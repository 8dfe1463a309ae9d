"""Pages that list articles: home, tag, year, undated, author, source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from beilin.planning import addresses
from beilin.planning.changed import Only, shows
from beilin.planning.page import Page, SiteContext
from beilin.planning.paginate import Once, paginate
from beilin.planning.pictures import archive_view, month_chart
from beilin.planning.survey import Survey
from beilin.planning.views import ArticleView, Link, Pagination, SeriesView

HOME_SIZE = 20
LIST_SIZE = 50


def home_pages(found: Survey, views: Sequence[ArticleView], only: Only) -> Iterator[Page]:
    """Home, newest first."""
    if found.scene.has("home"):
        everything = range(len(found.archive.articles))
        extra = {"archive": archive_view(found.archive), "chart": Once(found.chart, everything)}
        yield from _lists(found.scene, "home", addresses.HOME, views, everything, extra, only, HOME_SIZE)


def tag_pages(found: Survey, views: Sequence[ArticleView], only: Only) -> Iterator[Page]:
    """The articles of each tag."""
    if found.scene.has("tag"):
        for number, group in enumerate(found.archive.tags):
            extra = {
                "tag": partial(found.tag, number),
                "chart": Once(found.chart, group.members),
                "tags": Once(found.nearest_tags, group.members, but=number),
            }
            address = addresses.tag_address(group.slug)
            origin = f"the tag {group.name!r}"
            yield from _lists(found.scene, "tag", address, views, group.members, extra, only, origin=origin)


def year_pages(found: Survey, views: Sequence[ArticleView], only: Only) -> Iterator[Page]:
    """The articles of each year, and those without a date."""
    archive, scene = found.archive, found.scene

    def link_to(number: int) -> Link | None:
        if not 0 <= number < len(archive.years):
            return None
        name = archive.years[number].name
        return Link(name, scene.url(addresses.year_address(name)))

    if scene.has("year"):
        for number, group in enumerate(archive.years):
            extra = {
                "year": group.name,
                "chart": Once(month_chart, archive, group.members),
                "tags": Once(found.nearest_tags, group.members),
                "newer": link_to(number - 1),
                "older": link_to(number + 1),
            }
            yield from _lists(scene, "year", addresses.year_address(group.slug), views, group.members, extra, only)
    if scene.has("undated") and archive.undated:
        yield from _lists(scene, "undated", addresses.UNDATED, views, archive.undated, {}, only)


def people_pages(found: Survey, views: Sequence[ArticleView], only: Only) -> Iterator[Page]:
    """The articles of each author and of each source."""
    kinds = (
        ("author", found.archive.authors, addresses.author_address),
        ("source", found.archive.sources, addresses.source_address),
    )
    for kind, groups, address_of in kinds:
        if found.scene.has(kind):
            for group in groups:
                address = address_of(group.name)
                extra = {
                    "name": Link(group.name, found.scene.url(address)),
                    "chart": Once(found.chart, group.members),
                    "tags": Once(found.nearest_tags, group.members),
                }
                origin = f"the {kind} {group.name!r}"
                yield from _lists(found.scene, kind, address, views, group.members, extra, only, origin=origin)


def series_pages(found: Survey, views: Sequence[ArticleView], only: Only) -> Iterator[Page]:
    """The articles of each series in its order."""
    if found.scene.has("series"):
        for group in found.archive.series:
            address = addresses.series_address(group.name)
            series = SeriesView(group.name, found.scene.url(address), len(group.members))
            origin = f"the series {group.name!r}"
            extra = {"series": series}
            yield from _lists(found.scene, "series", address, views, group.members, extra, only, origin=origin)


def articles_at(views: Sequence[ArticleView], positions: Iterable[int]) -> tuple[ArticleView, ...]:
    """The views at these positions."""
    return tuple([views[position] for position in positions])


def _lists(
    scene: SiteContext, kind: str, address: str, views: Sequence[ArticleView], members: Sequence[int],
    extra: Mapping[str, object], only: Only, size: int | None = None,
    *, origin: str = "",
) -> Iterator[Page]:  # fmt: skip
    def part(part_address: str, shown: Sequence[int], pagination: Pagination) -> Page:
        view = {"articles": partial(articles_at, views, shown), "pagination": pagination, **extra}
        return scene.page(kind, part_address, origin or f"the list at {address}", view)

    yield from paginate(scene, address, members, size or LIST_SIZE, part, shows(only))
