"""Pages load quickly and are stable: nothing shifts, nothing overflows, nothing is large.

That nothing fails and nothing is asked of other hosts is watched in every tab (tests/browser/conftest.py).
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest

from tests.browser.sample import SAMPLES, Sample
from tests.browser.tabs import ALL_SIZES, SIZES, Tab, sizes_of

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

MAX_CSS = 9 * 1024  # bytes of all files of a page, each as a host sends it, by gzip
MAX_SCRIPT = 8 * 1024  # without the search's client
MAX_SCRIPT_AND_CLIENT = 16 * 1024  # with it, once the search has been opened
PICTURES = "**/*.{png,jpg,jpeg,webp,avif,gif,svg}"

# Chromium reports layout shifts (https://wicg.github.io/layout-instability/) only while they happen.
REMEMBER_SHIFTS = """
    window.shifts = [];
    const note = list => list.forEach(entry => shifts.push([
        entry.value, ...entry.sources.map(source => source.node?.cloneNode?.(false).outerHTML ?? String(source.node))]));
    window.shiftObserver = new PerformanceObserver(list => note(list.getEntries()));
    shiftObserver.observe({ type: "layout-shift", buffered: true });
    window.frames2 = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
"""
# Scrolls a picture's upper edge to the middle of the window, where a reader may already be when it loads, and returns
# its possible URLs.
BRING_INTO_SIGHT = """async number => {
    const image = document.images[number];
    scrollBy(0, image.getBoundingClientRect().top - innerHeight / 2);
    image.loading = "eager";
    await frames2();
    const candidates = [image, ...(image.closest("picture")?.querySelectorAll("source") ?? [])];
    return candidates.flatMap(one => [one.src, ...one.srcset.split(",").map(part => part.trim().split(" ")[0])])
        .filter(Boolean).map(address => new URL(address, document.baseURI).href);
}"""
HAS_ARRIVED = "number => document.images[number].complete"
SCROLL_THROUGH = """async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
        scrollTo(0, y);
        await new Promise(requestAnimationFrame);
        // What lazy pictures come into sight; those far below wait for their turn.
        const near = [...document.images].filter(image => {
            const box = image.getBoundingClientRect();
            return box.width && box.bottom > 0 && box.top < innerHeight;
        });
        await Promise.all(near.map(image => image.complete ? null : new Promise(done => {
            image.addEventListener("load", done);
            image.addEventListener("error", done);
        })));
        await frames2();
    }
}"""
SHIFTS = """async () => {
    await frames2();
    shiftObserver.takeRecords().forEach(entry => shifts.push([entry.value]));
    return shifts;
}"""


def shifts(page: Page, address: str) -> list[list[object]]:
    """What shifts on the page, and by how much: while it loads, while each picture in view loads, and while the page is
    scrolled through."""
    held: list[Route] = []
    due: set[str] = set()  # pictures that may load now

    def answer(route: Route) -> None:
        if route.request.url in due:
            route.continue_()
        else:
            held.append(route)

    page.route(PICTURES, answer)
    page.goto(address, wait_until="domcontentloaded")
    page.evaluate("() => frames2()")
    for number in range(page.evaluate("document.images.length")):
        due.update(page.evaluate(BRING_INTO_SIGHT, number))
        while early := [route for route in held if route.request.url in due]:
            held.remove(early[0])
            early[0].continue_()
        page.wait_for_function(HAS_ARRIVED, arg=number)
    page.evaluate(SCROLL_THROUGH)
    found: list[list[object]] = page.evaluate(SHIFTS)
    page.unroute(PICTURES)
    return found


@pytest.fixture(scope="module")
def steady(open_window: Tab) -> None:
    """From now on each page records its layout shifts."""
    open_window.page.add_init_script(REMEMBER_SHIFTS)


@pytest.mark.usefixtures("steady")
def test_nothing_shifts(tab: Tab, sample: Sample) -> None:
    for width, height in sizes_of(sample):
        tab.page.set_viewport_size({"width": width, "height": height})
        assert shifts(tab.page, tab.address(sample)) == []


@pytest.mark.usefixtures("steady")
def test_a_shift_is_detected(tab: Tab) -> None:
    """A picture without a size shifts what is below it when it loads."""
    page = tab.page
    late = '<!doctype html><title>t</title><link rel=icon href="data:,"><img alt="" src="late.svg"><p>pushed down</p>'
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"/>'
    page.route("**/moving.html", lambda route: route.fulfill(body=late, content_type="text/html"))
    address = tab.home + "moving.html"
    held: list[Route] = []
    page.route("**/late.svg", lambda route: held.append(route))
    page.goto(address, wait_until="domcontentloaded")
    page.evaluate("() => frames2()")
    held[0].fulfill(body=picture, content_type="image/svg+xml")
    page.wait_for_load_state()
    assert len(page.evaluate(SHIFTS)) == 1
    page.unroute_all()


def test_nothing_overflows(tab: Tab, scriptless: Tab, sample: Sample) -> None:
    """No page has to be scrolled sideways (WCAG 2.2, 1.4.10), down to 320 pixels; with scripts, or in turn without."""
    windows = (tab, scriptless)
    for window in windows if ALL_SIZES else (windows[SAMPLES.index(sample) % 2],):
        page = window.show(sample)
        for width in (*(width for width, _ in SIZES), 320):
            page.set_viewport_size({"width": width, "height": 800})
            content, wide = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
            assert content <= wide, width


LOADS = re.compile(r"""<(?:script[^>]*? src|link rel="?stylesheet"? href)="?/archive/([^">\s]+\.(?:css|js))""")


def test_every_kind_of_page_loads_little(output: Path) -> None:
    """An article at worst has all scripts that any article has, and its search is opened."""

    def weight(files: dict[str, Path]) -> int:
        return sum(len(gzip.compress(path.read_bytes(), 9)) for path in files.values())

    client = {path.name: path for path in (output / "assets").glob("search-*.js")}
    assert len(client) == 2
    in_articles: dict[str, Path] = {}
    for sample in SAMPLES:
        if sample.kind == "not-found" or sample.path.startswith("plain/"):
            continue
        html = (output / sample.path / "index.html").read_text("utf-8")
        files = {path.name: path for path in (output / address for address in LOADS.findall(html))}
        styles = {name: path for name, path in files.items() if path.suffix == ".css"}
        scripts = {name: path for name, path in files.items() if path.suffix == ".js" and name not in client}
        assert 0 < weight(styles) <= MAX_CSS, sample.name
        assert 0 < weight(scripts) <= MAX_SCRIPT, sample.name
        if "article" in sample.kind:
            in_articles |= scripts
    assert weight(in_articles) <= MAX_SCRIPT
    assert weight(in_articles | client) <= MAX_SCRIPT_AND_CLIENT


ARTICLES_WITHOUT_IMAGES = [
    sample for sample in SAMPLES if sample.name in ("article-simplified", "article-english", "article-imported")
]
# What the page names, and what was loaded beside that; a busy browser reports what it loaded late.
LOADED = """() => [...new Set([
    ...[...document.querySelectorAll("link[rel=stylesheet], script[src]")].map(element => element.href || element.src),
    ...performance.getEntriesByType("resource").map(entry => entry.name)])]"""
INLINE = """document.querySelectorAll("style, script:not([src], [type$=json]), main img").length"""


@pytest.mark.parametrize("sample", ARTICLES_WITHOUT_IMAGES, ids=lambda sample: sample.name)
def test_an_article_is_small(tab: Tab, sample: Sample) -> None:
    """Nothing is inline in the page, which a strict content security policy would forbid."""
    page = tab.show(sample)
    assert page.evaluate(INLINE) == 0
    weights = {".css": 0, ".js": 0}
    for url in page.evaluate(LOADED):
        if (ending := PurePosixPath(url).suffix) in weights:
            weights[ending] += len(gzip.compress(page.request.get(url).body(), 9))
    assert 0 < weights[".css"] <= MAX_CSS
    assert 0 < weights[".js"] <= MAX_SCRIPT
