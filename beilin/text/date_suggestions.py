"""How a date that is not accepted would be written, if it is clear which day is meant."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date

_DASHES = re.compile("[‐‑‒–—―−ー一]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_ERA = r"(?P<era>(?:中華)?民國|(?:中华)?民国)?\s*"
_DAY_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_ERA}(?P<year>\d{{2,4}})\s*年\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*[日號号]?",
        r"(?P<year>\d{4})\s*(?P<mark>[-/.,、])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)",
        r"'?(?P<year>\d{2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})",
    )
)
_CLOCK = re.compile(
    r"[\sT,]*(?P<half>上午|下午|中午|晚上|am|pm)?\s*(?P<hour>\d{1,2})\s*[:時时點点]\s*(?P<minute>\d{2})\s*分?"
    r"(?::?(?P<second>\d{2})秒?)?(?:\.\d+)?\s*(?P<half2>am|pm)?\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?\Z",
    re.IGNORECASE,
)
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_HAN_DATE = re.compile(f"([〇零一二三四五六七八九]{{2,4}})年({_HAN_NUMBER})月({_HAN_NUMBER})[日號号]")


def in_digits(text: str) -> str:
    """The text with its dates in Han numerals, 二〇二三年六月二日, in digits."""
    return _HAN_DATE.sub(_in_digits, text)


def suggest_date(text: str) -> str:
    """A hint for a text that is not a valid date, or "" if there is none but the general one.

    A year of two digits is taken to be of this century.
    """
    plain = unicodedata.normalize("NFKC", text).strip(" \u200b\ufeff\"'“”‘’")
    plain = in_digits(plain)
    plain = _DASHES.sub("-", plain)
    for form in _DAY_FORMS:
        if match := form.match(plain):
            return _hint(match, plain[match.end() :])
    return ""


def _hint(match: re.Match[str], rest: str) -> str:
    parts = match.groupdict()
    year, day = int(parts["year"]), int(parts["day"])
    month = _MONTHS.index(parts["name"].lower()[:3]) + 1 if parts.get("name") else int(parts["month"])
    if parts.get("era") or (len(parts["year"]) == 3 and year > 0):
        year += 1911  # the first year of the Republic is 1912
    elif len(parts["year"]) == 2:
        year += 2000
    if (year, month, day) == (0, 0, 0):
        return "Remove the line if the date is not known."
    if not 1 <= month <= 12:
        return f"There is no month {month}; write year, month and day in this order: 2023-06-21."
    if not 1 <= year <= 9999:
        return ""
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        return f"The month {year:04}-{month:02} has {days} days."
    clock = _clock(rest)
    if rest.strip() and not clock:
        return ""
    written = f"rite {date(year, month, day).isoformat()}{clock}."
    return f"If that is the day, w{written}" if len(parts["year"]) == 2 and not parts.get("era") else f"W{written}"


def _clock(text: str) -> str:
    """The time of the day, as it is to be written; "" if there is none, or it is not clear."""
    match = _CLOCK.match(text)
    if match is None:
        return ""
    hour, minute = int(match["hour"]), int(match["minute"])
    half = (match["half"] or match["half2"] or "").lower()
    if half in ("下午", "晚上", "pm") and hour < 12:
        hour += 12
    elif half in ("上午", "am") and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return ""
    second, offset = match["second"], match["offset"]
    return f" {hour:02}:{minute:02}{f':{second}' if second else ''}{f' {offset}' if offset else ''}"


def _in_digits(match: re.Match[str]) -> str:
    return f"{match[1].translate(_HAN_DIGITS)}年{_number(match[2])}月{_number(match[3])}日"


def _number(text: str) -> int:
    """The value of a number up to 99 in Han digits, such as 二十一."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(text.translate(_HAN_DIGITS))
    return (int(tens.translate(_HAN_DIGITS)) if tens else 1) * 10 + (int(ones.translate(_HAN_DIGITS)) if ones else 0)
