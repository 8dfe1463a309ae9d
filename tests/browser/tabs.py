"""Browser tabs that record every fault of the pages they show."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urlsplit

from tests.browser.sample import SAMPLES, Sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

PHONE, TABLET, DESKTOP, WIDE = SIZES = ((390, 844), (820, 1180), (1280, 800), (1920, 1080))
# Each page in each of SIZES, light and dark, with scripts and without. Otherwise these take turns from page to page.
ALL_SIZES = os.environ.get("BEILIN_SIZES") == "all"
# Long, because the machine may be busy; nothing waits that long unless something is wrong.
TIMEOUT = 60_000  # milliseconds


@dataclass
class Tab:
    """A tab, and the faults of the pages that it showed."""

    page: Page
    home: str
    faults: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)  # that its pages may ask: origins

    def at(self, home: str) -> Tab:
        """The same tab for the pages of a site at a different address, whose faults count as well.

        The browser may ask for an icon of that site at any later time, so its host stays allowed.
        """
        self.hosts.add(origin_of(home))
        return Tab(self.page, home, self.faults, self.hosts)

    def show(
        self, sample: Sample, width_and_height: tuple[int, int] = DESKTOP, scheme: Literal["light", "dark"] = "light"
    ) -> Page:
        """Load the sample's page in a window of that size and wait until it is complete."""
        width, height = width_and_height
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme=scheme)
        self.page.goto(self.address(sample))
        kind = sample.kind.removesuffix("-twin")  # which is made by the same template
        assert self.page.locator(f"body.page-{kind}").count() == 1, f"{sample.name} is not of the kind {kind}"
        return self.page

    def address(self, sample: Sample) -> str:
        """The address of the sample's page."""
        return self.home + quote(sample.path)


def origin_of(url: str) -> str:
    """Scheme and host of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def sizes_of(sample: Sample) -> tuple[tuple[int, int], ...]:
    """The sizes to look at a sample in: in the suite one of them in turn, with BEILIN_SIZES=all each."""
    return SIZES if ALL_SIZES else (SIZES[SAMPLES.index(sample) % len(SIZES)],)


@contextmanager
def open_tab(browser: Browser, home: str, *, scripts: bool = True) -> Iterator[Tab]:
    """A tab in a new window, whose pages come only from `home`; with or without scripts.

    Movement is reduced, so that a colour is looked at when it has arrived and not on its way.
    """
    with browser.new_context(java_script_enabled=scripts, reduced_motion="reduce") as context:
        context.set_default_timeout(TIMEOUT)
        tab = Tab(context.new_page(), home, hosts={origin_of(home)})

        def on_console(message: ConsoleMessage) -> None:
            # A browser reports every 404 page in the console.
            is_the_page = message.location.get("url", "") == tab.page.url and "404" in message.text
            if message.type in ("error", "warning") and not is_the_page:
                tab.faults.append(f"console {message.type}: {message.text}")

        def on_request(request: Request) -> None:
            if urlsplit(request.url).scheme != "data" and origin_of(request.url) not in tab.hosts:
                tab.faults.append(f"asks another host: {request.url}")

        def on_response(response: Response) -> None:
            if response.status >= 400 and not response.request.is_navigation_request():
                tab.faults.append(f"answered with {response.status}: {response.url}")

        context.on("console", on_console)
        context.on("weberror", lambda error: tab.faults.append(f"script error: {error.error}"))
        context.on("request", on_request)
        context.on("response", on_response)
        yield tab
