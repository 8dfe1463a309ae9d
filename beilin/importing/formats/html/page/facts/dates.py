"""Dates as pages state them for machines → dates as front matter writes them."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from beilin.importing.classify.byline.dates import parse_date

_ISO = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]+(?P<clock>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]{1,9})?"
    r"\s?(?P<zone>Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?)?\Z",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T?([0-9]{2})([0-9]{2})([0-9]{2})?(Z)?)?\Z")
_WEEKDAY = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+", re.IGNORECASE)
_RFC = re.compile(r"[0-9]{1,2}\s+[A-Z][a-z]{2,8}\s+[0-9]{4}\s+[0-9]{2}:[0-9]{2}", re.ASCII)


def read_date(text: str) -> str:
    """The day or the time, with its zone if it has one; "" if the text is not a clear date."""
    text = text.strip()
    if len(text) > 60:
        return ""
    if compact := _COMPACT.match(text):
        year, month, day, hour, minute, second, zone = compact.groups()
        text = f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else "")
    if match := _ISO.match(text):
        return _iso(match["day"], match["clock"] or "", match["zone"] or "")
    plain = _WEEKDAY.sub("", text, count=1)
    if _RFC.match(plain):
        try:
            return parsedate_to_datetime(plain).isoformat(timespec="seconds")
        except (ValueError, OverflowError, TypeError, IndexError):
            return ""
    return parse_date(plain)


def _iso(day: str, clock: str, zone: str) -> str:
    """The date in the form of front matter. A time of exactly midnight in no zone is a day."""
    if zone and zone[0] in "+-":
        digits = zone[1:].replace(":", "").ljust(4, "0")
        zone = f"{zone[0]}{digits[:2]}:{digits[2:]}"
    elif zone:
        zone = "+00:00"
    try:
        moment = datetime.fromisoformat(f"{day}T{clock or '00:00'}{zone}")
    except ValueError:
        return ""
    if moment.year <= 1900:
        return ""
    if not clock or (not zone and moment.hour == moment.minute == moment.second == 0):
        return day
    return f"{day}T{clock}{zone}" if zone else f"{day} {clock}"
