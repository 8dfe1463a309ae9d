"""Pages that list the groups of a grouping: tags, years, authors, sources, series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from beilin.planning import addresses
from beilin.planning.context import Context, TrackedContext
from beilin.planning.groupings import GROUPINGS, TAG, YEAR, Grouping
from beilin.planning.name_index import index_letters, index_parts
from beilin.planning.page import Id, Kind, Place, Value, part_number
from beilin.planning.paginate import pagination, part, parts
from beilin.planning.tag_index import trends

if TYPE_CHECKING:  # they take 5 ms to import, which an edit of one body need not wait for
    from beilin.planning.picture_views import GroupView, Pair

INDEX_SIZE = 500


def _ids(grouping: Grouping, context: Context) -> Iterator[Id]:
    """Every part of the list; tags and years are listed even if there are none."""
    count = len(context.archive.groups[grouping.kind])
    if count or grouping in (TAG, YEAR):
        yield from ((number,) for number in parts(count, INDEX_SIZE))


def _place(grouping: Grouping, _context: Context, id: Id) -> Place:
    return Place(addresses.numbered(grouping.root, part_number(id)), f"the list of {grouping.index_kind}")


def _pagination(grouping: Grouping, context: TrackedContext, id: Id) -> object:
    count = len(context.archive.groups[grouping.kind])
    return pagination(context.site.url(grouping.root), count, part_number(id), INDEX_SIZE)


def _periods(context: TrackedContext, _id: Id) -> object:
    return context.survey.periods.labels


def _archive(context: TrackedContext, _id: Id) -> object:
    return context.survey.archive_view


def _tags(context: TrackedContext, id: Id) -> object:
    return part(context.survey.tags, part_number(id), INDEX_SIZE)


def _pairs(context: TrackedContext, id: Id) -> tuple[Pair, ...]:
    return context.survey.tag_pairs if part_number(id) == 1 else ()


def _index(grouping: Grouping, context: TrackedContext, id: Id) -> object:
    if grouping == YEAR:
        return ()
    return index_parts(context.survey.entries(grouping), part_number(id), INDEX_SIZE, context.site.url(grouping.root))


def _letters(grouping: Grouping, context: TrackedContext, _id: Id) -> object:
    if grouping == YEAR:
        return ()
    return index_letters(context.survey.entries(grouping), INDEX_SIZE, context.site.url(grouping.root))


def _tag_groups(context: TrackedContext, id: Id) -> object:
    return context.survey.tag_groups if part_number(id) == 1 else ()


def _trends(context: TrackedContext, id: Id) -> object:
    return trends(context.survey.tags) if part_number(id) == 1 else ()


def _sorted_groups(grouping: Grouping, context: TrackedContext) -> Sequence[GroupView]:
    """The views of the groups: years newest first, others by count, then in the order of the archive."""
    views = context.survey.groups(grouping)
    return views if grouping == YEAR else sorted(views, key=attrgetter("count"), reverse=True)


def _groups(grouping: Grouping, context: TrackedContext, id: Id) -> object:
    return tuple(part(_sorted_groups(grouping, context), part_number(id), INDEX_SIZE))


def _most(grouping: Grouping, context: TrackedContext, _id: Id) -> int:
    return max((view.count for view in context.survey.groups(grouping)), default=0)


def _kind(grouping: Grouping) -> Kind:
    values: dict[str, Value] = {"groups": partial(_groups, grouping), "most": partial(_most, grouping)}
    if grouping == TAG:
        values = {
            "tags": _tags,
            "tag_groups": _tag_groups,
            "trends": _trends,
            "pairs": _pairs,
        }
    return Kind(
        name=grouping.index_kind,
        template=f"{grouping.index_kind}.html",
        owned={grouping.root: f"the list of {grouping.index_kind.removesuffix('-list')}"},
        ids=partial(_ids, grouping),
        place=partial(_place, grouping),
        values={
            **values,
            "index": partial(_index, grouping),
            "letters": partial(_letters, grouping),
            "pagination": partial(_pagination, grouping),
            "periods": _periods,
            "archive": _archive,
        },
    )


KINDS = tuple(_kind(grouping) for grouping in GROUPINGS)
