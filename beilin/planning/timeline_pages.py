"""The timeline: every article of the archive as a mark that leads to it.

A small archive is one page. In a large one that page counts the articles of each month, and each year has a page with
its marks, so that no page outgrows what a phone can load.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from beilin.planning import addresses
from beilin.planning.changed import Only, shows
from beilin.planning.page import Page
from beilin.planning.paginate import paginate
from beilin.planning.picture_views import Cell, Mark, TimelineRow
from beilin.planning.survey import Survey
from beilin.planning.views import ArticleView, Pagination

MAX_MARKS = 1000  # on a page; a mark takes about 250 bytes
MAX_MONTH = 24  # marks that a month of a one-page timeline can hold without towering over the others


def timeline_pages(found: Survey, views: Sequence[ArticleView], only: Only) -> Iterator[Page]:
    """The timeline, and its pages of years where one page would be too much."""
    scene, archive = found.scene, found.archive
    if not scene.has("timeline"):
        return
    months = {group.name: _by_month(found, group.members) for group in archive.years}
    fullest = max((len(members) for year in months.values() for members in year), default=0)
    is_split = scene.has("timeline-year") and (len(archive.articles) > MAX_MARKS or fullest > MAX_MONTH)

    def cell(members: Sequence[int], url: str) -> Cell:
        if is_split and members:
            return Cell(len(members), url, ())
        return Cell(len(members), None, marks(members, views))

    def row(year: str, of_year: Sequence[Sequence[int]]) -> TimelineRow:
        address = f"{addresses.TIMELINE}{year}/"
        counts = [len(members) for members in of_year]
        cells = (
            # A year's page begins with December, so a month stands after all that follow it.
            cell(members, scene.url(addresses.numbered(address, sum(counts[month:]) // MAX_MARKS + 1)) + f"#_m{month}")
            for month, members in enumerate(of_year, 1)
        )
        url = scene.url(address if is_split else addresses.year_address(year))
        return TimelineRow(year, url, sum(counts), tuple(cells))

    if only is None or (only.views and not is_split):
        view: dict[str, object] = {
            "rows": tuple(row(year, of_year) for year, of_year in months.items()),
            "undated": cell(archive.undated, scene.url(f"{addresses.TIMELINE}undated/")) if archive.undated else None,
            "total": len(archive.articles),
            "most": max(1, fullest) if is_split else 0,
        }
        yield scene.page("timeline", addresses.TIMELINE, "the timeline", view)
    if is_split:
        for group in archive.years:
            yield from _year(found, group.name, f"{addresses.TIMELINE}{group.name}/", group.members, views, only)
        if archive.undated:
            yield from _year(found, "", f"{addresses.TIMELINE}undated/", archive.undated, views, only)


def marks(members: Sequence[int], views: Sequence[ArticleView]) -> tuple[Mark, ...]:
    """A mark for each of the articles at these positions, earliest first."""
    shown = (views[position] for position in reversed(members))
    return tuple(Mark(view.title, view.url, view.date, view.language) for view in shown)


def _year(
    found: Survey, year: str, address: str, members: Sequence[int], views: Sequence[ArticleView], only: Only
) -> Iterator[Page]:
    list_url = found.scene.url(addresses.year_address(year) if year else addresses.UNDATED)

    def part(part_address: str, shown: Sequence[int], pagination: Pagination) -> Page:
        if year:
            months = enumerate(_by_month(found, shown), 1)
            named = [(str(month), of_month) for month, of_month in months if of_month]
        else:
            named = [("", list(shown))]
        view = {
            "year": year,
            "list_url": list_url,
            "rows": partial(_rows, named, views),
            "pagination": pagination,
        }
        return found.scene.page("timeline-year", part_address, "the timeline", view)

    yield from paginate(found.scene, address, members, MAX_MARKS, part, shows(only))


def _rows(named: Sequence[tuple[str, Sequence[int]]], views: Sequence[ArticleView]) -> tuple[TimelineRow, ...]:
    return tuple(
        TimelineRow(label, None, len(members), (Cell(len(members), None, marks(members, views)),))
        for label, members in named
    )


def _by_month(found: Survey, members: Sequence[int]) -> list[list[int]]:
    """The positions of each of the twelve months; all are of one year."""
    months: list[list[int]] = [[] for _ in range(12)]
    for position in members:
        months[int((found.archive.articles[position].summary.date or "")[5:7]) - 1].append(position)
    return months
