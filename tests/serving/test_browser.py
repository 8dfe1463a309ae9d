"""What the user sees, in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from beilin.building.build import BuildResult
from tests.browser.tabs import TIMEOUT
from tests.serving.support import Server, eventually, make_archive, serving, tiny_build

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("latency")

LONG = "<div style='height:5000px'>top</div><p id=mark>{}</p><div style='height:5000px'>end</div>"


def build_below_base(root: Path) -> BuildResult:
    """The tiny build, published below /archive/."""
    return tiny_build(root, "/archive/")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive with one long page."""
    return make_archive(tmp_path, index=LONG.format("one"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh tab. Any error in the page's console or script fails the test."""
    with browser.new_context() as context:
        context.set_default_timeout(TIMEOUT)
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        assert errors == []


@pytest.fixture
def server(root: Path) -> Iterator[Server]:
    """The archive, served below /archive/."""
    with serving(root, build_below_base) as running:
        yield running


def write(root: Path, text: str) -> None:
    """Save the long page's text."""
    (root / "content" / "index.md").write_text(text)


def test_the_page_follows_the_file_and_keeps_its_scroll_position(root: Path, server: Server, page: Page) -> None:
    """Edit, break, fix: the user looks at one part of a page throughout and clicks nothing."""
    page.goto(server.url)
    assert page.url.endswith("/archive/")
    page.locator("#mark").get_by_text("one").wait_for()
    page.evaluate("scrollTo(0, 4321)")

    write(root, LONG.format("two"))
    page.locator("#mark").get_by_text("two").wait_for()
    page.wait_for_function("scrollY === 4321")

    page.evaluate("window.isSame = true")
    write(root, "<i>開源 BROKEN</i>\nBROKEN too")
    overlay = page.locator("#beilin-overlay")
    overlay.get_by_text("2 errors").wait_for()
    assert overlay.locator(".location").all_inner_texts() == ["content/index.md:1:7", "content/index.md:2:1"]
    assert overlay.locator(".message").first.inner_text() == "error: the text is <b>broken</b> [bad-value]"
    assert overlay.locator("pre").first.inner_text() == "<i>開源 BROKEN</i>"
    assert overlay.locator("mark").first.inner_text() == "B"
    assert overlay.locator(".hint").first.inner_text() == "Fix it."
    assert page.locator("#mark").inner_text() == "two", "the last good page stays"

    write(root, "BROKEN")
    overlay.get_by_text("1 error", exact=True).wait_for()

    write(root, LONG.format("two"))
    overlay.wait_for(state="detached")
    assert page.evaluate("[window.isSame, scrollY]") == [True, 4321], "nothing changed, so nothing was reloaded"

    write(root, "BROKEN")
    overlay.get_by_role("alert").wait_for()
    write(root, LONG.format("three"))
    page.locator("#mark").get_by_text("three").wait_for()
    overlay.wait_for(state="detached")
    page.wait_for_function("scrollY === 4321")


def test_a_page_opened_while_the_archive_is_broken_shows_it(root: Path, server: Server, page: Page) -> None:
    """An overlay that the user closes stays closed until there is a new problem."""
    write(root, "BROKEN")
    page.goto(server.url)
    overlay = page.locator("#beilin-overlay")
    overlay.get_by_role("button", name="Close").click()
    overlay.wait_for(state="detached")
    write(root, "still BROKEN")
    overlay.get_by_text("content/index.md:1:7").wait_for()


def test_the_site_appears_once_the_first_error_is_fixed(tmp_path: Path, page: Page) -> None:
    """An archive that was never built has no page on which to show an error."""
    root = make_archive(tmp_path, index="BROKEN")
    with serving(root, build_below_base) as server:
        page.goto(f"{server.url}/archive/")
        page.get_by_text("content/index.md:1:1: error").wait_for()
        write(root, "still BROKEN")
        page.get_by_text("content/index.md:1:7: error").wait_for()
        write(root, LONG.format("fine"))
        page.locator("#mark").get_by_text("fine").wait_for()


def test_neither_a_fragment_nor_a_script_changes_the_scroll_position(root: Path, server: Server, page: Page) -> None:
    """A browser scrolls to a fragment in the address, and some themes' scripts do their own scrolling."""
    manual = "<script>history.scrollRestoration = 'manual'</script>"
    write(root, manual + LONG.format("one"))
    eventually(lambda: manual in httpx.get(f"{server.url}/archive/").text, "the script is served")
    page.goto(f"{server.url}/archive/#mark")
    page.locator("#mark").get_by_text("one").wait_for()
    page.evaluate("scrollTo(0, 1234)")
    write(root, manual + LONG.format("two"))
    page.locator("#mark").get_by_text("two").wait_for()
    page.wait_for_function("scrollY === 1234")


def test_a_page_survives_a_restart_of_its_server(root: Path, page: Page) -> None:
    """The server is stopped, a different program uses its port, and the server starts again: the page reconnects."""
    with serving(root) as server:
        page.goto(server.url)
        page.locator("#mark").get_by_text("one").wait_for()
        port = int(server.url.rpartition(":")[2])
    write(root, LONG.format("two"))
    with HTTPServer(("127.0.0.1", port), BaseHTTPRequestHandler) as other:
        other.handle_request()  # which it refuses, since it implements no method
    with serving(root, port=port):
        page.locator("#mark").get_by_text("two").wait_for()


def test_a_strict_content_security_policy_is_supported(root: Path, server: Server, page: Page) -> None:
    """A theme may forbid inline scripts and styles, and everything from other origins."""
    policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'self'\">"
    write(root, policy + "<p id=mark>one</p>")
    page.goto(server.url)
    page.locator("#mark").get_by_text("one").wait_for()
    write(root, policy + "<p id=mark>two</p>")
    page.locator("#mark").get_by_text("two").wait_for()
    write(root, "BROKEN")
    box = page.locator("#beilin-overlay section").bounding_box()
    assert box
    assert (box["x"], box["y"], box["width"]) == (0, 0, page.evaluate("innerWidth")), "its style sheet works too"


def test_many_tabs_do_not_exhaust_the_connections(root: Path, server: Server, browser: Browser) -> None:
    """A browser allows six connections to a server, so hidden tabs disconnect; once visible they catch up."""
    # Headless Chromium treats every tab as visible.
    set_visibility = """state => {
        Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    with browser.new_context() as context:
        context.set_default_timeout(TIMEOUT)
        tabs = []
        for _ in range(8):
            tabs.append(context.new_page())
            tabs[-1].goto(server.url)
            tabs[-1].locator("#mark").get_by_text("one").wait_for()
            tabs[-1].evaluate(set_visibility, "hidden")
        in_background = context.new_page()
        in_background.add_init_script(f"({set_visibility})('hidden')")
        asked: list[str] = []
        in_background.on("request", lambda request: asked.append(request.url))
        in_background.goto(server.url)
        write(root, LONG.format("two"))
        eventually(lambda: "two" in httpx.get(f"{server.url}/archive/").text, "the change is served")
        assert tabs[0].locator("#mark").inner_text() == "one"
        assert any(url.endswith("/live.js") for url in asked)
        assert not any(url.endswith("/events") for url in asked)
        tabs[0].evaluate(set_visibility, "visible")
        tabs[0].locator("#mark").get_by_text("two").wait_for()


def test_no_service_worker_is_registered_and_none_stays(server: Server, page: Page) -> None:
    """That of the site is not registered here; one that another server left at this port asks again, and goes."""
    page.goto(server.url)
    page.wait_for_function("Object.hasOwn(navigator.serviceWorker, 'register')")
    left = """async () => {
        const { serviceWorker: workers } = navigator;
        const answer = workers.register("/archive/sw.js").then(() => "registered");
        if (await Promise.race([answer, new Promise(done => setTimeout(done, 200))])) return "registered";
        await ServiceWorkerContainer.prototype.register.call(workers, "/archive/sw.js");
        while ((await workers.getRegistrations()).length) await new Promise(done => setTimeout(done, 20));
        return "gone";
    }"""
    assert page.evaluate(left) == "gone"
