"""Pages that list articles: the groups of each grouping, and the articles without a date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from beilin import layout
from beilin.planning import addresses
from beilin.planning.context import Context, TrackedContext
from beilin.planning.export_links import group_exports
from beilin.planning.groupings import GROUPINGS, SERIES, TAG, YEAR, Grouping
from beilin.planning.list_values import Listing, archive_view, list_values
from beilin.planning.page import Id, Kind, Place, Value, part_number
from beilin.planning.paginate import Unit, parts
from beilin.planning.views import Link, SeriesView

LIST_SIZE = 50


def _list_size() -> int:  # a function, so that tests can shorten the lists
    return LIST_SIZE


# Groups: ids are (slug, number of the part)


def _group_ids(grouping: Grouping, context: Context) -> Iterator[Id]:
    for group in context.archive.groups[grouping.kind]:
        for number in parts(len(group.members), LIST_SIZE):
            yield (group.slug, number)


def _group_place(grouping: Grouping, context: Context, id: Id) -> Place:
    address = _group_address(grouping, id)
    name = context.survey.group(grouping.kind, str(id[0])).name
    origin = f"the list at {address}" if grouping is YEAR else f"the {grouping.kind} {name!r}"
    return Place(addresses.numbered(address, part_number(id)), origin)


def _group_address(grouping: Grouping, id: Id) -> str:
    return grouping.address(str(id[0]))


def group_members(grouping: Grouping, context: TrackedContext, id: Id) -> Sequence[int]:
    """The positions of the articles of the group whose slug begins the id."""
    return context.survey.group(grouping.kind, str(id[0])).members


def _chart(grouping: Grouping, context: TrackedContext, id: Id) -> object:
    return context.survey.chart(grouping.kind, str(id[0]))


def _nearest_tags(grouping: Grouping, context: TrackedContext, id: Id) -> object:
    return context.survey.nearest_tags(grouping.kind, str(id[0]))


def _link(grouping: Grouping, context: TrackedContext, id: Id) -> Link:
    group = context.survey.group(grouping.kind, str(id[0]))
    return Link(group.name, context.site.url(grouping.address(group.slug)))


def _tag(context: TrackedContext, id: Id) -> object:
    return context.survey.tags[context.survey.tag_index(str(id[0]))]


def _year(_context: TrackedContext, id: Id) -> object:
    return str(id[0])


def _neighbour(step: int, context: TrackedContext, id: Id) -> Link | None:
    """The year `step` places away in the list of years."""
    years = context.archive.groups[YEAR.kind]
    at = next(index for index, group in enumerate(years) if group.slug == id[0]) + step
    return Link(years[at].name, context.site.url(YEAR.address(years[at].slug))) if 0 <= at < len(years) else None


def _series(context: TrackedContext, id: Id) -> SeriesView:
    link = _link(SERIES, context, id)
    return SeriesView(link.title, link.url, len(group_members(SERIES, context, id)))


def _counted(grouping: Grouping) -> dict[str, Value]:
    """The chart of a group and the tags most frequent in it."""
    return {"chart": partial(_chart, grouping), "tags": partial(_nearest_tags, grouping)}


# What the page of a group has besides its articles, if not the default of `group_values`.
_GROUP_VALUES: dict[str, dict[str, Value]] = {
    TAG.kind: {"tag": _tag, **_counted(TAG), "exports": group_exports(TAG)},
    YEAR.kind: {
        "year": _year,
        "newer": partial(_neighbour, -1),
        "older": partial(_neighbour, 1),
        **_counted(YEAR),
        "exports": group_exports(YEAR),
    },
    SERIES.kind: {"series": _series, "exports": group_exports(SERIES)},
}

# By what the articles of a group are grouped, if not by their years. Those of a series have an order of their own.
_UNITS: dict[str, Unit] = {YEAR.kind: "month", SERIES.kind: ""}


def group_values(grouping: Grouping) -> dict[str, Value]:
    """What the page of a group has besides its articles: name, chart and tags, unless _GROUP_VALUES says otherwise."""
    default: dict[str, Value] = {"name": partial(_link, grouping), **_counted(grouping)}
    return _GROUP_VALUES.get(grouping.kind, default)


def _group_kind(grouping: Grouping) -> Kind:
    members, address = partial(group_members, grouping), partial(_group_address, grouping)
    listing = Listing(grouping.kind, members, _list_size, address, _UNITS.get(grouping.kind, "year"))
    return Kind(
        name=grouping.kind,
        template=f"{grouping.kind}.html",
        owned={f"{grouping.root}:slug/": f"the page of {_article(grouping.kind)} {grouping.kind}"},
        ids=partial(_group_ids, grouping),
        place=partial(_group_place, grouping),
        values={**list_values(listing), **group_values(grouping)},
    )


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


GROUP_KINDS = tuple(_group_kind(grouping) for grouping in GROUPINGS)


# Articles without a date


def _undated_ids(context: Context) -> Iterator[Id]:
    if context.archive.undated:
        yield from ((number,) for number in parts(len(context.archive.undated), LIST_SIZE))


def _undated_place(_context: Context, id: Id) -> Place:
    return Place(addresses.numbered(layout.UNDATED, part_number(id)), f"the list at {layout.UNDATED}")


def _undated_address(_id: Id) -> str:
    return layout.UNDATED


def _undated_members(context: TrackedContext, _id: Id) -> Sequence[int]:
    return context.archive.undated


UNDATED = Kind(
    name="undated",
    template="undated.html",
    owned={layout.UNDATED: "the list of undated articles"},
    ids=_undated_ids,
    place=_undated_place,
    values={
        **list_values(Listing("undated", _undated_members, _list_size, _undated_address, unit="")),
        "archive": archive_view,
    },
)

KINDS = (*GROUP_KINDS, UNDATED)
