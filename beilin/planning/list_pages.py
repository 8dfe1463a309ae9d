"""Pages that list articles: home, tags, years, undated, authors, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from beilin.planning import addresses
from beilin.planning.archive import Archive, Group
from beilin.planning.article_views import tag_view
from beilin.planning.page import Page, Scene, paginate
from beilin.planning.views import ArticleView, Link, Pagination, SeriesView, TagView

HOME_SIZE = 20
LIST_SIZE = 50
TAGS_SIZE = 500


def home_pages(scene: Scene, views: Sequence[ArticleView]) -> Iterator[Page]:
    """Home, newest first."""
    if scene.has("home"):
        yield from _lists(scene, "home", addresses.HOME, views, {}, HOME_SIZE)


def tag_pages(archive: Archive, scene: Scene, views: Sequence[ArticleView]) -> Iterator[Page]:
    """The list of tags, and the articles of each."""
    tags = [tag_view(group, scene.config) for group in archive.tags]
    if scene.has("tags"):

        def tag_list(address: str, part: Sequence[TagView], pagination: Pagination) -> Page:
            return scene.page("tags", address, "the list of tags", {"tags": tuple(part), "pagination": pagination})

        yield from paginate(scene, addresses.TAGS, tags, TAGS_SIZE, tag_list)
    if scene.has("tag"):
        for group, tag in zip(archive.tags, tags, strict=True):
            address = addresses.tag_address(group.slug)
            yield from _lists(
                scene, "tag", address, _members(group, views), {"tag": tag}, origin=f"the tag {group.name!r}"
            )


def year_pages(archive: Archive, scene: Scene, views: Sequence[ArticleView]) -> Iterator[Page]:
    """The articles of each year, and those without a date."""
    if scene.has("year"):
        for group in archive.years:
            address = addresses.year_address(group.slug)
            yield from _lists(scene, "year", address, _members(group, views), {"year": group.name})
    if scene.has("undated") and archive.undated:
        undated = tuple(views[position] for position in archive.undated)
        yield from _lists(scene, "undated", addresses.UNDATED, undated, {})


def people_pages(archive: Archive, scene: Scene, views: Sequence[ArticleView]) -> Iterator[Page]:
    """The articles of each author and of each source."""
    kinds = (
        ("author", archive.authors, addresses.author_address),
        ("source", archive.sources, addresses.source_address),
    )
    for kind, groups, address_of in kinds:
        if scene.has(kind):
            for group in groups:
                address = address_of(group.name)
                named = {"name": Link(group.name, addresses.url(scene.config.base_path, address))}
                origin = f"the {kind} {group.name!r}"
                yield from _lists(scene, kind, address, _members(group, views), named, origin=origin)


def series_pages(archive: Archive, scene: Scene, views: Sequence[ArticleView]) -> Iterator[Page]:
    """The list of series where there are any, and the articles of each in its order."""
    base = scene.config.base_path
    known = [
        SeriesView(group.name, addresses.url(base, addresses.series_address(group.name)), len(group.members))
        for group in archive.series
    ]
    if scene.has("series-list") and known:

        def series_list(address: str, part: Sequence[SeriesView], pagination: Pagination) -> Page:
            view = {"all_series": tuple(part), "pagination": pagination}
            return scene.page("series-list", address, "the list of series", view)

        yield from paginate(scene, addresses.SERIES, known, TAGS_SIZE, series_list)
    if scene.has("series"):
        for group, series in zip(archive.series, known, strict=True):
            address, origin = addresses.series_address(group.name), f"the series {group.name!r}"
            yield from _lists(scene, "series", address, _members(group, views), {"series": series}, origin=origin)


def _members(group: Group, views: Sequence[ArticleView]) -> tuple[ArticleView, ...]:
    return tuple(views[position] for position in group.members)


def _lists(
    scene: Scene, kind: str, address: str, views: Sequence[ArticleView], extra: Mapping[str, object],
    size: int = LIST_SIZE,
    *, origin: str = "",
) -> Iterator[Page]:  # fmt: skip
    def part(part_address: str, articles: Sequence[ArticleView], pagination: Pagination) -> Page:
        view = {"articles": tuple(articles), "pagination": pagination, **extra}
        return scene.page(kind, part_address, origin or f"the list at {address}", view)

    yield from paginate(scene, address, views, size, part)
