"""A copy that is opened from a file reads as the site does, and searches where it is served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from beilin.offline.copy import copy_site
from beilin.parallel.executor import Workers
from tests.browser.host import hosting
from tests.browser.sample import BASE_PATH, SAMPLES
from tests.browser.search_page import search
from tests.browser.tabs import Tab
from tests.made_once import made_once
from tests.offline.walk import faults_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BASE_URL = f"https://example.org{BASE_PATH}"


@pytest.fixture(scope="session")
def copy(output: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample archive."""

    def make(folder: Path) -> None:
        files = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()} - {".gitignore"}
        copy_site(output, files, BASE_URL, folder / "copy", Workers(1), lambda *_: None)

    return made_once(tmp_path_factory, "offline", make) / "copy"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with no error or warning in the console at the end."""
    with browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 800}) as context:
        page, faults = context.new_page(), list[str]()
        page.on(
            "console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
        assert faults == []


def test_every_address_of_the_sample_leads_to_a_file(copy: Path) -> None:
    assert faults_of(copy, BASE_URL) == []


def test_every_kind_of_page_opens_from_a_file(copy: Path, page: Page) -> None:
    for kind, sample in {sample.kind: sample for sample in SAMPLES if not sample.path.startswith("plain")}.items():
        path = copy / ("404.html" if kind == "not-found" else sample.path)
        page.goto((path / "index.html" if path.is_dir() else path).as_uri())
        assert page.locator(f"body.page-{kind.removesuffix('-twin')}").count() == 1, sample.path
        assert page.evaluate("[...document.styleSheets].every(sheet => sheet.href)"), sample.path
        assert page.evaluate("getComputedStyle(document.body).display") == "flex", sample.path
        assert page.evaluate("[...document.images].every(image => !image.complete || image.naturalWidth)"), sample.path


def test_reading_from_a_file(copy: Path, page: Page) -> None:
    page.goto((copy / "index.html").as_uri())
    assert page.locator(".chance button").count() == 1  # the reading list; nothing by chance
    page.click(".card h2 a >> nth=0")
    assert page.url.endswith("/index.html")
    article = page.url
    page.click(".light")
    page.click("[data-kit=larger]")
    page.click("[data-kit=keep]")
    page.reload()
    root = "document.documentElement"
    assert page.evaluate(f"[{root}.dataset.light, {root}.style.getPropertyValue('--size')]") == ["dark", "1.15"]
    page.click("[data-kit=shelf]")
    page.click(".shelf li a")
    assert page.url == article
    # The list is that of this copy, whatever the depth of the page.
    page.goto((copy / "index.html").as_uri())
    page.click("[data-kit=shelf]")
    page.click(".shelf li a")
    assert page.url == article


def test_where_the_browser_forbids_the_search_the_page_says_so(copy: Path, page: Page) -> None:
    page.goto((copy / "index.html").as_uri())
    page.keyboard.press("/")
    page.wait_for_url("**/search/index.html?q=")
    assert "beilin serve" in page.locator("#_search output").inner_text()
    assert page.locator("#_search form").count() == 0
    page.click(".offer a >> nth=0")
    assert page.locator("body.page-search").count() == 0
    page.click(".find a")
    assert page.url.endswith("/search/index.html?q=")


def test_a_copy_that_is_served_is_searched(copy: Path, tab: Tab) -> None:
    with hosting(copy, BASE_PATH) as home:
        served = tab.at(home)
        page = search(served, "的")
        links = page.locator(".search li h2 a")
        assert links.count() > 0
        links.first.click()
        page.wait_for_selector("body.page-article")
        page.keyboard.press("/")
        page.fill("dialog.search [name=q]", "的")
        page.wait_for_selector("dialog.search li h2 a")
        page.locator("dialog.search li h2 a").first.click()
        page.wait_for_selector("body.page-article .search:not([open])", state="attached")
        page.goto(home)
        page.click(".chance button >> nth=0")
        page.wait_for_selector("body.page-article")
