"""The ways in which articles are grouped. Each grouping gives a page for each group and a page that lists the groups.

To add a grouping, add a value here, its two templates and its words to the theme, and a line to docs/themes.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from beilin.model import Record, Summary
from beilin.problems.problem import Problem

# Puts the members of each group in order and reports what is wrong with it.
Arrange = Callable[[dict[str, list[int]], Sequence[Record]], list[Problem]]


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way in which articles are grouped."""

    kind: str  # of the page of one group, such as "author"
    index_kind: str  # of the page that lists the groups, such as "authors"
    root: str  # the address of that page; a group is below it
    names_of: Callable[[Summary], Iterable[str]]  # the groups of an article, each name once
    is_sorted: bool = True  # by name, as the language has it; otherwise groups are in the order of their first articles
    arrange: Arrange | None = None

    def address(self, slug: str) -> str:
        """The address of the group with that slug."""
        return f"{self.root}{slug}/"


def _tags(summary: Summary) -> Iterable[str]:
    return summary.tags


def _year(summary: Summary) -> Iterable[str]:
    return (summary.date[:4],) if summary.date else ()


def _authors(summary: Summary) -> Iterable[str]:
    return dict.fromkeys(summary.authors)


def _source(summary: Summary) -> Iterable[str]:
    return (summary.source,) if summary.source else ()


def _series(summary: Summary) -> Iterable[str]:
    return (summary.series,) if summary.series else ()


def _arrange_series(series: dict[str, list[int]], published: Sequence[Record]) -> list[Problem]:
    """Put the members of each series in its order; a warning for each two with the same place."""
    problems = []
    for name, members in series.items():
        # Stable sorts: parts without a place are oldest first, and those without a date either come last.
        members.sort(key=lambda position: (published[position].summary.date or "9", published[position].summary.slug))
        members.sort(key=lambda position: _order_key(published[position].summary.series_order))
        for first, second in pairwise(published[position].summary for position in members):
            if first.series_order == second.series_order is not None:
                message = f"the series {name!r} has two parts with the number {first.series_order}"
                hint = f"The other is {first.path}; give one of them a different series_order."
                problems.append(Problem("same-place", message, second.path, hint=hint))
    return problems


def _order_key(order: int | None) -> tuple[bool, int]:
    return (order is None, order or 0)


TAG = Grouping("tag", "tags", "/tags/", _tags)
YEAR = Grouping("year", "years", "/years/", _year, is_sorted=False)
AUTHOR = Grouping("author", "authors", "/authors/", _authors)
SOURCE = Grouping("source", "sources", "/sources/", _source)
SERIES = Grouping("series", "series-list", "/series/", _series, arrange=_arrange_series)
GROUPINGS = (TAG, YEAR, AUTHOR, SOURCE, SERIES)
BY_KIND = {grouping.kind: grouping for grouping in GROUPINGS}
