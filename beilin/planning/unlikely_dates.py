"""Dates that depend on today and are probably typing errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from beilin.model import Summary
from beilin.problems.problem import Problem

MAX_YEARS_AHEAD = 5  # that an article may be scheduled without a warning


def unlikely_dates(summaries: Iterable[Summary], today: str) -> Iterator[Problem]:
    """A warning for each date far in the future, and for each update on a day after `today` (YYYY-MM-DD)."""
    last = f"{int(today[:4]) + MAX_YEARS_AHEAD:04}{today[4:]}"
    for summary in summaries:
        if summary.date and summary.date[:10] > last:
            message = f"date: {summary.date[:10]} is more than {MAX_YEARS_AHEAD} years ahead"
            hint = "The article is not published before that day; correct the date if that is not meant."
            yield Problem("far-date", message, summary.path, hint=hint)
        if is_in_future(summary.updated, today):
            message = f"updated: {(summary.updated or '')[:10]} is in the future, so it is ignored until that day"
            yield Problem("future-update", message, summary.path, hint="Correct the date, or remove the line.")


def is_in_future(date: str | None, today: str) -> bool:
    """Whether the date is on a day after `today`."""
    return date is not None and date[:10] > today
