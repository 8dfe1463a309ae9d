"""Queries in Chromium, cold: what is transferred for a result, and how long a reader waits for the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.search.host import Host, Sent
from benchmarks.search.pagefind import BUNDLE, PAGE
from benchmarks.search.values import Network, Transfer
from tests.browser.chromium import FLAGS, installed

TITLES, SNIPPETS = 10, 5
VIEWPORT: Any = {"width": 1280, "height": 1400}  # in which at least five results have snippets
PROCESSOR_SLOWDOWN = 4
TIMEOUT = 60_000  # milliseconds for an answer
SCRIPTS = (".js", "wasm.unknown.pagefind")  # what is code, and not the index

# Beilin's page: the results are shown; what of them has been proved, or has gone.
_TITLES_SHOWN = (
    "() => document.querySelector('#_search[aria-busy=false] output, #_search:not([aria-busy]) output')?.textContent"
)
_SNIPPETS_SHOWN = (
    f"""() => [...document.querySelectorAll("#_search ol > li")].slice(0, {SNIPPETS}).every(item => !item.ariaBusy)"""
)
_LINKS = "[...document.querySelectorAll('#_search ol > li h2 a')].map(link => new URL(link).pathname)"
# The time of the first result, from the moment at which the word is in the field, or the script has come.
_FIRST_TITLE = """since => new Promise(resolve => {
  const list = document.querySelector("#_search ol")
  const look = () => list.firstElementChild && resolve(performance.now() - since())
  new MutationObserver(look).observe(list, { childList: true })
  look()
})"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def new_page(browser: Browser, network: Network | None = None) -> Iterator[Page]:
    """A page of a browser that caches nothing; if a network is given, it and the processor are as slow as that."""
    context = browser.new_context(viewport=VIEWPORT)
    context.set_default_timeout(TIMEOUT)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    if network:
        speed = network.megabits * 1e6 / 8  # bytes a second
        conditions = {"downloadThroughput": speed, "uploadThroughput": speed, "latency": network.latency}
        session.send("Network.emulateNetworkConditions", {"offline": False, **conditions})
        session.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR_SLOWDOWN})
    try:
        yield page
    finally:
        context.close()


def transfer(page: Page, host: Host, typed: str) -> Transfer:
    """What Beilin's search page transfers for the query."""
    host.take()
    page.goto(f"{host.url}search/?q={quote(typed)}")
    page.wait_for_function(_TITLES_SHOWN)
    page.wait_for_function(_SNIPPETS_SHOWN)
    sent = host.take()
    links = page.evaluate(_LINKS)
    index = [one for one in sent if one.path.startswith("/search/") and one.path != "/search/"]
    pages = {one.path: one.size for one in sent if one.path.startswith("/articles/")}
    shown = [pages[link] for link in links[:SNIPPETS] if link in pages]
    refuted = [size for path, size in pages.items() if path not in links]
    titles = sum(one.size for one in index)
    return Transfer(titles, titles + sum(shown) + sum(refuted), _shards_before_cards(index))


def _shards_before_cards(index: Sequence[Sent]) -> int:
    paths = [one.path for one in index]
    first = next((place for place, path in enumerate(paths) if path.startswith("/search/c/")), len(paths))
    return sum(path.endswith(".bin") for path in paths[:first])


def transfer_of_pagefind(page: Page, host: Host, typed: str) -> Transfer:
    """What Pagefind transfers for the query. A result's title and snippet are in one file."""
    host.take()
    page.goto(f"{host.url}{PAGE}?q={quote(typed)}")
    page.wait_for_function("() => window.answer")
    page.evaluate("() => window.answer")
    sent = [one for one in host.take() if one.path.startswith(f"/{BUNDLE}/") and not one.path.endswith(SCRIPTS)]
    size = sum(one.size for one in sent)
    before = [one for one in sent if not one.path.endswith(".pf_fragment")]
    return Transfer(size, size, len(before))


def first_title(browser: Browser, host: Host, typed: str, network: Network) -> float:
    """Milliseconds from typing into Beilin's search page, which is loaded, to the first title."""
    with new_page(browser, network) as page:
        page.goto(f"{host.url}search/", wait_until="networkidle")
        return float(
            page.evaluate(
                f"""async typed => {{
                  const input = document.querySelector("#_search input"), start = performance.now()
                  input.value = typed
                  input.dispatchEvent(new Event("input", {{ bubbles: true }}))
                  return ({_FIRST_TITLE})(() => start)
                }}""",
                typed,
            )
        )


def first_title_of_pagefind(browser: Browser, host: Host, typed: str, network: Network) -> float:
    """Milliseconds from asking Pagefind, whose script is loaded, to the first title."""
    with new_page(browser, network) as page:
        page.goto(f"{host.url}{PAGE}", wait_until="networkidle")
        page.wait_for_selector("body[data-ready]", state="attached")
        return float(
            page.evaluate(
                "async typed => { const start = performance.now(); return (await window.ask(typed, 1)).time - start }",
                typed,
            )
        )


@contextmanager
def pagefind_asked(browser: Browser, host: Host) -> Iterator[Any]:
    """A function that gives the identifiers of Pagefind's results for what is typed, all in one page."""
    with new_page(browser) as page:
        page.goto(f"{host.url}{PAGE}")
        page.wait_for_selector("body[data-ready]", state="attached")
        yield lambda typed: page.evaluate("async typed => (await window.ask(typed, 0)).ids", typed)
