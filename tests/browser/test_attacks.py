"""What attacks in articles do in a browser: nothing, wherever an article has them."""

from __future__ import annotations

import random
import re
from itertools import islice
from typing import TYPE_CHECKING

from beilin.reading.markdown import render_markdown
from beilin.text.urls import read_url
from tests.reading.attacks import attacks

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

HOST = "site.example"
PIECES = [
    "http",
    "https",
    "HTTPS",
    "ftp",
    "javascript",
    ":",
    ":",
    "/",
    "/",
    "\\",
    "far.example",
    "a",
    ".",
    "?",
    "#",
    "@",
    " ",
    "\t",
    "\n",
    "\x01",
]


def test_nothing_executes_or_is_requested_from_elsewhere(browser: Browser) -> None:
    """Each body is in an element of its own, which it does not leave."""
    bodies = [render_markdown(text, file="a.md")[0].body.html for text in islice(attacks(), 0, None, 5)]
    requested: set[str] = set()
    document = ""

    def answer(route: Route) -> None:
        requested.add(route.request.url)
        is_page = route.request.is_navigation_request()
        route.fulfill(status=200 if is_page else 404, content_type="text/html", body=document if is_page else "")

    with browser.new_context() as context:
        context.route("**/*", answer)
        page = context.new_page()
        for start in range(0, len(bodies), 800):
            boxes = [re.sub("\0\\d+\0", "x.png", body) for body in bodies[start : start + 800]]
            inner = "".join(f'<section class="_box">{box}</section>' for box in boxes)
            document = f"<!doctype html><title>x</title><main>{inner}</main>"
            page.goto(f"https://{HOST}/page/", wait_until="load")
            assert page.evaluate("top.attacked") is None
            assert page.evaluate("document.querySelectorAll('main > section._box').length") == len(boxes)
            assert page.evaluate("document.querySelectorAll('main > *').length") == len(boxes)
            assert page.evaluate("[...document.body.childNodes].map(node => node.nodeName)") == ["MAIN"]
    assert {url for url in requested if not url.startswith(f"https://{HOST}/")} == set()


def test_addresses_are_read_as_the_browser_reads_them(browser: Browser) -> None:
    chance = random.Random(1)
    written = ["".join(chance.choices(PIECES, k=chance.randint(1, 9))) for _ in range(20_000)]
    program = """([urls, base]) => urls.map(url => {
        try { const read = new URL(url, base); return [read.protocol, read.host, read.href] } catch { return null }
    })"""
    with browser.new_context() as context:
        page = context.new_page()
        read = {base: page.evaluate(program, [written, f"{base}://{HOST}/a/b"]) for base in ("http", "https")}
        texts = [read_url(url).text for url in written]
        again = {base: page.evaluate(program, [texts, f"{base}://{HOST}/a/b"]) for base in ("http", "https")}
    for position, url in enumerate(written):
        address = read_url(url)
        for base in ("http", "https"):
            seen, same = read[base][position], again[base][position]
            if seen is None:
                continue
            if address.is_remote:
                # The one place where this reading is stricter: an address with the scheme of the page.
                assert seen == same or (address.scheme == base and seen[1] == HOST), url
            elif address.scheme:
                assert seen[0] == f"{address.scheme}:", url
            else:
                assert seen == same, url
                assert seen[:2] == [f"{base}:", HOST], url
