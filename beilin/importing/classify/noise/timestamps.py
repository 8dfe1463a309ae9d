"""The timestamps that news sites leave in scraped text: in brackets after a flash, a null date after a teaser."""

from __future__ import annotations

import re
from datetime import datetime

# `[2023/3/30 13:35:07]` or `[2018/6/19]`: when a flash was published.
_BRACKETED = r"\[(\d{4})/(\d{1,2})/(\d{1,2})(?: (\d{1,2}):(\d{2}):(\d{2}))?\]"
BRACKETED = re.compile(_BRACKETED, re.ASCII)
BRACKETED_AT_END = re.compile(_BRACKETED + r"\Z", re.ASCII)
# `1900/1/1 0:00:00`: what a site prints if its database has no time. It ends a teaser.
NULL_TIMESTAMP = re.compile(r"(?<!\d)1900/0?1/0?1 0?0:00:00(?!\d)", re.ASCII)


def is_valid_timestamp(match: re.Match[str]) -> bool:
    """Whether a match of BRACKETED is a valid date, with a valid time if it has one."""
    try:
        datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return False
    return True


def contains_timestamp(text: str) -> bool:
    """Whether there is a timestamp of either kind anywhere in the text."""
    return NULL_TIMESTAMP.search(text) is not None or any(map(is_valid_timestamp, BRACKETED.finditer(text)))
