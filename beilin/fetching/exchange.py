"""A page of another host with everything that was sent and received, through all redirects."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx

from beilin import __version__
from beilin.checking.url_checks import MAX_REDIRECTS, PATIENCE, RateLimits, host_of, reason_of
from beilin.checking.url_results import UrlResult
from beilin.fetching.addresses import Target
from beilin.fetching.download import (
    INTERVAL,
    FailedError,
    Manners,
    limited,
    require_ok,
    require_open,
    target_of,
)
from beilin.fetching.robots import MAX_SIZE as MAX_ROBOTS
from beilin.fetching.robots import PRODUCT, RobotRules
from beilin.text.urls import to_uri

MAX_HOSTS = 4  # that are asked at the same time: each may hold a page in memory
MAX_SIZE = 20 * 1024**2  # bytes of a page, as its host sends it
SAVING = Manners(interval=2 * INTERVAL, max_size=MAX_SIZE)

Headers = tuple[tuple[bytes, bytes], ...]
# Only an encoding that every reader of WARC files knows is asked for; the bytes are kept as they are received.
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "gzip",
}


class Exchange(NamedTuple):
    """A request and its response, as they were on the wire but for chunks."""

    url: str
    at: str  # when, as YYYY-MM-DDTHH:MM:SSZ
    ip: str  # of the host; "" if a proxy or the system resolved its name
    method_and_target: bytes  # the first words of the request
    request: Headers
    status: bytes  # the status line without the version
    response: Headers
    body: bytes

    @property
    def type(self) -> str:
        """The media type of the body; "" if the host gives none."""
        found = (value for name, value in self.response if name.lower() == b"content-type")
        return next(found, b"").partition(b";")[0].strip().decode("latin-1").lower()


def user_agent(archive: str) -> str:
    """The user agent, which names Beilin and the archive for which it asks, so that hosts know whom to write to."""
    return f"{PRODUCT}/{__version__} (page snapshot; +{to_uri(archive)})"


def save_pages(
    urls: Iterable[str], archive: str, keep: Callable[[str, Sequence[Exchange]], None],
    fail: Callable[[UrlResult], None], manners: Manners = SAVING,
) -> None:  # fmt: skip
    """Request each address, and call `keep` with its exchanges, or `fail`, as they come.

    `archive` is the address of the archive, for the hosts. Whatever `keep` raises ends it.
    """
    asyncio.run(_save_pages(urls, user_agent(archive), keep, fail, manners))


async def _save_pages(
    urls: Iterable[str], agent: str, keep: Callable[[str, Sequence[Exchange]], None],
    fail: Callable[[UrlResult], None], manners: Manners,
) -> None:  # fmt: skip
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(host_of(url), []).append(url)
    limits = RateLimits(manners.interval, asyncio.Semaphore(MAX_HOSTS))
    hosts = asyncio.Semaphore(MAX_HOSTS)
    headers = {"User-Agent": agent, **_HEADERS}
    async with httpx.AsyncClient(headers=headers, timeout=manners.timeout, follow_redirects=False) as client:
        # A page is saved as who comes for the first time sees it.
        client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        pages = _Pages(client, limits, manners)

        async def save(host_urls: list[str]) -> None:
            async with hosts:
                for url in host_urls:
                    try:
                        exchanges = await pages.request(url)
                    except FailedError as error:
                        fail(UrlResult(url, int(time.time()), error.outcome, str(error)))
                    else:
                        keep(url, exchanges)

        await asyncio.gather(*map(save, by_host.values()))


class _Pages:
    """Requests pages in one run."""

    def __init__(self, client: httpx.AsyncClient, limits: RateLimits, manners: Manners) -> None:
        self._client, self._limits, self._manners = client, limits, manners
        self._robots = RobotRules(self._robots_of)

    async def request(self, url: str) -> list[Exchange]:
        """The exchanges of the address, the last with its page. Raises FailedError."""
        exchanges: list[Exchange] = []
        if urlsplit(url).username is not None:
            raise FailedError("untested", "its address has the name of a user, which would be sent and kept")
        while len(exchanges) <= MAX_REDIRECTS:
            require_open(host_of(url), self._limits)
            target = await self._target(url)
            if reason := await self._robots.reason_against(url):
                raise FailedError("untested", reason)
            exchange, location = await self._exchange(url, target)
            exchanges.append(exchange)
            if not location:
                return exchanges
            try:
                url = to_uri(str(httpx.URL(url).join(location)))
            except (httpx.InvalidURL, UnicodeError, ValueError) as error:
                raise FailedError("unreachable", reason_of(error)) from None
        raise FailedError("unreachable", f"more than {MAX_REDIRECTS} redirects")

    async def _target(self, url: str) -> Target:
        try:
            return await target_of(url, self._manners)
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise FailedError("unreachable", reason_of(error)) from None

    async def _exchange(self, url: str, target: Target) -> tuple[Exchange, str]:
        """The exchange, and where it redirects, or "". Raises FailedError unless it is a redirect or a page."""
        host, manners = host_of(url), self._manners
        async with self._limits.request_to(host):
            at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            try:
                async with asyncio.timeout(manners.timeout * PATIENCE), self._stream(target) as response:
                    location = response.headers["Location"] if response.has_redirect_location else ""
                    if not location:
                        require_ok(response.status_code, host, self._limits)
                    body = await limited(response.aiter_raw(), manners)
            except TimeoutError:
                seconds = f"{manners.timeout * PATIENCE:.0f}"
                raise FailedError("unreachable", f"it is not complete after {seconds} s") from None
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise FailedError("unreachable", reason_of(error)) from None
        request = response.request
        phrase = response.reason_phrase.encode("ascii", errors="replace")
        return Exchange(
            url=url,
            at=at,
            ip=_ip(target),
            method_and_target=b"GET " + httpx.URL(url).raw_path,
            request=tuple(request.headers.raw),
            status=b"%d %s" % (response.status_code, phrase),
            response=tuple(response.headers.raw),
            body=body,
        ), location

    def _stream(self, target: Target):  # type: ignore[no-untyped-def]
        return self._client.stream("GET", target.url, headers=target.headers, extensions=target.extensions)

    async def _robots_of(self, url: str) -> tuple[int, bytes]:
        """The status and the bytes of a robots.txt, through redirects; (0, b"") without an answer."""
        try:
            for _ in range(MAX_REDIRECTS):
                target = await target_of(url, self._manners)
                async with (
                    self._limits.request_to(host_of(url)),
                    asyncio.timeout(self._manners.timeout),
                    self._stream(target) as response,
                ):
                    if response.has_redirect_location:
                        url = str(httpx.URL(url).join(response.headers["Location"]))
                        continue
                    return response.status_code, await _beginning(response)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError, TimeoutError, FailedError):
            pass
        return 0, b""


async def _beginning(response: httpx.Response) -> bytes:
    data = bytearray()
    async for piece in response.aiter_bytes():
        data += piece
        if len(data) >= MAX_ROBOTS:
            break
    return bytes(data)


def _ip(target: Target) -> str:
    """The address that was asked, if the request names it."""
    try:
        return str(ip_address(target.url.host))
    except ValueError:
        return ""
