"""Dates as sources write them → dates as front matter writes them. A site's null date (1900) does not count."""

from __future__ import annotations

import re
from datetime import datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_TIME = r"(?:[ T,]*(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::[0-9]{2})?(?:\s*(?P<half>[AP])\.?M\.?)?)?"
_FORMS = tuple(
    re.compile(form + _TIME + r"\Z", re.ASCII | re.IGNORECASE)
    for form in (
        r"(?P<year>[0-9]{4})\s*(?:年|[-/.])\s*(?P<month>[0-9]{1,2})\s*(?:月|[-/.])\s*(?P<day>[0-9]{1,2})日?",
        r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})",
        _MONTH + r"\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{4})",
        r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\s+" + _MONTH + r",?\s+(?P<year>[0-9]{4})",
    )
)


def parse_date(text: str) -> str:
    """The date, if the whole text is a clear date; otherwise "".

    In `6/2/2023` the month comes first, but only `AM` or `PM`, a day above 12 or equal numbers make that clear.
    """
    for form in _FORMS:
        if match := form.match(text.strip()):
            return _iso_date(match.groupdict())
    return ""


def _iso_date(parts: dict[str, str | None]) -> str:
    name = parts.get("name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"] or 0)
    year, day, hour, minute = (int(parts[key] or 0) for key in ("year", "day", "hour", "minute"))
    half = parts["half"]
    if not name and _is_ambiguous(parts, day):
        return ""
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half.upper() == "P" else 0)
    try:
        moment = datetime(year, month, day, hour, minute)  # noqa: DTZ001
    except ValueError:
        return ""
    if year <= 1900:
        return ""
    return moment.strftime("%Y-%m-%d %H:%M") if parts["hour"] else moment.strftime("%Y-%m-%d")


def _is_ambiguous(parts: dict[str, str | None], day: int) -> bool:
    """Whether the day and the month could be the other way round, as in `6/2/2023`."""
    is_year_first = list(parts).index("year") == 0
    return not is_year_first and not parts["half"] and day <= 12 and parts["month"] != parts["day"]
