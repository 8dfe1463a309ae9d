"""Addresses as sources write them → names of files and hosts; "" for an address that is not valid."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

_ENDING = re.compile(r"\.(?:[sx]?html?|php|aspx?|jsp|md|txt)\Z", re.IGNORECASE)
_INDEX = ("index", "default")
_IDENTIFYING = re.compile(r"(?:https?|tag|urn):\S+\Z", re.IGNORECASE)


def parts_of(address: str) -> SplitResult:
    """The parts of the address, all of them empty if it is not valid."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def last_segment(address: str) -> str:
    """The last part of the path; "" if there is none, or if it is not a valid address."""
    return next(reversed(_segments(address)), "")


def page_name(address: str) -> str:
    """A name for the page: the last part of its path without an ending, or the one before `index`; "" without one."""
    segments = [_ENDING.sub("", part) for part in _segments(address)]
    return next((part for part in reversed(segments) if part.lower() not in _INDEX), "")


def host_name(address: str) -> str:
    """The host; "" if there is none, or if it is not a valid address."""
    return parts_of(address).hostname or ""


def is_unique_id(text: str) -> bool:
    """Whether an id identifies something among all sources, as web addresses and the URIs `tag:` and `urn:` do."""
    return _IDENTIFYING.match(text) is not None


def _segments(address: str) -> list[str]:
    return [part for part in unquote(parts_of(address).path).split("/") if part]
