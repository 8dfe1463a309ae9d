"""The stamps that news sites leave in scraped text: a moment in brackets after a flash, a null date after a teaser."""

from __future__ import annotations

import re
from datetime import datetime

# `[2023/3/30 13:35:07]` or `[2018/6/19]`: the moment of a flash.
_BRACKETED = r"\[(\d{4})/(\d{1,2})/(\d{1,2})(?: (\d{1,2}):(\d{2}):(\d{2}))?\]"
BRACKETED = re.compile(_BRACKETED, re.ASCII)
BRACKETED_AT_END = re.compile(_BRACKETED + r"\Z", re.ASCII)
# `1900/1/1 0:00:00`: what a site prints for a moment that its database does not have. It ends a teaser.
NULL_STAMP = re.compile(r"(?<!\d)1900/0?1/0?1 0?0:00:00(?!\d)", re.ASCII)


def is_moment(stamp: re.Match[str]) -> bool:
    """Whether what BRACKETED found is a day of the calendar, and a time of the day where it has one."""
    try:
        datetime(*(int(part or 0) for part in stamp.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return False
    return True


def holds_stamp(text: str) -> bool:
    """Whether there is a stamp of either kind anywhere in the text."""
    return NULL_STAMP.search(text) is not None or any(map(is_moment, BRACKETED.finditer(text)))
