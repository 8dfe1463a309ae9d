"""Pages that list what articles can be found by: tags, years, authors, sources, series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from operator import attrgetter

from beilin.planning import addresses
from beilin.planning.archive import Group
from beilin.planning.page import Page
from beilin.planning.paginate import paginate
from beilin.planning.picture_views import GroupView, Pairs
from beilin.planning.pictures import span, tag_pairs
from beilin.planning.survey import Survey
from beilin.planning.views import Link, Pagination

INDEX_SIZE = 500
TAGS_OF_GROUP = 5


def index_pages(found: Survey) -> Iterator[Page]:
    """The list of tags, of years, of authors, of sources and of series."""
    yield from _tags(found)
    archive = found.archive
    lists = (
        ("years", addresses.YEARS, archive.years, addresses.year_address),
        ("authors", addresses.AUTHORS, archive.authors, addresses.author_address),
        ("sources", addresses.SOURCES, archive.sources, addresses.source_address),
        ("series-list", addresses.SERIES, archive.series, addresses.series_address),
    )
    for kind, address, groups, address_of in lists:
        if found.scene.has(kind) and (groups or kind == "years"):
            views = [_group_view(found, group, found.scene.url(address_of(group.name))) for group in groups]
            if kind != "years":
                views.sort(key=attrgetter("count"), reverse=True)  # those of one count stay in the order of their names
            yield from _lists(found, kind, address, views)


def _tags(found: Survey) -> Iterator[Page]:
    if found.scene.has("tags"):
        numbers = range(len(found.archive.tags))

        def part(address: str, shown: Sequence[int], pagination: Pagination) -> Page:
            view = {
                "tags": partial(found.tags_at, shown),
                "pagination": pagination,
                "periods": found.periods.labels,
                "pairs": partial(_pairs, found) if pagination.number == 1 else None,
            }
            return found.scene.page("tags", address, "the list of tags", view)

        yield from paginate(found.scene, addresses.TAGS, numbers, INDEX_SIZE, part)


def _pairs(found: Survey) -> Pairs | None:
    return tag_pairs(found.archive, found.links)


def _lists(found: Survey, kind: str, address: str, views: Sequence[GroupView]) -> Iterator[Page]:
    most = max((view.count for view in views), default=0)

    def part(part_address: str, groups: Sequence[GroupView], pagination: Pagination) -> Page:
        view = {"groups": tuple(groups), "most": most, "pagination": pagination, "periods": found.periods.labels}
        return found.scene.page(kind, part_address, f"the list of {kind}", view)

    yield from paginate(found.scene, address, views, INDEX_SIZE, part)


def _group_view(found: Survey, group: Group, url: str) -> GroupView:
    first, last = span(found.archive, group.members)
    return GroupView(
        name=group.name,
        url=url,
        count=len(group.members),
        first=first,
        last=last,
        uses=found.periods.counts(group.members),
        tags=tuple(Link(tag.title, tag.url) for tag in found.nearest_tags(group.members, most=TAGS_OF_GROUP)),
    )
