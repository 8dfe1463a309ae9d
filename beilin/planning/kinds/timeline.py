"""The timeline: the titles of all articles by month.

A small archive has one page. In a large one that page counts the articles of each month, and each year has pages with
its titles, so that no page outgrows what a phone can load.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING

from beilin import layout
from beilin.planning import addresses
from beilin.planning.context import Context, TrackedContext
from beilin.planning.groupings import YEAR
from beilin.planning.months import MAX_TITLES, TEMPLATE, YEAR_TEMPLATE, month_id, year_address
from beilin.planning.page import Id, Kind, Place, one_page, part_number
from beilin.planning.paginate import pagination, part, parts

if TYPE_CHECKING:  # see indexes.py
    from beilin.planning.picture_views import Mark, Month, TimelineRow

LEVELS = 4  # shades of months
UNDATED_ID = "_undated"


def _marks(context: TrackedContext, members: Sequence[int]) -> tuple[Mark, ...]:
    """A mark for each of the articles at these positions."""
    from beilin.planning.picture_views import Mark

    return tuple(Mark(view.title_html, view.url, view.date, view.language) for view in context.views(members))


# The overview


def _place(_context: Context, _id: Id) -> Place:
    return Place(layout.TIMELINE, "the timeline")


def _rows(context: TrackedContext, _id: Id) -> tuple[TimelineRow, ...]:
    return tuple(_row(context, year, months) for year, months in context.survey.months.items())


def _row(context: TrackedContext, year: str, months: Sequence[Sequence[int]]) -> TimelineRow:
    from beilin.planning.picture_views import TimelineRow

    url = context.site.url(year_address(year) if context.survey.is_timeline_split else layout.TIMELINE)
    return TimelineRow(
        label=year,
        url=url if context.survey.is_timeline_split else f"{url}#_{year}",
        list_url=context.site.url(YEAR.address(year)),
        count=sum(map(len, months)),
        months=tuple(_month(context, year, number, members) for number, members in enumerate(months, 1)),
    )


def _month(context: TrackedContext, year: str, number: int, members: Sequence[int]) -> Month:
    from beilin.planning.picture_views import Month

    survey = context.survey
    return Month(
        number=number,
        id=month_id(year, number),
        url=survey.month_url(year, number) if members else None,
        count=len(members),
        level=ceil(LEVELS * len(members) / max(LEVELS, survey.largest_month)),
        marks=() if survey.is_timeline_split else _marks(context, members),
    )


def _undated(context: TrackedContext, _id: Id) -> Month | None:
    from beilin.planning.picture_views import Month

    undated, is_split = context.archive.undated, context.survey.is_timeline_split
    if not undated:
        return None
    page = context.site.url(year_address("") if is_split else layout.TIMELINE)
    url = page if is_split else f"{page}#{UNDATED_ID}"
    return Month(0, UNDATED_ID, url, len(undated), 0, () if is_split else _marks(context, undated))


def _total(context: TrackedContext, _id: Id) -> int:
    return len(context.archive.articles)


def _is_split(context: TrackedContext, _id: Id) -> bool:
    return context.survey.is_timeline_split


TIMELINE = Kind(
    name="timeline",
    template=TEMPLATE,
    owned={layout.TIMELINE: "the timeline", "/timeline/:slug/": "the timeline"},
    ids=one_page,
    place=_place,
    values={"rows": _rows, "undated": _undated, "total": _total, "is_split": _is_split},
)


# Years: ids are (year, number of the part), with the year "" for articles without a date


def _year_ids(context: Context) -> Iterator[Id]:
    if TEMPLATE in context.site.templates and context.survey.is_timeline_split:
        for group in context.archive.groups[YEAR.kind]:
            yield from ((group.name, number) for number in parts(len(group.members), MAX_TITLES))
        if context.archive.undated:
            yield from (("", number) for number in parts(len(context.archive.undated), MAX_TITLES))


def _year_place(_context: Context, id: Id) -> Place:
    return Place(addresses.numbered(year_address(str(id[0])), part_number(id)), "the timeline")


def _members(context: TrackedContext, id: Id) -> Sequence[int]:
    return context.survey.group(YEAR.kind, str(id[0])).members if id[0] else context.archive.undated


def _year(_context: TrackedContext, id: Id) -> str:
    return str(id[0])


def _list_url(context: TrackedContext, id: Id) -> str:
    return context.site.url(YEAR.address(str(id[0])) if id[0] else layout.UNDATED)


def _year_months(context: TrackedContext, id: Id) -> tuple[Month, ...]:
    from beilin.planning.picture_views import Month
    from beilin.planning.survey import by_month

    shown, year = part(_members(context, id), part_number(id), MAX_TITLES), str(id[0])
    if not year:
        return (Month(0, UNDATED_ID, None, len(shown), 0, _marks(context, shown)),)
    months = list(enumerate(by_month(context.archive, shown), 1))
    return tuple(
        Month(number, month_id(year, number), None, len(members), 0, _marks(context, members))
        for number, members in reversed(months)
        if members
    )


def _year_pagination(context: TrackedContext, id: Id) -> object:
    return pagination(
        context.site.url(year_address(str(id[0]))), len(_members(context, id)), part_number(id), MAX_TITLES
    )


YEARS_OF_TIMELINE = Kind(
    name="timeline-year",
    template=YEAR_TEMPLATE,
    owned={},
    ids=_year_ids,
    place=_year_place,
    values={"year": _year, "list_url": _list_url, "months": _year_months, "pagination": _year_pagination},
)

KINDS = (TIMELINE, YEARS_OF_TIMELINE)
