"""Dates in any of the forms that generators accept → ISO 8601."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_DAYS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})\s?(?P<mark>[-/.])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<day>\d{1,2})(?!\d)",
        r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日號号]?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}})(?!\d)",
        r"(?P<one>\d{1,2})(?P<mark>[-/.])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})(?!\d)",
    )
)
_CLOCK = re.compile(
    r"[T\s,，_]*(?:星期[一二三四五六日天])?\s*(?P<half>上午|下午|早上|中午|晚上)?\s*"
    r"(?P<hour>\d{1,2})\s*[:：時时點点.]\s*(?P<minute>\d{1,2})\s*分?(?:\s*[:：]?\s*(?P<second>\d{1,2})\s*秒?)?"
    r"(?:[.,]\d+)?\s*(?P<half2>am|pm|a\.m\.|p\.m\.)?\s*(?P<zone>.*)\Z",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
# JavaScript's `toString` and Python's dateutil: a name, an offset, or both. A name alone is ambiguous.
_ZONE = re.compile(
    r"(?:(?P<utc>z|utc|gmt)?\s*(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?|[A-Z]{2,5})(?:\s*\([^()]*\)|\s[A-Z]{2,5})?\Z",
    re.IGNORECASE | re.ASCII,
)
_COMPACT_CLOCK = re.compile(r"[T\s]?(\d{2})(\d{2})(\d{2})?\Z", re.ASCII)
_NUMBER = re.compile(r"(?P<seconds>\d{9,10})(?P<thousandths>\d{3})?(?:\.\d+)?\Z", re.ASCII)
_IN_PATH = re.compile(r"(?:^|/)(\d{4})/(\d{1,2})/(\d{1,2})(?:/|$)", re.ASCII)


def read_date(text: str) -> str:
    """The day, or the time with its offset if one is written; "" if it cannot be read.

    `10/17/2022` is read with the month first, as JavaScript and dateutil do, unless that is not a month. A number is a
    Unix time in seconds or milliseconds.
    """
    plain = unicodedata.normalize("NFKC", text).strip(" \t\"'“”‘’\u200b[]")[:100]
    if number := _NUMBER.match(plain):
        return datetime.fromtimestamp(int(number["seconds"]), UTC).isoformat(timespec="seconds")
    for form in _DAYS:
        if match := form.match(plain):
            return _with_clock(match.groupdict(), plain[match.end() :])
    return ""


def date_in_path(path: str) -> str:
    """The day in an address or path that has year, month and day as parts; "" if it has none."""
    match = _IN_PATH.search(path)
    return _day(*map(int, match.groups())) if match else ""


def _with_clock(parts: dict[str, str | None], rest: str) -> str:
    month, day = _month_and_day(parts)
    if not (day_text := _day(int(parts["year"] or 0), month, day)):
        return ""
    if not rest.strip(" T.,，"):
        return day_text
    if compact := _COMPACT_CLOCK.match(rest):
        return _joined(day_text, int(compact[1]), int(compact[2]), int(compact[3] or 0), "")
    clock = _CLOCK.match(rest)
    zone = _ZONE.match(clock["zone"].strip()) if clock else None
    if not clock or not zone:
        return ""
    hour = int(clock["hour"])
    half = (clock["half"] or clock["half2"] or "").lower().replace(".", "")
    if half in ("下午", "晚上", "中午", "pm") and 0 < hour < 12 and not (half == "中午" and hour > 10):
        hour += 12
    elif half in ("上午", "am") and hour == 12:
        hour = 0
    return _joined(day_text, hour, int(clock["minute"]), int(clock["second"] or 0), _offset(zone))


def _month_and_day(parts: dict[str, str | None]) -> tuple[int, int]:
    if name := parts.get("name"):
        return _MONTHS.index(name.lower()[:3]) + 1, int(parts["day"] or 0)
    if parts.get("one"):
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        return (two, one) if one > 12 else (one, two)
    return int(parts["month"] or 0), int(parts.get("day") or 1)


def _day(year: int, month: int, day: int) -> str:
    """The day, or "" if the calendar does not have it. The year 1 is Go's zero time, which stands for no date."""
    try:
        return date(year, month, day).isoformat() if year > 1 else ""
    except ValueError:
        return ""


def _joined(day: str, hour: int, minute: int, second: int, offset: str) -> str:
    try:
        return f"{day}T{time(hour, minute, second).isoformat()}{offset}"
    except ValueError:
        return ""


def _offset(zone: re.Match[str]) -> str:
    """The offset as ±HH:MM, or "" if none is written."""
    if written := zone["offset"]:
        digits = written[1:].replace(":", "")
        digits = digits.zfill(2) + "00" if len(digits) < 3 else digits.zfill(4)
        hours, minutes = int(digits[:2]), int(digits[2:])
        return f"{written[0]}{hours:02}:{minutes:02}" if hours < 15 and minutes < 60 else ""
    return "+00:00" if zone["utc"] else ""
