"""The values of a page that lists articles: its part of them, the way to all other parts, and its years or months."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from beilin.planning.context import TrackedContext
from beilin.planning.page import Id, Members, Value, part_number
from beilin.planning.paginate import Unit, pagination, part, sections, starts_of_sections
from beilin.planning.views import Link, ListSection

MAX_UNGROUPED = 12  # articles in a list that is read at a glance, without headings


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of articles, newest first unless it has no unit."""

    kind: str
    members: Members
    size: Callable[[], int]  # articles on a page; a function, so that tests can shorten the lists
    address: Callable[[Id], str]  # of the first page
    unit: Unit = "year"


def list_values(listing: Listing) -> dict[str, Value]:
    """The values that every list of articles has."""
    functions = {"articles": _articles, "pagination": _pagination, "sections": _sections}
    return {name: partial(function, listing) for name, function in functions.items()}


def _articles(listing: Listing, context: TrackedContext, id: Id) -> object:
    return context.views(part(listing.members(context, id), part_number(id), listing.size()))


def _pagination(listing: Listing, context: TrackedContext, id: Id) -> object:
    url, size = context.site.url(listing.address(id)), listing.size()
    members = listing.members(context, id)

    def starts() -> tuple[Link, ...]:
        dates = [context.archive.dates[position] for position in members]
        return starts_of_sections(dates, listing.unit, url, size)

    shared = context.survey.once(("starts", listing.kind, url), starts) if len(members) > size else ()
    return pagination(url, len(members), part_number(id), size, unit=listing.unit, starts=shared)


def _sections(listing: Listing, context: TrackedContext, id: Id) -> tuple[ListSection, ...]:
    members = listing.members(context, id)
    if len(members) <= MAX_UNGROUPED:
        return ()
    shown = part(members, part_number(id), listing.size())
    return sections([context.archive.dates[position] for position in shown], listing.unit)


def archive_view(context: TrackedContext, _id: Id) -> object:
    """What the archive holds, at a glance."""
    return context.survey.archive_view
