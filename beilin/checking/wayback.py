"""Asking the Wayback Machine for copies of pages that are gone, by its availability API.

Only the address and a day are sent, one question a second; the answer is checked before anything of it is kept.
https://archive.org/help/wayback_api.php describes the API.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from datetime import datetime

import httpx
import msgspec

from beilin import __version__
from beilin.checking.url_checks import INTERVAL, TIMEOUT, reason_of
from beilin.reading.link_records import require_web_address

AVAILABILITY = "https://archive.org/wayback/available"
MAX_ANSWER = 64 * 1024  # bytes
_COPY = re.compile(r"https?://web\.archive\.org/web/([0-9]{14})[a-z_]*/\S+\Z")
_HEADERS = {"User-Agent": f"Beilin/{__version__} (link check)", "Accept": "application/json"}

Copy = tuple[str, str]  # the address of a copy, and its day


class _Closest(msgspec.Struct):
    url: str
    status: str = "200"
    available: bool = True


class _Snapshots(msgspec.Struct):
    closest: _Closest | None = None


class _Answer(msgspec.Struct):
    archived_snapshots: _Snapshots = msgspec.field(default_factory=_Snapshots)


class WaybackError(Exception):
    """The Wayback Machine does not answer; the message says why."""


def ask_wayback(
    wanted: Mapping[str, str], report: Callable[[str, Copy | None], None],
    *, api: str = AVAILABILITY, interval: float = INTERVAL, timeout: float = TIMEOUT,
) -> None:  # fmt: skip
    """Ask for the copy of each address that is nearest to the day beside it ("" for any day).

    `report` is called with each address and its copy, None for none, as the answers come. Raises WaybackError at the
    first question that is not answered: asking on would only be a burden.
    """
    with httpx.Client(headers=_HEADERS, timeout=timeout, follow_redirects=False) as client:
        for number, (url, day) in enumerate(wanted.items()):
            if number:
                time.sleep(interval)
            report(url, _ask(client, api, url, day))


def _ask(client: httpx.Client, api: str, url: str, day: str) -> Copy | None:
    parameters = {"url": url} | ({"timestamp": day.replace("-", "")} if day else {})
    data = bytearray()
    try:
        with client.stream("GET", api, params=parameters) as response:
            if response.status_code != 200:
                raise WaybackError(f"it answers {response.status_code}")
            for piece in response.iter_bytes():
                data += piece
                if len(data) > MAX_ANSWER:
                    raise WaybackError(f"its answer is larger than {MAX_ANSWER // 1024} KB")
        answer = msgspec.json.decode(bytes(data), type=_Answer)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise WaybackError(reason_of(error)) from None
    except msgspec.MsgspecError:
        raise WaybackError("its answer is not in the form that it documents") from None
    return copy_in(answer.archived_snapshots.closest)


def copy_in(closest: _Closest | None) -> Copy | None:
    """The copy in an answer; None if there is none, or it is one of an error page, or is not at the Wayback Machine."""
    if closest is None or not closest.available or closest.status != "200":
        return None
    match = _COPY.match(closest.url)
    try:
        day = datetime.strptime(match[1], "%Y%m%d%H%M%S").date().isoformat() if match else ""  # noqa: DTZ007
        require_web_address(closest.url)
    except ValueError:
        return None
    return (re.sub(r"^http:", "https:", closest.url), day) if day else None
