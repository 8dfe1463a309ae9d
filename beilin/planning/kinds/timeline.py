"""The timeline: every article of the archive as a mark that links to it.

A small archive has one page. In a large one that page counts the articles of each month, and each year has pages with
its marks, so that no page outgrows what a phone can load.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from beilin import layout
from beilin.planning import addresses
from beilin.planning.context import Context, TrackedContext
from beilin.planning.groupings import YEAR
from beilin.planning.page import Id, Kind, Place, one_page, part_number
from beilin.planning.paginate import pagination, part, parts

if TYPE_CHECKING:  # see indexes.py
    from beilin.planning.picture_views import Cell, Mark, TimelineRow

MAX_MARKS = 1000  # on a page; a mark takes about 250 bytes
MAX_MONTH = 24  # marks that a month of a one-page timeline can hold without towering over the others


def _is_split(context: Context | TrackedContext) -> bool:
    """Whether the marks are on pages of years: one page would be too large, and the theme has such pages."""
    is_large = len(context.archive.articles) > MAX_MARKS or context.survey.largest_month > MAX_MONTH
    return is_large and YEARS_OF_TIMELINE.template in context.site.templates


# The overview


def _place(_context: Context, _id: Id) -> Place:
    return Place(layout.TIMELINE, "the timeline")


def _rows(context: TrackedContext, _id: Id) -> tuple[TimelineRow, ...]:
    is_split = _is_split(context)
    return tuple(_row(context, year, months, is_split=is_split) for year, months in context.survey.months.items())


def _row(context: TrackedContext, year: str, months: Sequence[Sequence[int]], *, is_split: bool) -> TimelineRow:
    from beilin.planning.picture_views import TimelineRow

    address = f"{layout.TIMELINE}{year}/"
    counts = [len(members) for members in months]
    cells = []
    for month, members in enumerate(months, 1):
        # A year's page begins with December, so a month comes after all later ones.
        number = sum(counts[month:]) // MAX_MARKS + 1
        url = context.site.url(addresses.numbered(address, number)) + f"#_m{month}"
        cells.append(_cell(context, members, url, is_split=is_split))
    url = context.site.url(address if is_split else YEAR.address(year))
    return TimelineRow(year, url, sum(counts), tuple(cells))


def _cell(context: TrackedContext, members: Sequence[int], url: str, *, is_split: bool) -> Cell:
    from beilin.planning.picture_views import Cell

    if is_split and members:
        return Cell(len(members), url, ())
    return Cell(len(members), None, _marks(context, members))


def _marks(context: TrackedContext, members: Sequence[int]) -> tuple[Mark, ...]:
    """A mark for each of the articles at these positions, earliest first."""
    from beilin.planning.picture_views import Mark

    views = context.views(reversed(members))
    return tuple(Mark(view.title, view.url, view.date, view.language) for view in views)


def _undated(context: TrackedContext, _id: Id) -> Cell | None:
    undated = context.archive.undated
    url = context.site.url(f"{layout.TIMELINE}undated/")
    return _cell(context, undated, url, is_split=_is_split(context)) if undated else None


def _total(context: TrackedContext, _id: Id) -> int:
    return len(context.archive.articles)


def _most(context: TrackedContext, _id: Id) -> int:
    return max(1, context.survey.largest_month) if _is_split(context) else 0


TIMELINE = Kind(
    name="timeline",
    template="timeline.html",
    owned={layout.TIMELINE: "the timeline", "/timeline/:slug/": "the timeline"},
    ids=one_page,
    place=_place,
    values={"rows": _rows, "undated": _undated, "total": _total, "most": _most},
)


# Years: ids are (year, number of the part), with the year "" for articles without a date


def _year_ids(context: Context) -> Iterator[Id]:
    if TIMELINE.template in context.site.templates and _is_split(context):
        for group in context.archive.groups[YEAR.kind]:
            yield from ((group.name, number) for number in parts(len(group.members), MAX_MARKS))
        if context.archive.undated:
            yield from (("", number) for number in parts(len(context.archive.undated), MAX_MARKS))


def _year_place(_context: Context, id: Id) -> Place:
    return Place(addresses.numbered(_year_address(id), part_number(id)), "the timeline")


def _year_address(id: Id) -> str:
    return f"{layout.TIMELINE}{id[0] or 'undated'}/"


def _members(context: TrackedContext, id: Id) -> Sequence[int]:
    return context.survey.group(YEAR.kind, str(id[0])).members if id[0] else context.archive.undated


def _year(_context: TrackedContext, id: Id) -> str:
    return str(id[0])


def _list_url(context: TrackedContext, id: Id) -> str:
    return context.site.url(YEAR.address(str(id[0])) if id[0] else layout.UNDATED)


def _year_rows(context: TrackedContext, id: Id) -> tuple[TimelineRow, ...]:
    from beilin.planning.picture_views import Cell, TimelineRow
    from beilin.planning.survey import by_month

    shown = part(_members(context, id), part_number(id), MAX_MARKS)
    months = enumerate(by_month(context.archive, shown), 1) if id[0] else [("", shown)]
    return tuple(
        TimelineRow(str(label), None, len(members), (Cell(len(members), None, _marks(context, members)),))
        for label, members in months
        if members
    )


def _year_pagination(context: TrackedContext, id: Id) -> object:
    url = context.site.url(_year_address(id))
    return pagination(url, len(_members(context, id)), part_number(id), MAX_MARKS)


YEARS_OF_TIMELINE = Kind(
    name="timeline-year",
    template="timeline-year.html",
    owned={},
    ids=_year_ids,
    place=_year_place,
    values={"year": _year, "list_url": _list_url, "rows": _year_rows, "pagination": _year_pagination},
)

KINDS = (TIMELINE, YEARS_OF_TIMELINE)
