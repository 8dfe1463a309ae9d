"""Dates as programs write them → ISO 8601: numbers of seconds, RFC 822, ISO 8601, and the forms of texts."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from beilin.importing.classify.byline.dates import parse_date

_UNITS = (1, 1_000, 1_000_000, 1_000_000_000)  # seconds, and the parts of one that programs count
_FIRST, _LAST = 100_000_000, 4_102_444_800  # seconds: 1973, and 2100; smaller numbers are counts
_NUMBER = re.compile(r"-?\d{1,20}(?:\.\d{1,20})?\Z", re.ASCII)
_COMPACT_DAY = re.compile(r"(?:19|20)\d{6}\Z", re.ASCII)
_COMPACT_TIME = re.compile(r"(?:19|20)\d{12}\Z", re.ASCII)
_LONG_FRACTION = re.compile(r"(?<=:\d\d)[.,]\d+")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\s?(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?)?\Z", re.ASCII)
_MAIL = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[\s-]+[A-Za-z]{3,9}[\s-]+\d{2,4}\s+\d{1,2}:\d\d", re.ASCII)
_MAX_LENGTH = 100


def moment_of(value: object) -> str:
    """The day or the moment in ISO 8601, with its offset if it has one; "" if the value is not clearly a date."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return _of_number(value)
    if not isinstance(value, str) or len(value) > _MAX_LENGTH:
        return ""
    text = value.strip()
    if _COMPACT_DAY.match(text):
        return _day(text)
    if _COMPACT_TIME.match(text):
        return _of_iso(f"{text[:4]}-{text[4:6]}-{text[6:8]}T{text[8:10]}:{text[10:12]}:{text[12:]}")
    if _NUMBER.match(text):
        return _of_number(float(text))
    return _of_iso(text) or _of_mail(text) or parse_date(text)


def _of_number(value: float) -> str:
    if isinstance(value, int) and _COMPACT_DAY.match(str(value)) and (day := _day(str(value))):
        return day
    for unit in _UNITS:
        if _FIRST <= value / unit <= _LAST:
            return datetime.fromtimestamp(value // unit, UTC).isoformat()
    return ""


def _day(text: str) -> str:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])).isoformat()
    except ValueError:
        return ""


def _of_iso(text: str) -> str:
    """A day stays one; a moment has seconds and, if it is stated, its offset."""
    text = _LONG_FRACTION.sub("", text)
    if not _ISO.match(text):
        return ""
    text = re.sub(r"\s?(?:Z|UTC|GMT)\Z", "+00:00", text)
    try:
        if len(text) == len("2023-06-21"):
            return date.fromisoformat(text).isoformat()
        moment = datetime.fromisoformat(re.sub(r"\s(?=[+-])", "", text))
    except ValueError:
        return ""
    return moment.isoformat(timespec="seconds")


def _of_mail(text: str) -> str:
    """RFC 822 and 5322, as feeds and HTTP write dates; `-0000` is a time in UTC somewhere else."""
    if not _MAIL.match(text):
        return ""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    if moment.tzinfo is None and text.endswith("-0000"):
        moment = moment.replace(tzinfo=UTC)
    return moment.isoformat(timespec="seconds")
