"""What was published on each day of the year: small files from which the front page shows what stood in the archive on
this day of an earlier year.

The day is the reader's, so it is chosen by a script: no page changes by itself from one day to the next.
"""

from __future__ import annotations

from collections.abc import Iterator

from beilin import layout
from beilin.planning.context import Context, TrackedContext
from beilin.planning.page import Id, Kind, Place
from beilin.planning.views import ArticleOfDay

MAX_OF_DAY = 50  # articles in a file, the newest


def _ids(context: Context) -> Iterator[Id]:
    """MM-DD of each day of the year with an article."""
    return ((day,) for day in context.survey.days)


def _place(_context: Context, id: Id) -> Place:
    return Place(f"{layout.DAYS}{id[0]}.json", f"the articles of the day {id[0]}")


def _articles(context: TrackedContext, id: Id) -> tuple[ArticleOfDay, ...]:
    """The articles of the day, newest first."""
    views = context.views(context.survey.days[str(id[0])][:MAX_OF_DAY])
    return tuple(ArticleOfDay(view.title, view.url, int((view.date or "0")[:4]), view.language) for view in views)


def mask_of_days(context: TrackedContext) -> str:
    """Which days of the year have a file: for each month a hexadecimal number, whose lowest bit is the first day.

    "" if the theme has no such files, or no article has a date.
    """
    if DAY.template not in context.site.templates or not context.survey.days:
        return ""
    months = [0] * 12
    for day in context.survey.days:
        months[int(day[:2]) - 1] |= 1 << int(day[3:]) - 1
    return " ".join(format(days, "x") for days in months)


DAY = Kind(
    name="day",
    template="day.json",
    owned={f"{layout.DAYS}*": "the articles of each day of the year"},
    ids=_ids,
    place=_place,
    values={"articles": _articles},
    is_listed=False,
)

KINDS = (DAY,)
