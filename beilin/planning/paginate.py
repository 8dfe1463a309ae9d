"""The parts of a list that is too long for one page."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TypeVar

from beilin.planning import addresses
from beilin.planning.views import Pagination

Item = TypeVar("Item")


def parts(count: int, size: int) -> range:
    """The numbers of the parts of a list of `count` items; an empty list has one part."""
    return range(1, max(1, ceil(count / size)) + 1)


def part(items: Sequence[Item], number: int, size: int) -> Sequence[Item]:
    """The items of the part with that number, counted from 1."""
    return items[(number - 1) * size : number * size]


def pagination(url: str, count: int, number: int, size: int) -> Pagination:
    """The position of a part among the pages of the list at `url`."""
    last = parts(count, size)[-1]
    return Pagination(
        number=number,
        pages=last,
        total=count,
        previous=addresses.numbered(url, number - 1) if number > 1 else None,
        next=addresses.numbered(url, number + 1) if number < last else None,
        first=url,
        last=addresses.numbered(url, last),
    )
