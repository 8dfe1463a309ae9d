"""A built site, in a folder or on the web, as far as a comparison reads it: one file after the other."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from re import findall
from typing import Protocol

import httpx

from beilin import __version__
from beilin.checking.url_checks import reason_of
from beilin.files.regular import read_regular
from beilin.layout import HOME, SITEMAP
from beilin.planning.addresses import output_path, url
from beilin.preserving.names import is_unsafe
from beilin.problems.controls import printable_path

INDEX_MD = "index.md"  # the Markdown of an article, below its address
INTERVAL = 0.2  # seconds between two requests
TIMEOUT = 20.0  # seconds
MAX_SIZE = 1 << 26  # bytes of a file
MAX_REDIRECTS = 5
MAX_SITEMAPS = 100
_GONE = {404, 410}
_BUSY = {429, 503}  # RFC 6585, section 4; RFC 9110, section 15.6.4


class SiteError(Exception):
    """A site cannot be read; the message says which file of it, and why."""


class Site(Protocol):
    """A built site."""

    base: str  # its URL, which ends in "/"; of a folder, that with which it was built, as far as it is known

    def read(self, address: str) -> bytes | None:
        """The file that is served at the address; None if there is none. Raises SiteError."""

    def addresses(self) -> Iterator[str]:
        """The addresses of its pages among which articles can be. Raises SiteError."""


class FolderSite:
    """The site in a folder."""

    def __init__(self, folder: Path, base: str) -> None:
        self._folder, self.base = folder, base
        if self.read(HOME) is None:
            raise SiteError(f"{printable_path(str(folder))}: there is no index.html in this folder")

    def read(self, address: str) -> bytes | None:
        """As of any site."""
        path = output_path(address)
        if is_unsafe(path):
            return None
        try:
            return read_regular(self._folder / path)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError):
            return None
        except OSError as error:
            raise SiteError(f"{printable_path(str(self._folder / path))} cannot be read: {error.strerror}") from None

    def addresses(self) -> Iterator[str]:
        """Those of folders with Markdown beside a page."""
        for parent, folders, names in os.walk(self._folder):
            folders.sort()
            if INDEX_MD in names and "index.html" in names:
                inside = Path(parent).relative_to(self._folder).as_posix()
                yield f"/{inside}/" if inside != "." else HOME


class WebSite:
    """A deployed site. It is asked for one file at a time, a few a second."""

    def __init__(self, base: str, client: httpx.Client, interval: float = INTERVAL) -> None:
        self.base = base if base.endswith("/") else f"{base}/"
        self._client, self._interval, self._last = client, interval, 0.0
        if self.read(HOME) is None:
            raise SiteError(f"{self.base}: there is no page at this address")

    def read(self, address: str) -> bytes | None:
        """As of any site. A host that asks for fewer requests is asked for nothing more."""
        asked = url(self.base, address)
        try:
            for _ in range(MAX_REDIRECTS):
                self._wait()
                with self._client.stream("GET", asked) as response:
                    if response.has_redirect_location:
                        asked = str(response.url.join(response.headers["Location"]))
                        if httpx.URL(asked).host != httpx.URL(self.base).host:
                            return None
                        continue
                    return _body(response)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise SiteError(f"{asked}: {reason_of(error)}") from None
        raise SiteError(f"{asked}: more than {MAX_REDIRECTS} redirects")

    def _wait(self) -> None:
        time.sleep(max(0.0, self._last + self._interval - time.monotonic()))
        self._last = time.monotonic()

    def addresses(self) -> Iterator[str]:
        """Those in the site's map."""
        waiting, seen = [SITEMAP], 0
        while waiting and seen < MAX_SITEMAPS:
            seen += 1
            text = (self.read(waiting.pop()) or b"").decode(errors="replace")
            found = (unescape(location.strip()) for location in findall(r"<loc>([^<]*)</loc>", text))
            inside = [address for location in found if (address := address_in(self.base, location))]
            if "<sitemapindex" in text:
                waiting += inside
            else:
                yield from inside


def address_in(base: str, location: str) -> str:
    """The address in the site at `base` of a URL; "" if it is not there."""
    try:
        parsed, root = httpx.URL(location), httpx.URL(base)
    except (httpx.InvalidURL, ValueError):
        return ""
    is_inside = parsed.host == root.host and parsed.port == root.port and parsed.path.startswith(root.path)
    return f"/{parsed.path[len(root.path) :]}" if is_inside else ""


def open_client() -> httpx.Client:
    """A client for WebSite."""
    agent = f"Beilin/{__version__} (comparison of an archive with its site)"
    return httpx.Client(headers={"User-Agent": agent}, timeout=TIMEOUT, follow_redirects=False)


def _body(response: httpx.Response) -> bytes | None:
    """The body of a response; None if there is no such file. Raises SiteError."""
    if response.status_code in _GONE:
        return None
    if response.status_code in _BUSY:
        raise SiteError(f"{response.url}: the host asks for fewer requests ({response.status_code}); try again later")
    if response.status_code != 200:
        raise SiteError(f"{response.url}: the host answers {response.status_code}")
    data = bytearray()
    for piece in response.iter_bytes():
        data += piece
        if len(data) > MAX_SIZE:
            raise SiteError(f"{response.url} is larger than {MAX_SIZE >> 20} MB")
    return bytes(data)
