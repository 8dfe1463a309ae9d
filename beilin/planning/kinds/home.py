"""The front page: the newest articles, what the editors put forward, the series, and what the archive holds.

All but the newest articles are on its first page alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from beilin import layout
from beilin.planning import addresses
from beilin.planning.context import Context, TrackedContext
from beilin.planning.groupings import SERIES
from beilin.planning.kinds.days import mask_of_days
from beilin.planning.list_values import Listing, archive_view, list_values
from beilin.planning.page import Id, Kind, Place, Value, every_article, part_number
from beilin.planning.paginate import parts
from beilin.planning.views import ArticleView, PathStep, ReadingPath

if TYPE_CHECKING:  # see indexes.py
    from beilin.planning.picture_views import Counted

HOME_SIZE = 20
MAX_FEATURED = 6
MAX_SERIES = 8


def _size() -> int:  # a function, so that tests can shorten the list
    return HOME_SIZE


def _ids(context: Context) -> Iterator[Id]:
    return ((number,) for number in parts(len(context.archive.articles), HOME_SIZE))


def _place(_context: Context, id: Id) -> Place:
    return Place(addresses.numbered(layout.HOME, part_number(id)), "the list at /")


def _address(_id: Id) -> str:
    return layout.HOME


def _chart(context: TrackedContext, _id: Id) -> object:
    return context.survey.archive_chart


def _featured(context: TrackedContext) -> tuple[ArticleView, ...]:
    """The newest of those that the editors put forward, but for the newest of all, which stands above them."""
    return context.views([position for position in context.archive.featured if position][:MAX_FEATURED])


def _path(context: TrackedContext) -> ReadingPath | None:
    """The reading path that site.yaml declares, without what is not published; None if nothing is left."""
    declared = context.site.config.reading_path
    if declared is None:
        return None
    steps = []
    for entry, position in zip(declared.articles, context.archive.reading_path, strict=True):
        if position is not None:
            view = context.view(position)
            steps.append(PathStep(view.title, view.title_html, view.url, view.language, entry.note))
    return ReadingPath(declared.title, tuple(steps)) if steps else None


def _series(context: TrackedContext) -> tuple[Counted, ...]:
    """The series with the newest parts, those first."""
    groups = context.archive.groups[SERIES.kind]
    newest = sorted(range(len(groups)), key=lambda index: min(groups[index].members))
    counted = context.survey.counted(SERIES)
    return tuple(counted[index] for index in newest[:MAX_SERIES])


def _on_first_page(value: Callable[[TrackedContext], object], empty: object, context: TrackedContext, id: Id) -> object:
    return value(context) if part_number(id) == 1 else empty


_FIRST: dict[str, Value] = {
    "featured": partial(_on_first_page, _featured, ()),
    "path": partial(_on_first_page, _path, None),
    "series": partial(_on_first_page, _series, ()),
    "days": partial(_on_first_page, mask_of_days, ""),
}
HOME = Kind(
    name="home",
    template="home.html",
    owned={layout.HOME: "the front page", "/page/*": "the front page"},
    ids=_ids,
    place=_place,
    values={
        **list_values(Listing("home", every_article, _size, _address)),
        "archive": archive_view,
        "chart": _chart,
        **_FIRST,
    },
)

KINDS = (HOME,)
