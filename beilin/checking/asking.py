"""Asking other hosts whether a page is there: a few at once, and each host once a second."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from beilin import __version__
from beilin.checking.answers import Answer, Outcome

AT_ONCE = 4  # requests under way
INTERVAL = 1.0  # seconds between two requests to one host
TIMEOUT = 20.0  # seconds
MAX_REDIRECTS = 10
_HEADERS = {
    "User-Agent": f"Beilin/{__version__} (link check)",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
}
_DEAD = {404, 410}
_PERMANENT = {301, 308}  # RFC 9110, section 15.4


@dataclass(slots=True)
class _Turns:
    """Keeps the requests to one host apart, and those to all hosts few."""

    interval: float
    gate: asyncio.Semaphore
    locks: dict[str, asyncio.Lock] = field(default_factory=dict)
    began: dict[str, float] = field(default_factory=dict)  # when each host got its last request
    closed: set[str] = field(default_factory=set)  # hosts that said that they were asked too much

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Within the block it is this request's turn. Waiting for it takes no place from other hosts."""
        async with self.locks.setdefault(host, asyncio.Lock()):
            if host in self.began:
                await asyncio.sleep(self.began[host] + self.interval - time.monotonic())
            async with self.gate:
                self.began[host] = time.monotonic()
                yield


def ask_all(urls: Iterable[str], take: Callable[[Answer], None], *, interval: float = INTERVAL) -> None:
    """Ask for each URL, and give `take` each answer as it comes."""
    asyncio.run(_ask_all(list(urls), take, interval))


async def _ask_all(urls: list[str], take: Callable[[Answer], None], interval: float) -> None:
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(_host_of(url), []).append(url)
    turns = _Turns(interval, asyncio.Semaphore(AT_ONCE))
    async with httpx.AsyncClient(headers=_HEADERS, timeout=TIMEOUT, follow_redirects=False) as client:

        async def ask_host(its_urls: list[str]) -> None:
            for url in its_urls:
                take(await _ask(client, url, turns))

        await asyncio.gather(*(ask_host(its_urls) for its_urls in by_host.values()))


async def _ask(client: httpx.AsyncClient, url: str, turns: _Turns) -> Answer:
    def answer(outcome: Outcome, words: str = "", target: str = "") -> Answer:
        return Answer(url, int(time.time()), outcome, words, target)

    if _host_of(url) in turns.closed:
        return answer("untested", "the host asked for fewer requests (429)")
    try:
        status, end, is_permanent = await _follow(client, "HEAD", url, turns)
        if status >= 400 and status != 429:  # some hosts know GET alone
            status, end, is_permanent = await _follow(client, "GET", url, turns)
    except (httpx.TransportError, httpx.InvalidURL, UnicodeError, ValueError) as error:
        return answer("unreachable", _words_for(error))
    if status in _DEAD:
        return answer("dead", f"{status}")
    if status == 429:
        turns.closed.add(_host_of(url))
        return answer("untested", "the host asked for fewer requests (429)")
    if 300 <= status < 400:
        return answer("unreachable", f"more than {MAX_REDIRECTS} redirects")
    if status >= 500:
        return answer("unreachable", f"the host fails ({status})")
    if status >= 400:
        return answer("untested", f"the host lets no program look ({status})")
    if is_permanent:
        return answer("moved", target=end)
    return answer("good")


async def _follow(client: httpx.AsyncClient, method: str, url: str, turns: _Turns) -> tuple[int, str, bool]:
    """(the last status, the last URL, whether all redirects on the way were permanent, and there was one)."""
    permanent: list[bool] = []
    status = 0
    for _ in range(MAX_REDIRECTS):
        async with turns.turn(_host_of(url)), client.stream(method, url) as response:  # the body is never read
            status = response.status_code
            location = response.next_request.url if response.next_request else None
        if location is None:
            break
        permanent.append(status in _PERMANENT)
        url = str(location)
    return status, url, bool(permanent) and all(permanent)


def _host_of(url: str) -> str:
    try:
        return httpx.URL(url).netloc.decode(errors="replace")
    except (httpx.InvalidURL, UnicodeError, ValueError):
        return ""


def _words_for(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return f"no answer in {TIMEOUT:.0f} s"
    words = str(error).splitlines()[0] if str(error) else type(error).__name__
    return words[:1].lower() + words[1:]
