"""The scripts of ink: light and dark, current heading, notes beside the text, citations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import pytest

from tests.browser.sample import REDIRECT, SAMPLES
from tests.browser.tabs import DESKTOP, PHONE, Tab

if TYPE_CHECKING:
    from playwright.sync_api import Page

EVERYTHING = next(sample for sample in SAMPLES if sample.name == "article")
HOME = SAMPLES[0]
ABOUT = next(sample for sample in SAMPLES if sample.name == "page")
GROUND = "getComputedStyle(document.body).backgroundColor"
# The background colour at each paint, from the first one on.
REMEMBER_GROUNDS = f"""
    window.grounds = [];
    const look = () => {{ if (document.body) grounds.push({GROUND}); requestAnimationFrame(look); }};
    requestAnimationFrame(look);
"""
# The size of the text at each paint. Until the style sheets are there a frame may pass, but the browser paints nothing.
REMEMBER_SIZES = """
    window.sizes = [];
    const note = () => {
        const prose = document.querySelector(".prose");
        const sheets = [...document.querySelectorAll("link[rel=stylesheet]")];
        if (prose && sheets.every(link => link.sheet)) sizes.push(parseFloat(getComputedStyle(prose).fontSize));
        requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
"""
# Select the words in the first text below a place that has them.
SELECT = """([place, words]) => {
    const texts = document.createTreeWalker(document.querySelector(place), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const node = texts.currentNode, at = node.data.indexOf(words);
        if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
    }
}"""
CLIPBOARD = "navigator.clipboard.readText()"
LIGHT, DARK = "rgb(250, 249, 246)", "rgb(24, 23, 21)"


@pytest.fixture
def clipboard(tab: Tab) -> Iterator[None]:
    """Pages may read and write the clipboard."""
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield
    tab.page.context.clear_permissions()


def two_frames(page: Page) -> None:
    """Wait until the last change has been painted."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_the_colour_scheme_is_stored_and_never_flashes(tab: Tab) -> None:
    page = tab.show(EVERYTHING, scheme="light")
    switch = page.locator("button.light")
    assert (page.evaluate(GROUND), switch.get_attribute("aria-pressed")) == (LIGHT, "false")
    switch.click()
    assert (page.evaluate(GROUND), switch.get_attribute("aria-pressed")) == (DARK, "true")
    with tab.page.context.expect_page() as opened:
        page.evaluate("open(location.href)")
    other = opened.value
    try:
        other.emulate_media(color_scheme="light")
        other.add_init_script(REMEMBER_GROUNDS)
        other.goto(tab.address(ABOUT))
        two_frames(other)
        assert set(other.evaluate("grounds")) == {DARK}
        assert other.locator("button.light").get_attribute("aria-pressed") == "true"
        other.locator("button.light").click()
        page.wait_for_function(f"{GROUND} === {LIGHT!r}")  # a choice in one tab applies to all
    finally:
        other.close()
    assert page.evaluate("localStorage.getItem('ink-light')") is None  # the system's preference is not stored
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(GROUND) == DARK


def test_the_system_decides_without_scripts_and_no_switch_is_shown(scriptless: Tab) -> None:
    for scheme in ("light", "dark"):
        page = scriptless.show(EVERYTHING, scheme=scheme)
        assert page.locator("button.light").is_hidden()
        picture = page.screenshot(clip={"x": 0, "y": 0, "width": 1, "height": 1})
        assert picture
        assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == (
            LIGHT if scheme == "light" else DARK
        )


def test_the_table_of_contents_is_open_on_wide_screens_and_closed_on_narrow_ones(scriptless: Tab) -> None:
    wide = scriptless.show(EVERYTHING, DESKTOP).locator(".toc a").first
    assert wide.is_visible()
    assert wide.bounding_box()["x"] < 300  # type: ignore[index]
    narrow = scriptless.show(EVERYTHING, PHONE)
    assert not narrow.locator(".toc a").first.is_visible()
    narrow.locator(".toc summary").click()
    assert narrow.locator(".toc a").first.is_visible()


def test_the_table_of_contents_marks_the_current_heading(tab: Tab) -> None:
    page = tab.show(EVERYTHING)
    current = page.locator('.toc [aria-current="location"]')
    assert current.count() == 0
    for link in page.locator(".toc a").all()[-3:]:
        target = link.get_attribute("href")
        page.evaluate("id => document.getElementById(id).scrollIntoView({ block: 'start' })", (target or "")[1:])
        page.wait_for_function("link => link.hasAttribute('aria-current')", arg=link.element_handle())
        assert current.count() == 1


def test_notes_are_beside_their_references_if_there_is_room(tab: Tab) -> None:
    page = tab.show(EVERYTHING, DESKTOP)
    page.wait_for_selector(".footnotes.beside li")
    text = page.locator(".prose").bounding_box()
    marks = [page.locator(f"[id='fnref{number}']").bounding_box() for number in (1, 2)]
    notes = [page.locator(f"[id='fn{number}']").bounding_box() for number in (1, 2)]
    assert text
    assert all(notes)
    assert all(marks)
    for note in notes:
        assert text["x"] + text["width"] < note["x"] < note["x"] + note["width"] <= DESKTOP[0]  # type: ignore[index]
    assert abs(notes[0]["y"] - marks[0]["y"]) < 20  # type: ignore[index]
    assert notes[0]["y"] + notes[0]["height"] <= notes[1]["y"]  # type: ignore[index]
    page.evaluate("document.querySelector('.prose > p').after(document.querySelector('.prose > .table'))")
    page.set_viewport_size({"width": 1290, "height": 800})
    two_frames(page)
    table = page.locator(".prose > .table").first.bounding_box()
    assert table
    for number in (1, 2):  # the table has the margin, so they are above or below it
        note = page.locator(f"[id='fn{number}']").bounding_box()
        assert note
        assert table["x"] + table["width"] > note["x"]
        assert note["y"] + note["height"] <= table["y"] or table["y"] + table["height"] <= note["y"]
    assert tab.show(EVERYTHING, PHONE).locator(".footnotes.beside").count() == 0


def test_paragraphs_are_flush_on_phones_except_their_last_line(tab: Tab) -> None:
    """Also where the link to the paragraph is, whose element must not make the last line one of the others."""
    page = tab.show(EVERYTHING, PHONE)
    paragraph = page.locator(".prose > p", has=page.locator(".anchor"))
    box, end = paragraph.bounding_box(), paragraph.locator("[id=fnref2]").bounding_box()
    assert box
    assert end
    assert end["x"] + end["width"] < box["x"] + box["width"] - 50
    assert paragraph.evaluate("p => getComputedStyle(p).textAlign") == "justify"


def test_a_wide_table_takes_the_margin_and_no_other_table_does(tab: Tab) -> None:
    """At 1280 px the table of contents has the left margin; below, the table takes both."""
    edges = """() => [...document.querySelectorAll(".prose > .table")].map(table => {
        const box = table.getBoundingClientRect(), text = table.parentNode.getBoundingClientRect();
        return [Math.round(box.left - text.left), Math.round(box.right - text.right), table.scrollWidth > table.clientWidth];
    })"""
    page = tab.show(EVERYTHING, DESKTOP)
    wide, narrow = page.evaluate(edges)
    assert wide[0] == 0
    assert wide[1] > 0
    assert not wide[2]
    assert narrow[0] > 0 > narrow[1]
    page.set_viewport_size({"width": 900, "height": 800})
    wide, narrow = page.evaluate(edges)
    assert wide[0] < 0 < wide[1]
    assert not wide[2]
    assert narrow[0] > 0 > narrow[1]


def test_citations_can_be_downloaded(tab: Tab) -> None:
    page = tab.show(EVERYTHING)
    page.locator(".cite summary").click()
    link = page.locator('.cite figure[data-type*="csl+json"] a')
    with page.expect_download() as kept:
        link.click()
    assert kept.value.suggested_filename == "everything.json"
    assert json.loads(kept.value.path().read_text("utf-8"))[0]["id"] == "everything"


@pytest.mark.usefixtures("clipboard")
def test_the_address_of_a_paragraph_is_copied_by_pointer_and_by_keyboard(tab: Tab) -> None:
    page = tab.show(EVERYTHING)
    address = page.url
    ids = page.evaluate("[...document.querySelectorAll('.prose > [id]:is(p, h2, h3)')].map(place => place.id)")
    anchor = page.locator(".anchor")
    assert anchor.count() == 1  # one stop of the Tab key for all paragraphs
    heading = page.locator(".prose > h2").nth(1)
    heading.hover()
    anchor.click()
    page.wait_for_function("location.hash")
    assert page.evaluate(CLIPBOARD) == f"{address}#{quote(heading.get_attribute('id') or '')}"
    page.locator(".prose > p").first.hover()
    anchor.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_function("id => location.hash === '#' + encodeURIComponent(id)", arg=ids[1])
    assert page.evaluate(CLIPBOARD) == f"{address}#{quote(ids[1])}"
    assert (anchor.get_attribute("aria-label") or "").startswith("這一段的網址 標題很長的一節")


@pytest.mark.usefixtures("clipboard")
def test_a_link_to_the_selection_leads_there(tab: Tab) -> None:
    """It is extended to whole words, which browsers want, and told from the same words before it."""
    for place, words, sought in (
        (".prose li li li", "然對", "仍然對齊"),
        ("p:has([alt=小圖])", "文字", "文字,-之間的"),
    ):
        page = tab.show(EVERYTHING, (1280, 300))
        page.evaluate(SELECT, [place, words])
        page.locator(".hint button").click()
        page.locator(".hint", has_text="已複製").wait_for()
        address, _, text = page.evaluate(CLIPBOARD).partition(":~:text=")
        identity = page.locator(place).get_attribute("id") or ""
        assert (address, unquote(text)) == (f"{tab.address(EVERYTHING)}#{quote(identity)}", sought)
        page.goto("about:blank")
        page.goto(f"{tab.address(EVERYTHING)}#:~:text={text}")  # without the place, to which other browsers go
        page.wait_for_function("scrollY > 0")
        box = page.locator(place).bounding_box()
        assert box
        assert 0 <= box["y"] < 300
    page = tab.show(EVERYTHING)
    page.evaluate(SELECT, ['[id="程式碼"]', "程式碼"])
    page.locator(".hint button").click()
    page.locator(".hint", has_text="已複製").wait_for()
    # The table of contents, where a browser would find it first, has these words too.
    assert page.evaluate(CLIPBOARD) == f"{tab.address(EVERYTHING)}#{quote('程式碼')}"


@pytest.mark.usefixtures("clipboard")
def test_code_is_copied_without_prompts(tab: Tab) -> None:
    page = tab.show(EVERYTHING)
    page.locator("pre .copy button").nth(2).click(force=True)
    page.locator(".hint", has_text="已複製").wait_for()
    assert page.evaluate(CLIPBOARD) == "python3 build.py serve\n"


def test_the_size_of_the_text_lasts_and_moves_nothing_on_the_next_page(tab: Tab) -> None:
    page = tab.show(EVERYTHING)
    size = "parseFloat(getComputedStyle(document.querySelector('.prose')).fontSize)"
    before = page.evaluate(size)
    page.locator("[data-kit=larger]").click()
    assert page.evaluate(size) == before * 1.15
    page.add_init_script(REMEMBER_SIZES)
    page.goto(tab.address(ABOUT))
    two_frames(page)
    assert set(page.evaluate("sizes")) == {before * 1.15}
    page.locator("[data-kit=smaller]").click()
    assert page.evaluate(size) == before


def test_a_picture_fills_the_window_and_gives_the_focus_back(tab: Tab) -> None:
    page = tab.show(EVERYTHING)
    picture = page.get_by_role("button", name="由深到淺的色帶")
    picture.focus()
    page.keyboard.press("Enter")
    shown = page.locator("dialog.zoom img")
    assert shown.evaluate("image => image.getBoundingClientRect().width") > DESKTOP[0] - 30
    page.keyboard.press("Escape")
    shown.wait_for(state="detached")
    assert picture.evaluate("image => image === document.activeElement")
    assert page.get_by_role("button", name="小圖").count() == 0  # it has no more to show


def test_the_reading_list_keeps_articles_and_where_they_were_left(tab: Tab) -> None:
    page = tab.show(EVERYTHING)
    keep = page.locator("[data-kit=keep]")
    keep.click()
    assert keep.get_attribute("aria-pressed") == "true"
    page.evaluate("document.getElementById('公式').scrollIntoView()")
    page.evaluate("performance.now = () => 60_000")  # the reader took some time
    tab.show(ABOUT)
    page.locator("[data-kit=shelf]").click()
    entry = page.locator("dialog.shelf li")
    assert "樣樣俱全" in entry.inner_text()
    assert entry.locator(".count").inner_text().endswith("%")
    assert (entry.locator("a").get_attribute("href") or "").startswith("/archive/articles/everything/#")
    page.keyboard.press("Escape")
    tab.show(HOME).locator("[data-kit=shelf]").click()
    assert entry.count() == 1
    page.keyboard.press("Escape")
    tab.show(EVERYTHING)  # it asks, and does not scroll by itself
    assert page.evaluate("scrollY") == 0
    offer = page.locator(".hint button", has_text="從上次讀到的")
    page.evaluate("scrollTo(0, 2 * innerHeight)")  # who begins to read is not asked any more
    offer.wait_for(state="detached")
    tab.show(HOME)
    tab.show(EVERYTHING)
    offer.click()
    page.wait_for_function("scrollY > 1000")
    page.locator("[data-kit=shelf]").click()
    page.locator("dialog.shelf li button").click()
    assert page.locator("dialog.shelf li").count() == 0
    assert keep.get_attribute("aria-pressed") == "false"
    assert page.evaluate("localStorage['ink-shelf /archive/']") == "{}"


def test_an_article_is_printed_without_controls(tab: Tab) -> None:
    page = tab.show(EVERYTHING, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    try:
        for selector in (".kit", "button.light", ".site-header nav", ".toc", ".neighbours", ".related", ".site-footer"):
            for element in page.locator(selector).all():
                assert element.is_hidden(), selector
        assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
        link = '<p id="added"><a href="https://example.com/there">words</a></p>'
        page.evaluate("link => document.querySelector('.prose').insertAdjacentHTML('beforeend', link)", link)
        shown = "getComputedStyle(document.querySelector('#added a'), '::after').content"
        assert "https://example.com/there" in page.evaluate(shown) or "attr(href)" in page.evaluate(shown)
        assert page.locator(".reference").is_visible()
        bare = "getComputedStyle(document.querySelector('.prose a.bare'), '::after').content"
        assert page.evaluate(bare) == "none"  # its text is its address
    finally:
        page.emulate_media(media="screen")


def test_emphasis_makes_latin_italic_but_not_han(tab: Tab) -> None:
    style = "em => [getComputedStyle(em).fontStyle, getComputedStyle(em).fontSynthesisStyle]"
    english = next(sample for sample in SAMPLES if sample.name == "article-english")
    assert tab.show(english).locator(".prose em").first.evaluate(style) == ["italic", "auto"]
    assert tab.show(EVERYTHING).locator(".prose em").first.evaluate(style) == ["normal", "none"]


def test_a_former_address_leads_to_the_same_place_of_the_article(tab: Tab) -> None:
    page = tab.show(EVERYTHING)
    heading = page.evaluate("[...document.querySelectorAll('article :is(h2, h3)[id]')].at(-1).id")
    page.goto(f"{tab.address(REDIRECT)}?from=old#{quote(heading)}")
    page.wait_for_url(f"**/articles/everything/?from=old#{quote(heading)}")
    page.wait_for_function("scrollY > 0")
    at = page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", heading)
    assert 0 <= at < PHONE[1]
