"""The search page, and the description by which browsers offer the search (OpenSearch 1.1, draft 6).

The page lists no articles, so no edit of one reaches it. A reader without scripts gets ways into the archive instead of
results. The index that its script reads is made by `building/index.py`, in the same folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from beilin import layout
from beilin.planning.context import Context, TrackedContext
from beilin.planning.groupings import AUTHOR, SOURCE, TAG, YEAR, Grouping
from beilin.planning.page import Id, Kind, Place, one_page, one_page_unless_own
from beilin.planning.site_context import SEARCH_TEMPLATE

if TYPE_CHECKING:  # see indexes.py
    from beilin.planning.picture_views import Counted

MAX_OFFERED = 60  # tags, authors or sources; the lists of all are a link away
MAX_YEARS = 100


def _ids(context: Context) -> Iterator[Id]:
    if context.site.view.search:
        yield from one_page(context)


def _opensearch_ids(context: Context) -> Iterator[Id]:
    if context.site.view.search:
        yield from one_page_unless_own(layout.OPENSEARCH)(context)


def _place(_context: Context, _id: Id) -> Place:
    return Place(layout.SEARCH, "the search page")


def _opensearch_place(_context: Context, _id: Id) -> Place:
    return Place(layout.OPENSEARCH, "the description of the search")


def _offered(grouping: Grouping, context: TrackedContext, _id: Id) -> tuple[Counted, ...]:
    """The groups with the most articles, in the order of the archive if several have as many."""
    by_count = sorted(context.survey.counted(grouping), key=attrgetter("count"), reverse=True)
    return tuple(by_count[:MAX_OFFERED])


def _years(context: TrackedContext, _id: Id) -> tuple[Counted, ...]:
    return context.survey.counted(YEAR)[:MAX_YEARS]


def _archive(context: TrackedContext, _id: Id) -> object:
    return context.survey.archive_view


SEARCH = Kind(
    name="search",
    template=SEARCH_TEMPLATE,
    owned={layout.SEARCH: "the search page", f"{layout.SEARCH}*": "the index of the search"},
    ids=_ids,
    place=_place,
    values={
        "tags": partial(_offered, TAG),
        "years": _years,
        "authors": partial(_offered, AUTHOR),
        "sources": partial(_offered, SOURCE),
        "archive": _archive,
    },
    folder=layout.SEARCH.removeprefix("/"),
)
OPENSEARCH = Kind(
    name="opensearch",
    template="opensearch.xml",
    owned={layout.OPENSEARCH: "the description of the search"},
    ids=_opensearch_ids,
    place=_opensearch_place,
    values={},
    is_listed=False,
)

KINDS = (SEARCH, OPENSEARCH)
