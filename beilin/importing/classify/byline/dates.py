"""Dates as sources write them → dates as front matter writes them. A site's null date (1900) does not count.

A time with a zone keeps its offset, `2021-10-14T12:59:53+00:00`: the reader of articles shows it in the archive's zone.
"""

from __future__ import annotations

import re
from datetime import datetime

from beilin.importing.classify.byline.zones import ZONE, offset_of
from beilin.text.date_suggestions import in_digits

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_BEFORE = rf"(?:{_WEEKDAY},?\s+)?"
_AFTER = (
    rf"(?:\s*[(（]?(?:星期|週|周|禮拜|礼拜)[一二三四五六日天][)）]?|\s*[(（][一二三四五六日][)）]"
    rf"|,?\s*\(?{_WEEKDAY}\)?(?![A-Za-z]))?"
)
_HALF = r"(?P<half>[AP]\.?M\.?|上午|早上|凌晨|中午|下午|晚上|晚間|晚间)"
_HALF_BEFORE = _HALF.replace("half", "half_before")
_CLOCK = (
    r"(?P<hour>[0-9]{1,2})\s*(?::|\.(?=[0-9]{2}(?![0-9.]))|[時时點点])\s*(?P<minute>[0-9]{2})(?:(?::"
    r"|分)(?P<second>[0-9]{2})?(?:\.[0-9]{1,9}|秒)?)?"
)
_TIME = (
    rf"(?:(?:\s*,?\s*at\s+|[ T,:]*)(?:(?:北京|臺北|台北|香港)(?:時間|时间)\s*)?{_HALF_BEFORE}?\s*"
    rf"{_CLOCK}(?:\s*{_HALF})?(?:\s*{ZONE})?)?"
)
_FORMS = tuple(
    re.compile(_BEFORE + form + r"\Z", re.ASCII | re.IGNORECASE)
    for form in (
        r"(?P<year>[0-9]{4})\s*(?:年|[-/.])\s*(?P<month>[0-9]{1,2})\s*(?:月"
        r"|[-/.])\s*(?P<day>[0-9]{1,2})(?:\s*[日號号])?" + _AFTER + _TIME,
        r"(?:中華"
        r"|中华)?民[國国]\s*(?P<era>[0-9]{2,3})\s*年\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*[日號号]"
        + _AFTER
        + _TIME,
        r"(?P<day>1[3-9]|2[0-9]|3[01])[/.](?P<month>[0-9]{1,2})[/.](?P<year>[0-9]{4})" + _TIME,
        r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})" + _TIME,
        _MONTH + r"\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{4})" + _TIME,
        r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[\s-]+" + _MONTH + r"[,\s-]+(?P<year>[0-9]{4})" + _TIME,
        _MONTH + r"\s+(?P<day>[0-9]{1,2})\s+" + _CLOCK + rf"\s+(?:{ZONE}\s+)?(?P<year>[0-9]{{4}})",
    )
)
MAX_DATE = 60  # characters; a longer text is not only a date
_FULL_WIDTH = str.maketrans("０１２３４５６７８９：／－，　（）", "0123456789:/-, ()")


def parse_date(text: str) -> str:
    """The date, if the whole text is a clear date; otherwise "".

    In `6/2/2023` the month comes first, but only `AM` or `PM`, a day above 12 or equal numbers make that clear.
    """
    plain = text.strip()
    if len(plain) > MAX_DATE:
        return ""
    plain = in_digits(plain.translate(_FULL_WIDTH))
    for form in _FORMS:
        if match := form.match(plain):
            return _iso_date({key: value or "" for key, value in match.groupdict().items()})
    return ""


def _iso_date(parts: dict[str, str]) -> str:
    name, half = parts.get("name", ""), _half(parts).upper().replace(".", "")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"])
    year = int(parts.get("era") or 0) + 1911 if parts.get("era") else int(parts["year"])
    day, hour, minute, second = (int(parts.get(key) or 0) for key in ("day", "hour", "minute", "second"))
    if not name and _is_ambiguous(parts):
        return ""
    if half in ("AM", "PM") and not 1 <= hour <= 12:
        return ""
    if half in ("PM", "下午", "晚上", "晚間", "晚间", "中午") and hour < 12 and not (half == "中午" and hour > 3):
        hour += 12
    elif half in ("AM", "上午", "凌晨") and hour == 12:
        hour = 0
    try:
        moment = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return ""
    if year <= 1900:
        return ""
    # Midnight to the second is what a program prints for a day without a time.
    if not parts.get("hour") or (parts.get("second") and hour == minute == second == 0 and not _zone(parts)):
        return f"{moment:%Y-%m-%d}"
    zone = offset_of(*_zone_parts(parts))
    if zone is None:
        return f"{moment:%Y-%m-%d}"
    return f"{moment:%Y-%m-%dT%H:%M:%S}{zone}" if zone else f"{moment:%Y-%m-%d %H:%M}"


def _zone_parts(parts: dict[str, str]) -> tuple[str, str, str]:
    return parts.get("utc", ""), parts.get("offset", ""), parts.get("zone", "")


def _zone(parts: dict[str, str]) -> str:
    return "".join(_zone_parts(parts))


def _is_ambiguous(parts: dict[str, str]) -> bool:
    """Whether the day and the month could be the other way round, as in `6/2/2023`."""
    is_month_first = list(parts).index("month") < list(parts).index("day")
    is_year_first = "era" in parts or list(parts).index("year") < list(parts).index("month")
    is_clear = int(parts["day"]) > 12 or parts["month"] == parts["day"] or _half(parts) != ""
    return is_month_first and not is_year_first and not is_clear


def _half(parts: dict[str, str]) -> str:
    """Which half of the day is written, before or after the time."""
    return parts.get("half") or parts.get("half_before", "")
