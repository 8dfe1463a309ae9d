"""The pages of a list, and what they have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import ceil
from typing import Generic, TypeVar

from beilin.planning import addresses
from beilin.planning.page import Page, SiteContext
from beilin.planning.views import Pagination

Item = TypeVar("Item")


class Once(Generic[Item]):
    """A value that several pages show, made where it is first asked for."""

    __slots__ = ("_function", "_made")

    def __init__(self, function: Callable[..., Item], *arguments: object, **named: object) -> None:
        """The value is what the function (pure, and picklable) gives for the arguments."""
        self._function, self._made = partial(function, *arguments, **named), list[Item]()

    def __call__(self) -> Item:
        if not self._made:
            self._made.append(self._function())
        return self._made[0]


def paginate(
    scene: SiteContext,
    address: str,
    items: Sequence[Item],
    size: int,
    make: Callable[[str, Sequence[Item], Pagination], Page],
    is_wanted: Callable[[Sequence[Item]], bool] = lambda _items: True,
) -> list[Page]:
    """A page for each `size` items of the list at `address`, where they are wanted; one page where it is empty.

    `make` is given the address of the part, its items and its pagination.
    """
    count = max(1, ceil(len(items) / size))
    first = scene.url(address)

    def url(number: int) -> str:
        return addresses.numbered(first, number)

    pages = []
    for number in range(1, count + 1):
        part = items[(number - 1) * size : number * size]
        if not is_wanted(part):
            continue
        pagination = Pagination(
            number=number,
            pages=count,
            total=len(items),
            previous=url(number - 1) if number > 1 else None,
            next=url(number + 1) if number < count else None,
            first=first,
            last=url(count),
        )
        pages.append(make(addresses.numbered(address, number), part, pagination))
    return pages
