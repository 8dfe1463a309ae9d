"""Dates as editors write them, to ISO 8601 in the site's time zone."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = "[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?: ?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?"
PATTERN = f"^{_DATE}(?:{_CLOCK})?$"  # of every day and time that is accepted

_DAY = re.compile(rf"{_DATE}\Z")
_TIME = re.compile(rf"{_DATE}{_CLOCK}\Z")

HOW_TO_WRITE = "Write a day as 2023-06-21, or a time as 2023-06-21 01:19."


def normalise_date(text: str, time_zone: str) -> str:
    """A day stays `YYYY-MM-DD`; a time becomes `YYYY-MM-DDTHH:MM:SS+HH:MM` in the time zone (an IANA name).

    A time without an offset is taken to be in that zone. Raises ValueError with what is wrong.
    """
    try:
        if _DAY.match(text):
            return date.fromisoformat(text).isoformat()
        if _TIME.match(text):
            zone = ZoneInfo(time_zone)
            # Only the first space separates the day from the time; one before the offset is dropped.
            day, _, clock = text.replace("T", " ").partition(" ")
            moment = datetime.fromisoformat(f"{day}T{clock.replace(' ', '')}")
            moment = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
            return moment.isoformat(timespec="seconds")
    except (
        ValueError,
        OverflowError,
    ):  # the latter at either end of the calendar
        raise ValueError(f"{text!r} is not a day of the calendar") from None
    raise ValueError(f"{text!r} is not a valid date")


def today_in(time_zone: str) -> str:
    """The current day in the time zone, as `YYYY-MM-DD`. No other reading of a clock can reach a page."""
    return datetime.now(ZoneInfo(time_zone)).date().isoformat()


def bounds_of(day: str, time_zone: str) -> tuple[int, int]:
    """When the day, `YYYY-MM-DD`, begins and ends in the time zone, in seconds since the epoch.

    (0, 0) for one at either end of the calendar, which is not the current day.
    """
    zone, begins = ZoneInfo(time_zone), datetime.fromisoformat(day)
    try:
        ends = begins + timedelta(days=1)
        return int(begins.replace(tzinfo=zone).timestamp()), int(ends.replace(tzinfo=zone).timestamp())
    except OverflowError:
        return 0, 0
