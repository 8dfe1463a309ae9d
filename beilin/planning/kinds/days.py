"""What was published on each day of the year: a file for each month, from which the front page shows what stood in the
archive on this day of an earlier year.

The day is the reader's, so it is chosen by a script: no page changes by itself from one day to the next. With 2,000
articles a file for each day would be one in fourteen of all files.
"""

from __future__ import annotations

from collections.abc import Iterator

from beilin import layout
from beilin.planning.context import Context, TrackedContext
from beilin.planning.page import Id, Kind, Place
from beilin.planning.views import ArticleOfDay

# Articles of a day in the file, from all of its years: with 10,000 articles the file of a month has 10 KB compressed.
MAX_OF_DAY = 12


def _ids(context: Context) -> Iterator[Id]:
    """MM of each month of the year with an article."""
    return ((month,) for month in sorted({day[:2] for day in context.survey.days}))


def _place(_context: Context, id: Id) -> Place:
    return Place(f"{layout.DAYS}{id[0]}.json", f"the articles of the days of the month {id[0]}")


def _articles(context: TrackedContext, id: Id) -> tuple[ArticleOfDay, ...]:
    """The articles of the days of the month, day by day, newest first; of a day with many, some from all its years."""
    articles: list[ArticleOfDay] = []
    for date in sorted(day for day in context.survey.days if day[:2] == id[0]):
        members, day = context.survey.days[date], int(date[3:])
        step = max(1, len(members) / MAX_OF_DAY)
        views = context.views([members[int(number * step)] for number in range(min(len(members), MAX_OF_DAY))])
        articles += [
            ArticleOfDay(view.title, view.url, int((view.date or "")[:4]), day, view.language) for view in views
        ]
    return tuple(articles)


def mask_of_days(context: TrackedContext) -> str:
    """Which days of the year have an article: for each month a hexadecimal number, whose lowest bit is the first day.

    "" if the theme has no such files, or no article has a date.
    """
    if DAYS.template not in context.site.templates or not context.survey.days:
        return ""
    months = [0] * 12
    for day in context.survey.days:
        months[int(day[:2]) - 1] |= 1 << int(day[3:]) - 1
    return " ".join(format(days, "x") for days in months)


DAYS = Kind(
    name="days",
    template="days.json",
    owned={f"{layout.DAYS}*": "the articles of each day of the year"},
    ids=_ids,
    place=_place,
    values={"articles": _articles},
    is_listed=False,
)

KINDS = (DAYS,)
