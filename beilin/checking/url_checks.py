"""Requests to other hosts, to see whether a page is there: a few at a time, and one a second to each host."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

import httpx

from beilin import __version__
from beilin.checking.url_results import Outcome, UrlResult

MAX_CONCURRENT = 4  # requests
INTERVAL = 1.0  # seconds between two requests to one host
TIMEOUT = 20.0  # seconds without a byte
PATIENCE = 6  # an answer may take so many times as long as its host may be silent
MAX_REDIRECTS = 10
_HEADERS = {
    "User-Agent": f"Beilin/{__version__} (link check)",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
}
_DEAD = {404, 410}
UNDIRECTED = "it redirects without saying where"
_PERMANENT = {301, 308}  # RFC 9110, section 15.4
# What Python writes before the words of the system: `[Errno 111] Connection refused`.
_ERROR_NUMBER = re.compile(r"\A\[Errno -?[0-9]+\] ")
# How httpx and h11 begin to say what is wrong with an answer.
_CLOSED = re.compile("Server disconnected|peer closed")
_OF_REDIRECT = re.compile("Invalid URL in location")
RATE_LIMITED = "the host asked for fewer requests (429)"


@dataclass(slots=True)
class RateLimits:
    """Spaces the requests to each host, and limits those to all hosts."""

    interval: float
    slots: asyncio.Semaphore
    locks: dict[str, asyncio.Lock] = field(default_factory=dict)  # by host
    last_request: dict[str, float] = field(default_factory=dict)  # by host, in monotonic seconds
    closed: set[str] = field(default_factory=set)  # hosts that answered 429

    @asynccontextmanager
    async def request_to(self, host: str) -> AsyncIterator[None]:
        """Within the block a request may be sent. Waiting for one host takes no slot from the others."""
        async with self.locks.setdefault(host, asyncio.Lock()):
            if host in self.last_request:
                await asyncio.sleep(self.last_request[host] + self.interval - time.monotonic())
            async with self.slots:
                self.last_request[host] = time.monotonic()
                yield


class _Response(NamedTuple):
    status: int  # of the last response
    url: str  # of the last request
    is_moved: bool  # whether there were redirects, all of them permanent
    is_endless: bool  # whether it redirects once more


def check_urls(urls: Iterable[str], report: Callable[[UrlResult], None], *, interval: float = INTERVAL) -> None:
    """Request each URL, and call `report` with each result as it comes."""
    asyncio.run(_check_urls(list(urls), report, interval))


async def _check_urls(urls: list[str], report: Callable[[UrlResult], None], interval: float) -> None:
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(host_of(url), []).append(url)
    limits = RateLimits(interval, asyncio.Semaphore(MAX_CONCURRENT))
    async with httpx.AsyncClient(headers=_HEADERS, timeout=TIMEOUT, follow_redirects=False) as client:

        async def check_host(host_urls: list[str]) -> None:
            for url in host_urls:
                report(await _check_url(client, url, limits))

        await asyncio.gather(*map(check_host, by_host.values()))


async def _check_url(client: httpx.AsyncClient, url: str, limits: RateLimits) -> UrlResult:
    def result(outcome: Outcome, reason: str = "", new_url: str = "") -> UrlResult:
        return UrlResult(url, int(time.time()), outcome, reason, new_url)

    if host_of(url) in limits.closed:
        return result("untested", RATE_LIMITED)
    try:
        response = await _follow(client, "HEAD", url, limits)
        if response.status >= 400 and response.status != 429:  # some hosts support only GET
            response = await _follow(client, "GET", url, limits)
    except (httpx.TransportError, httpx.InvalidURL, UnicodeError, ValueError, TimeoutError) as error:
        return result("unreachable", reason_of(error))
    status = response.status
    if status in _DEAD:
        return result("dead", f"{status}")
    if status == 429:
        limits.closed.add(host_of(url))
        return result("untested", RATE_LIMITED)
    if 300 <= status < 400:
        return result("unreachable", f"more than {MAX_REDIRECTS} redirects" if response.is_endless else UNDIRECTED)
    if status >= 500:
        return result("unreachable", f"server error ({status})")
    if status >= 400:
        return result("untested", f"the host refuses automated requests ({status})")
    if response.is_moved:
        return result("moved", new_url=response.url)
    return result("good")


async def _follow(client: httpx.AsyncClient, method: str, url: str, limits: RateLimits) -> _Response:
    """The response at the end of all redirects, or after MAX_REDIRECTS of them."""
    permanent: list[bool] = []
    status = 0
    location: httpx.URL | None = None
    for _ in range(MAX_REDIRECTS):
        async with (
            limits.request_to(host_of(url)),
            asyncio.timeout(TIMEOUT * PATIENCE),
            client.stream(method, url) as response,  # no body is downloaded
        ):
            status = response.status_code
            location = response.next_request.url if response.next_request else None
        if location is None:
            break
        permanent.append(status in _PERMANENT)
        url = str(location)
    return _Response(status, url, bool(permanent) and all(permanent), location is not None)


def host_of(url: str) -> str:
    """The host and port of the URL; "" if it has none."""
    try:
        return httpx.URL(url).netloc.decode(errors="replace")
    except (httpx.InvalidURL, UnicodeError, ValueError):
        return ""


def reason_of(error: Exception) -> str:
    """Why a request failed, in a few words."""
    if isinstance(error, httpx.TimeoutException):
        return f"no response in {TIMEOUT:.0f} s"
    if isinstance(error, TimeoutError):
        return f"it is not complete after {TIMEOUT * PATIENCE:.0f} s"
    if isinstance(error, httpx.UnsupportedProtocol):
        return "it redirects to an address that is not on the web"
    if isinstance(error, httpx.RemoteProtocolError):
        return _fault_of_answer(str(error))
    if isinstance(error, httpx.InvalidURL):  # httpx also reads where a redirect leads, although it does not go there
        return "the address, or one to which it redirects, is not valid"
    message = str(error).splitlines()[0] if str(error) else type(error).__name__
    message = _ERROR_NUMBER.sub("", message)
    return message[:1].lower() + message[1:]


def _fault_of_answer(message: str) -> str:
    """What is wrong with an answer, instead of the words of httpx and h11, which quote its bytes."""
    if _CLOSED.search(message):
        return "the connection was closed before the answer was complete"
    if _OF_REDIRECT.search(message):
        return "it redirects to an address that is not valid"
    return "its answer is not valid HTTP"
