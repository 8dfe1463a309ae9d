"""What is updated in an open page without a reload, in a real Chromium, and when it is reloaded after all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from beilin.building.build import BuildOptions, BuildResult, build
from tests.browser.tabs import TIMEOUT
from tests.little_site import BARE_THEME, LittleSite, article, little_site
from tests.serving.support import Server, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("latency")

BODY = "".join(f"第{n}段，{'文字' * 60}。\n\n" for n in range(60))
HEAD = (
    '<link rel="icon" href="data:,"><link rel="stylesheet" href="{{ assets["bare.css"] }}"><link rel="stylesheet" href="/own.css">'
    "<style>h1 { color: rgb(1, 1, 1) }</style></html>"
)
SCRIPT = "<script>document.body.dataset.worked = 1</script>"


@pytest.fixture
def site(tmp_path: Path) -> LittleSite:
    """An archive with a long article, one style sheet of the theme and one of its own, and a picture."""
    base = BARE_THEME["templates/base.html"].replace("{% block main %}", "<main>{% block main %}", 1)
    base = base.replace("<title>", "<meta charset=utf-8><title>").replace("{% block main %}{% endblock %}</html>", "")
    base = "".join((base, "{% block main %}{% endblock %}</main></html>\n"))
    base = base.replace("<meta charset=utf-8>", "<meta charset=utf-8>" + HEAD.removesuffix("</html>"))
    return little_site(
        tmp_path / "archive",
        {
            "themes/bare/templates/base.html": base,
            "themes/bare/assets/bare.css": "p { color: rgb(10, 20, 30) }\n",
            "content/own.css": "main { border-top-color: rgb(0, 0, 1) }\n",
            "content/picture.svg": picture(10),
            "content/articles/a.md": article("甲", f"![圖](../picture.svg)\n\n{BODY}", date="2024-01-01"),
            "content/articles/b.md": article("乙", date="2024-01-02"),
        },
    )


def picture(width: int) -> str:
    """An image of this width in pixels."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="10"/>'


@pytest.fixture
def server(site: LittleSite) -> Iterator[Server]:
    """The archive, served as by the command."""
    options = BuildOptions(jobs=1, today="2026-06-01")

    def build_it(root: Path) -> BuildResult:
        return build(root, options)

    with serving(site.root, build_it) as running:
        yield running


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """The article, scrolled to its middle, with a mark that a reload would lose."""
    with browser.new_context() as context:
        context.set_default_timeout(TIMEOUT)
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(f"{server.url}/articles/a/")
        page.wait_for_load_state("networkidle")
        page.evaluate("window.isSame = true; scrollTo(0, 800)")
        yield page
        assert errors == []


def is_same(page: Page) -> bool:
    """Whether the page was not reloaded and kept its scroll position."""
    return bool(page.evaluate("window.isSame === true && scrollY === 800"))


def style(page: Page, selector: str, name: str) -> Callable[[str], object]:
    """Wait until an element has a style."""
    script = f"value => getComputedStyle(document.querySelector({selector!r}))[{name!r}] === value"
    return lambda value: page.wait_for_function(script, arg=value)


def test_a_style_sheet_changes_without_a_reload(site: LittleSite, page: Page) -> None:
    """The theme's, whose address changes with it; the archive's own, whose address stays the same; and an inline one."""
    sheets = "document.styleSheets.length"
    before = page.evaluate(sheets)
    style(page, "p", "color")("rgb(10, 20, 30)")
    site.write({"themes/bare/assets/bare.css": "p { color: rgb(40, 50, 60) }\n"})
    style(page, "p", "color")("rgb(40, 50, 60)")
    assert is_same(page)

    for blue in (2, 3):
        site.write({"content/own.css": f"main {{ border-top-color: rgb(0, 0, {blue}) }}\n"})
        style(page, "main", "border-top-color")(f"rgb(0, 0, {blue})")
        assert is_same(page)

    base = (site.root / "themes/bare/templates/base.html").read_text("utf-8")
    site.write({"themes/bare/templates/base.html": base.replace("h1 {", "p { text-indent: 7px } h1 {")})
    style(page, "p", "text-indent")("7px")
    assert is_same(page)
    page.wait_for_function(f"{sheets} === {before}")


def test_a_body_is_updated_in_place(site: LittleSite, page: Page) -> None:
    """One paragraph, then more of them, then the title: the page keeps its scroll position and unchanged elements."""
    page.evaluate("document.querySelectorAll('p')[1].dataset.mine = 'kept'")
    text = (site.root / "content/articles/a.md").read_text("utf-8")
    site.write({"content/articles/a.md": text.replace("第30段", "改過的第30段")})
    page.get_by_text("改過的第30段").wait_for()
    assert is_same(page)
    assert page.evaluate("document.querySelectorAll('p')[1].dataset.mine") == "kept"

    site.write({"content/articles/a.md": text.replace("第50段", "新段\n\n新的第50段")})
    page.get_by_text("新的第50段").wait_for()
    assert page.get_by_text("改過的第30段").count() == 0
    assert is_same(page)

    site.write({"content/articles/a.md": text.replace("title: 甲", "title: 新題")})
    page.wait_for_function("document.title === '新題'")
    assert is_same(page)


def test_a_changed_picture_with_the_same_address_is_updated(site: LittleSite, page: Page) -> None:
    page.wait_for_function("document.images[0].naturalWidth === 10")
    site.write({"content/picture.svg": picture(20)})
    page.wait_for_function("document.images[0].naturalWidth === 20")
    assert is_same(page)


def test_a_change_of_a_different_page_does_not_reload_this_one(site: LittleSite, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.resource_type))
    site.write({"content/articles/b.md": article("乙", "別的。\n", date="2024-01-02")})
    page.wait_for_event("requestfinished", lambda request: request.url == page.url)
    page.wait_for_load_state("networkidle")
    assert is_same(page)
    assert "document" not in asked


def test_a_changed_script_reloads_the_page(site: LittleSite, page: Page) -> None:
    """A script runs once; the effect of the new one cannot be known."""
    base = (site.root / "themes/bare/templates/base.html").read_text("utf-8")
    site.write({"themes/bare/templates/base.html": base.replace("</main>", f"</main>{SCRIPT}")})
    page.wait_for_function("document.body.dataset.worked === '1'")
    assert not page.evaluate("window.isSame === true")
    page.wait_for_function("scrollY === 800")


def test_a_page_that_scripts_have_changed_is_reloaded(site: LittleSite, page: Page) -> None:
    """The changed position no longer corresponds to the source, so an update could hit a different element."""
    page.evaluate("document.querySelector('article').prepend(document.createElement('nav'))")
    text = (site.root / "content/articles/a.md").read_text("utf-8")
    site.write({"content/articles/a.md": text.replace("第30段", "改過的第30段")})
    page.get_by_text("改過的第30段").wait_for()
    assert page.evaluate("document.querySelector('nav')") is None


def test_a_location_in_the_list_of_problems_opens_the_text_editor(
    site: LittleSite, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, editor = tmp_path / "opened", tmp_path / "code"
    editor.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > {record}\n")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    site.write({"content/articles/b.md": "---\ntitle: 題: 副題\n---\n"})
    overlay = page.locator("#beilin-overlay")
    overlay.get_by_role("button", name="content/articles/b.md:2:9").click()
    overlay.get_by_text("Opened in code.").wait_for()
    assert record.read_text() == f"-g\n{site.root}/content/articles/b.md:2:9\n"
    assert is_same(page)


def test_warnings_are_shown_as_a_count(site: LittleSite, page: Page) -> None:
    """They do not block the build, so no line of the page is under them for good, nor are they printed; a closed list can
    be reopened."""
    site.write({"content/articles/b.md": article("乙", "[x](gone.md)\n", date="2024-01-02")})
    badge = page.locator("#beilin-badge")
    badge.wait_for()
    page.emulate_media(media="print")
    assert badge.is_hidden()
    page.emulate_media(media="screen")
    page.evaluate("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })")
    above, below = page.locator("article p").last.bounding_box(), badge.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    assert below["y"] + below["height"] <= page.viewport_size["height"]  # type: ignore[index]
    page.evaluate("scrollTo(0, 800)")
    badge.get_by_text("1 warning").click()
    overlay = page.locator("#beilin-overlay")
    overlay.get_by_role("region").get_by_text("content/articles/b.md").wait_for()
    site.write({"content/articles/b.md": "---\ntitle: [\n---\n"})
    overlay.get_by_role("alert").wait_for()
    overlay.get_by_role("button", name="Close").click()
    badge.get_by_text("1 error").wait_for()
    site.write({"content/articles/b.md": article("乙", date="2024-01-02")})
    badge.wait_for(state="detached")
    assert overlay.count() == 0
    assert is_same(page)


def test_the_page_of_an_archive_without_a_site_opens_locations_too(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")
    site = little_site(tmp_path / "broken", {"site.yaml": "title: [\n"})
    with serving(site.root, partial(build, options=BuildOptions(jobs=1))) as server, browser.new_context() as context:
        page = context.new_page()
        page.goto(server.url)
        page.get_by_role("button", name="site.yaml").click()
        page.get_by_text("'no-such-editor', named in VISUAL or EDITOR, is not installed.").wait_for()
