"""The search in a browser when its index or a page is missing, damaged, replaced or out of date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.browser.search_page import ask, fulfil, search, settled, status, titles
from tests.browser.tabs import Tab

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

DAMAGED, UNREACHABLE, VERSION = "搜尋索引不完整", "連不上搜尋索引", "搜尋索引比這一頁新"


@pytest.fixture(autouse=True)
def _own_routes(tab: Tab) -> Iterator[None]:
    """Requests are answered in a special way during one test only."""
    yield
    tab.page.unroute_all()


def test_what_is_wrong_with_the_index_is_said_in_a_line(tab: Tab, output: Path) -> None:
    """And after it was mended, the next search finds."""
    page = tab.page
    shard = (output / "search/a/g/0000.bin").read_bytes()
    meta = (output / "search/meta.json").read_text()
    faults: list[tuple[str, Callable[[Route], None], str]] = [
        ("**/a/g/*.bin", fulfil(404), DAMAGED),
        ("**/a/g/*.bin", fulfil(body=shard[:-1]), DAMAGED),
        ("**/a/g/*.bin", fulfil(body=shard[:3]), DAMAGED),
        ("**/a/g/*.bin", fulfil(body=b"\0" * 4 + shard[4:]), DAMAGED),
        ("**/a/g/*.bin", fulfil(body=b"<!doctype html>"), DAMAGED),
        ("**/a/g/*.bin", lambda route: route.abort(), UNREACHABLE),
        ("**/meta.json", fulfil(404), DAMAGED),
        ("**/meta.json", fulfil(body=meta[:-9]), DAMAGED),
        ("**/meta.json", fulfil(body="[]"), VERSION),
        (
            "**/meta.json",
            fulfil(body=meta.replace('"version":1', '"version":2').replace('"version": 1', '"version": 2')),
            VERSION,
        ),
        ("**/meta.json", lambda route: route.abort(), UNREACHABLE),
        ("**/fold.txt", fulfil(404), DAMAGED),
        ("**/c/*.json", fulfil(404), DAMAGED),
        ("**/c/*.json", fulfil(body="[]"), DAMAGED),
        ("**/n/*.json", fulfil(body="<"), DAMAGED),
    ]
    page.goto(f"{tab.home}search/")
    settled(page)
    for number, (place, answer, expected) in enumerate(faults):
        page.route(place, answer)  # after an error all files are read anew
        ask(page, q="開源")
        assert status(page).startswith(expected), (number, place)
        page.unroute_all()
    ask(page, q="開源")
    assert titles(page)
    # The browser itself reports each answer of 404 and each request that fails; nothing else may be in the console.
    tab.faults[:] = [fault for fault in tab.faults if not re.search("answered with 404|Failed to load resource", fault)]


def test_an_index_that_was_replaced_is_read_anew(tab: Tab, output: Path) -> None:
    page = search(tab, "模型")
    meta = (output / "search/meta.json").read_text()
    epoch = re.search(r'"epoch": ?(\d+)', meta)
    assert epoch
    page.route("**/meta.json", fulfil(body=meta.replace(epoch[1], "1")))
    page.reload()
    settled(page)
    assert status(page).startswith(DAMAGED)
    page.unroute_all()
    page.locator("[name=q]").fill("權重")
    page.keyboard.press("Enter")
    page.wait_for_selector(".search li")
    settled(page)


def test_who_comes_back_to_the_field_searches_the_newest_index(tab: Tab) -> None:
    """A build may have changed it while the page was open."""
    page = search(tab, "權重")
    with page.expect_request("**/meta.json"):
        page.locator("[name=q]").focus()


def test_a_page_that_cannot_be_read_leaves_its_title(tab: Tab) -> None:
    tab.page.route("**/articles/**", lambda route: route.abort())
    page = search_without_places(tab, "開源")
    assert page.locator(".search li h2").count() > 3
    tab.page.unroute_all()
    tab.page.route("**/articles/**", fulfil(body="<!doctype html><p>開源"))  # a theme without the mark
    page = search_without_places(tab, "開源")
    assert page.locator(".search li h2").count() > 3
    tab.faults[:] = [fault for fault in tab.faults if "Failed to load resource" not in fault]


def search_without_places(tab: Tab, query: str) -> Page:
    """The page of the search when titles are there."""
    tab.page.goto(f"{tab.home}search/?q={quote(query)}")
    tab.page.wait_for_selector(".search li h2")
    return tab.page


def test_an_index_that_lags_is_said_to(tab: Tab) -> None:
    def late(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "Beilin-Search": "outdated"})

    tab.page.route("**/meta.json", late)
    page = search(tab, "開源")
    assert "還在更新" in status(page)
    page.unroute_all()
    for query in ("權重", "授權"):  # the first has what was read after the last answer
        ask(page, q=query)
    assert "還在更新" not in status(page)
