"""With the setting, a browser keeps what was read for when there is no network; without it, what it has goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.host import hosting
from tests.conftest import MakeSite
from tests.little_site import SETTINGS, LittleSite, article

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BASE = "/archive/"
OFF = SETTINGS.replace("bare", "ink").replace("example.org/", f"example.org{BASE}")
ON = OFF + "service_worker: true\n"
KEPT = """async () => {
    const names = {};
    for (const name of await caches.keys())
        names[name] = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
    return names;
}"""


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """Three articles."""
    files: dict[str, str | bytes] = {
        f"content/articles/{name}.md": article(f"<{name}> & 文", "見[關於](/about/)。\n", date=f"2024-01-0{day}")
        for day, name in enumerate("abc", 1)
    }
    return make_site({**files, "content/pages/about.md": article("關於"), "site.yaml": ON})


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that has kept nothing."""
    with browser.new_context(reduced_motion="reduce") as context:
        yield context.new_page()


def wait(page: Page, condition: str, arg: str = "") -> None:
    """Wait until the condition, an asynchronous function, is true."""
    page.evaluate(
        f"async arg => {{ while (!await ({condition})(arg)) await new Promise(done => setTimeout(done, 20)); }}", arg
    )


def kept(page: Page, address: str) -> None:
    """Wait until the page at the address is kept."""
    wait(page, "async address => !!await caches.match(address)", address)


def visit(page: Page, home: str, name: str) -> None:
    """Read an article, and wait until it is kept."""
    page.goto(f"{home}articles/{name}/")
    kept(page, f"{home}articles/{name}/")


def test_what_was_read_is_there_without_a_network_and_never_old_with_it(site: LittleSite, page: Page) -> None:
    site.build_well()
    with hosting(site.output, BASE) as home:
        port = urlsplit(home).port or 0
        visit(page, home, "a")
        page.wait_for_function("navigator.serviceWorker.controller")
        visit(page, home, "b")
        page.goto(f"{home}search/?q=文")
        page.wait_for_selector("#_search[aria-busy=false] li")
        names = page.evaluate(KEPT)
        assert sorted(names) == [f"beilin {BASE} files 1", f"beilin {BASE} pages 1"]
        # Nothing of the search's index.
        assert {path for paths in names.values() for path in paths if "/search/" in path} <= {f"{BASE}search/"}
    for name in "ab":
        page.goto(f"{home}articles/{name}/")
        assert page.title() == f"<{name}> & 文・小碑林"
        assert page.evaluate("getComputedStyle(document.body).display") == "flex"
    page.goto(f"{home}articles/c/")
    assert page.locator("h1").inner_text() == "沒有網路"
    links = page.locator("main li a")
    assert set(links.all_inner_texts()) >= {"<a> & 文", "<b> & 文"}
    assert page.evaluate("getComputedStyle(document.body).display") == "flex"
    links.get_by_text("<a>").click()
    assert page.title() == "<a> & 文・小碑林"

    site.write({"content/articles/a.md": article("新", date="2024-01-01")})
    (site.root / "content/articles/b.md").unlink()
    site.build_well()
    with hosting(site.output, BASE, port):
        page.goto(f"{home}articles/a/")
        assert page.title() == "新・小碑林"
        page.goto(f"{home}articles/b/")
        wait(page, "async address => !await caches.match(address)", f"{home}articles/b/")

        # The oldest go.
        for number in range(210):
            path = site.output / f"x/{number}.html"
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"<title>{number}</title>")
        page.evaluate(
            """async home => {
                const { active } = await navigator.serviceWorker.ready;
                for (let number = 0; number < 210; number++) active.postMessage([`${home}x/${number}.html`]);
            }""",
            home,
        )
        kept(page, f"{home}x/209.html")
        pages = page.evaluate(KEPT)[f"beilin {BASE} pages 1"]
        assert len(pages) == 200
        assert f"{BASE}x/0.html" not in pages

        # With the setting off, it and what it kept go.
        site.write({"site.yaml": OFF})
        assert site.build().published
        page.goto(home)
        wait(page, "async () => !(await navigator.serviceWorker.getRegistrations()).length")
        wait(page, "async () => !(await caches.keys()).length")


def test_an_archive_may_have_a_worker_of_its_own(site: LittleSite) -> None:
    site.write({"content/sw.js": "// mine"})
    site.build_well()
    assert (site.output / "sw.js").read_text() == "// mine"


def test_with_the_setting_off_no_page_mentions_it(site: LittleSite) -> None:
    site.write({"site.yaml": OFF})
    site.build_well()
    assert not list(site.output.glob("assets/worker.*"))
    assert "worker" not in (site.output / "index.html").read_text()
    assert "unregister()" in (site.output / "sw.js").read_text()
