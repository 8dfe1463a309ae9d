"""Dates of the old site in the time zone of the archive."""

from __future__ import annotations

from beilin.text.dates import normalise_date


def date_in(time_zone: str, date: str) -> str:
    """The ISO 8601 date in the time zone, as `Summary.date` has it; "" if there is none, or it is not a valid date."""
    try:
        return normalise_date(date, time_zone) if date else ""
    except ValueError:
        return ""
