"""Names in addresses, which sources may write in any way."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_ENDING = re.compile(r"\.(?:[sx]?html?|php|aspx?|jsp|md|txt)\Z", re.IGNORECASE)
_INDEX = ("index", "default")


def last_segment(address: str) -> str:
    """The last part of the path; "" if there is none, or if it is not a valid address."""
    return next(reversed(_segments(address)), "")


def page_name(address: str) -> str:
    """A name for the page: the last part of its path without an ending, or the one before `index`; "" without one."""
    segments = [_ENDING.sub("", part) for part in _segments(address)]
    return next((part for part in reversed(segments) if part.lower() not in _INDEX), "")


def host_name(address: str) -> str:
    """The host; "" if there is none, or if it is not a valid address."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _segments(address: str) -> list[str]:
    try:
        return [part for part in unquote(urlsplit(address).path).split("/") if part]
    except ValueError:
        return []
