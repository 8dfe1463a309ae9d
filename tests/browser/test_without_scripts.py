"""Scripts are optional: without them all text can be read and all links followed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from tests.browser.sample import REDIRECT, SAMPLES, Sample
from tests.browser.tabs import Tab

if TYPE_CHECKING:
    from playwright.sync_api import Page

# The visible text, except that of controls; a script may add a control for its feature, and an article of this day.
WORDS = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const words = [];
    while (walker.nextNode()) {
        const text = walker.currentNode, around = text.parentElement;
        if (text.data.trim() && around.checkVisibility({ visibilityProperty: true })
            && !around.closest("form, button, [role=button], output, script, style, noscript, .chance")) words.push(text.data.trim());
    }
    return words;
}"""
# What is invisible. Details open without a script.
HIDDEN = """leftOut => [...document.querySelectorAll("body *")].filter(element =>
    element.textContent.trim() && !element.checkVisibility({ visibilityProperty: true })
    && !element.closest("details:not([open]), script, style, template, noscript, button, select, svg title, svg desc")
    && !element.closest(leftOut))
    .map(element => element.outerHTML.slice(0, 200))"""
DEAD_CONTROLS = """() => [...document.querySelectorAll("button, [role=button], [onclick], select, input:not([disabled])")]
    .filter(element => !element.closest("form, .view") && element.checkVisibility())
    .map(element => element.outerHTML)"""


def test_all_text_is_visible(tab: Tab, scriptless: Tab, sample: Sample) -> None:
    """And nothing needs a script to become visible, and no visible control needs a script."""
    with_scripts = tab.show(sample).evaluate(WORDS)
    page = scriptless.show(sample)
    without = page.evaluate(WORDS)
    assert len(without) > 5
    assert [word for word in with_scripts if word not in set(without)] == []
    # The TeX of a formula is for programs, the theme plain shows neither pictures nor their captions, and neither the search
    # nor the controls for reading nor the front page's line by chance are shown at all.
    pictures = "svg, .ticks, .chart, .together h2 + p"
    # Summaries are behind the switch of a list, which works by style alone (test_lists.py); a series need not name itself.
    never_visible = "annotation, .search, .kit, .chance, .card :is(.summary, .tags, .by, .long, .parts .of)" + (
        f", {pictures}" if sample.path.startswith("plain/") else ""
    )
    assert page.evaluate(HIDDEN, never_visible) == []
    assert page.evaluate(DEAD_CONTROLS) == []


def follow(page: Page, name: str) -> str:
    """Click on the first link with that text; returns the path it leads to."""
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()
    return unquote(page.url).partition("/archive/")[2]


def test_the_archive_can_be_navigated(scriptless: Tab) -> None:
    """From the home page to an older article by the tags, to its author, and from a wrong address back home."""
    page = scriptless.show(SAMPLES[0])
    assert follow(page, "標籤") == "tags/"
    assert follow(page, "開源") == "tags/open-source/"
    assert follow(page, "下一頁") == "tags/open-source/page/2/"
    assert follow(page, "第0篇") == "articles/many-0/"
    page.goto(scriptless.home + "articles/everything/")
    assert follow(page, "硯秋") == "authors/硯秋/"
    page.goto(scriptless.home + "no/such/page/")
    assert follow(page, "首頁") == ""


def test_details_open(scriptless: Tab) -> None:
    """The provenance of an imported article is shown without a script."""
    page = scriptless.show(next(sample for sample in SAMPLES if sample.name == "article-imported"))
    page.get_by_text("來歷", exact=True).click()
    assert page.get_by_text("teaser-tail").is_visible()


def test_a_former_address_redirects(scriptless: Tab) -> None:
    scriptless.page.goto(scriptless.address(REDIRECT))
    scriptless.page.wait_for_url("**/articles/everything/")
