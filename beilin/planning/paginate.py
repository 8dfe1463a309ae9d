"""The parts of a list that is too long for one page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from math import ceil
from typing import Literal, TypeAlias, TypeVar

from beilin.planning import addresses
from beilin.planning.views import Link, ListSection, Pagination

Item = TypeVar("Item")
Unit: TypeAlias = Literal["year", "month", ""]
MAX_STARTS = 60


def parts(count: int, size: int) -> range:
    """The numbers of the parts of a list of `count` items; an empty list has one part."""
    return range(1, max(1, ceil(count / size)) + 1)


def part(items: Sequence[Item], number: int, size: int) -> Sequence[Item]:
    """The items of the part with that number, counted from 1."""
    return items[(number - 1) * size : number * size]


def pagination(
    url: str, count: int, number: int, size: int, *, unit: Unit = "", starts: tuple[Link, ...] = ()
) -> Pagination:
    """The position of a part among the pages of the list at `url`."""
    last = parts(count, size)[-1]
    return Pagination(
        number=number,
        pages=last,
        total=count,
        offset=(number - 1) * size,
        previous=addresses.numbered(url, number - 1) if number > 1 else None,
        next=addresses.numbered(url, number + 1) if number < last else None,
        first=url,
        last=addresses.numbered(url, last),
        unit=unit,
        numbers=tuple(Link(str(other), addresses.numbered(url, other)) for other in offered_numbers(number, last)),
        starts=starts,
    )


def offered_numbers(number: int, last: int) -> list[int]:
    """The pages that a page of a list links to, at most ten for each digit of the last one's number.

    The first, the last, those of the same ten, the tens of the same hundred, and so on: any of 500 is three links away.
    """
    offered = {1, last}
    step = 1
    while step < last:
        first = number // (10 * step) * 10 * step
        offered.update(other for other in range(first, first + 10 * step + 1, step) if 1 <= other <= last)
        step *= 10
    return sorted(offered)


def sections(dates: Sequence[str | None], unit: Unit) -> tuple[ListSection, ...]:
    """The years or months of a part of a list; `dates` are those of its articles. None without a unit."""
    if not unit:
        return ()
    found = []
    start = 0
    for label, group in groupby(dates, partial(_label, unit)):
        stop = start + sum(1 for _ in group)
        found.append(ListSection(label, _section_id(unit, label), start, stop))
        start = stop
    return tuple(found)


def starts_of_sections(dates: Sequence[str | None], unit: Unit, url: str, size: int) -> tuple[Link, ...]:
    """Where each year or month of the list at `url` begins; `dates` are those of all its articles.

    Nothing if the list has one page. Of more than MAX_STARTS years only the first of each decade in the list.
    """
    if len(dates) <= size:
        return ()
    found = sections(dates, unit)
    if len(found) > MAX_STARTS:
        found = tuple(next(decade) for _, decade in groupby(found, lambda section: section.label[:3]))
    return tuple(
        Link(section.label, addresses.numbered(url, section.start // size + 1) + f"#{section.id}") for section in found
    )


def _label(unit: Unit, date: str | None) -> str:
    if not date:
        return ""
    return date[:4] if unit == "year" else str(int(date[5:7]))


def _section_id(unit: Unit, label: str) -> str:
    return f"_{unit[:1]}{label}" if label else "_undated"
