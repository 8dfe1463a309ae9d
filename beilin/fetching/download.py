"""Requests for images: one at a time to each host, with a pause between them, and never to private addresses."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import httpx

from beilin import __version__
from beilin.checking.url_checks import (
    MAX_REDIRECTS,
    PATIENCE,
    RATE_LIMITED,
    TIMEOUT,
    UNDIRECTED,
    RateLimits,
    host_of,
    reason_of,
)
from beilin.checking.url_results import Outcome, UrlResult
from beilin.fetching.addresses import Target, find_target

MAX_HOSTS = 8  # that are asked at the same time
INTERVAL = 0.5  # seconds between two requests to one host
MAX_SIZE = 25 * 1024**2  # bytes of an image
_HEADERS = {"User-Agent": f"Beilin/{__version__} (image fetch)", "Accept": "image/*,*/*;q=0.5"}
_DEAD = {404, 410}


@dataclass(frozen=True, slots=True)
class Manners:
    """How hosts are asked. Images are never asked for at private addresses, but in tests."""

    interval: float = INTERVAL
    may_ask_private: bool = False
    max_size: int = MAX_SIZE
    timeout: float = TIMEOUT  # seconds without a byte


POLITE = Manners()


class FailedError(Exception):
    """An address that cannot be had; the message says why."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        """`outcome` decides when it may be asked for again."""
        super().__init__(reason)
        self.outcome = outcome


class _Answer(NamedTuple):
    data: bytes
    location: str  # where it redirects; "" if it does not


def download(
    urls: Iterable[str], keep: Callable[[str, bytes], None], fail: Callable[[UrlResult], None], manners: Manners
) -> None:
    """Request each URL, which begins with http:, https: or //, and call `keep` with its bytes, or `fail`, as they come.

    Whatever `keep` raises ends it.
    """
    asyncio.run(_download(urls, keep, fail, manners))


async def _download(
    urls: Iterable[str], keep: Callable[[str, bytes], None], fail: Callable[[UrlResult], None], manners: Manners
) -> None:
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(host_of(whole_url(url)), []).append(url)
    limits = RateLimits(manners.interval, asyncio.Semaphore(MAX_HOSTS))
    async with httpx.AsyncClient(headers=_HEADERS, timeout=manners.timeout, follow_redirects=False) as client:

        async def ask(host_urls: list[str]) -> None:
            for url in host_urls:
                try:
                    data = await _fetch(client, whole_url(url), limits, manners)
                except FailedError as error:
                    fail(UrlResult(url, int(time.time()), error.outcome, str(error)))
                else:
                    keep(url, data)

        await asyncio.gather(*map(ask, by_host.values()))


def whole_url(url: str) -> str:
    """The URL with a scheme: `//host/a.png` with https."""
    return f"https:{url}" if url.startswith("//") else url


async def _fetch(client: httpx.AsyncClient, url: str, limits: RateLimits, manners: Manners) -> bytes:
    """The bytes at the end of all redirects. Raises FailedError."""
    try:
        for _ in range(MAX_REDIRECTS):
            require_open(host_of(url), limits)
            target = await target_of(url, manners)
            answer = await _ask(client, target, host_of(url), limits, manners)
            if not answer.location:
                return answer.data
            url = str(httpx.URL(url).join(answer.location))
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError, TimeoutError) as error:
        raise FailedError("unreachable", reason_of(error)) from None
    raise FailedError("unreachable", f"more than {MAX_REDIRECTS} redirects")


async def _ask(client: httpx.AsyncClient, target: Target, host: str, limits: RateLimits, manners: Manners) -> _Answer:
    asked = client.stream("GET", target.url, headers=target.headers, extensions=target.extensions)
    async with limits.request_to(host), asyncio.timeout(manners.timeout * PATIENCE), asked as response:
        return await _answer(response, host, limits, manners)


async def _answer(response: httpx.Response, host: str, limits: RateLimits, manners: Manners) -> _Answer:
    status = response.status_code
    if response.has_redirect_location:
        return _Answer(b"", response.headers["Location"])
    require_ok(status, host, limits)
    return _Answer(await limited(response.aiter_bytes(), manners), "")


def require_ok(status: int, host: str, limits: RateLimits) -> None:
    """Raise FailedError if the status is not 200. A host that asks for fewer requests is not asked again."""
    if status == 429:
        limits.closed.add(host)
        raise FailedError("untested", RATE_LIMITED)
    if status in _DEAD:
        raise FailedError("dead", f"{status}")
    if status >= 500:
        raise FailedError("unreachable", f"server error ({status})")
    if 300 <= status < 400:
        raise FailedError("unreachable", UNDIRECTED)
    if status != 200:
        raise FailedError("untested", f"the host refuses the request ({status})")


def require_open(host: str, limits: RateLimits) -> None:
    """Raise FailedError if the host asked for fewer requests."""
    if host in limits.closed:
        raise FailedError("untested", RATE_LIMITED)


async def limited(pieces: AsyncIterator[bytes], manners: Manners) -> bytes:
    """The bytes of the pieces together. Raises FailedError once they are too many."""
    data = bytearray()
    async for piece in pieces:
        data += piece
        if len(data) > manners.max_size:
            raise FailedError("untested", f"it is larger than {manners.max_size // 1024**2} MB")
    return bytes(data)


async def target_of(url: str, manners: Manners) -> Target:
    """Where to request the URL. Raises FailedError if it is not one of the web, or not a public one."""
    parsed = httpx.URL(url)
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise FailedError("untested", "it does not begin with http: or https:")
    target = Target(parsed) if manners.may_ask_private else await find_target(parsed)
    if target is None:
        raise FailedError("untested", "its host is not on the public internet")
    return target
