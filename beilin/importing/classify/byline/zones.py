"""Time zones as sources write them after a time → offsets as ISO 8601 writes them."""

from __future__ import annotations

import re

ZONE = (
    r"(?:(?P<utc>Z|UTC|GMT|UT)?\s*(?P<offset>[+-][0-9]{1,2}(?::?[0-9]{2})?)?(?P<zone>[A-Z]{2,5})?"
    r"(?:\s*\([A-Za-z +:0-9-]{2,40}\))?)"
)
_OFFSET = re.compile(r"([+-])([0-9]{1,2}):?([0-9]{2})?")
# The abbreviations of RFC 822 (section 5.1) without CST, which is China's too; and those that only one zone has.
_ABBREVIATIONS = {
    "EST": -5,
    "EDT": -4,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "HKT": 8,
    "SGT": 8,
    "JST": 9,
    "KST": 9,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "AEST": 10,
    "AEDT": 11,
}


def offset_of(utc: str, offset: str, abbreviation: str) -> str | None:
    """The offset, `+08:00`; "" if none is written; None if it is not clear which is meant."""
    if match := _OFFSET.fullmatch(offset):
        hours, minutes = int(match[2]), int(match[3] or 0)
        return f"{match[1]}{hours:02}:{minutes:02}" if hours <= 14 and minutes < 60 and not abbreviation else None
    if utc:
        return "+00:00" if not abbreviation else None
    if not abbreviation:
        return ""
    hours = _ABBREVIATIONS.get(abbreviation.upper(), 0)
    return f"{'-' if hours < 0 else '+'}{abs(hours):02}:00" if hours else None
