"""A button shows the punctuation as it was imported, and the search finds an article by either."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.browser.tabs import Tab

pytestmark = pytest.mark.slow
SHOWN, ORIGINAL = "他說：「第二段（很短），完。」然後走了。", "他說:“第二段(很短),完。”然後走了。"
TITLE = "匯入的一篇"


def test_the_button_shows_the_original_and_is_remembered(tab: Tab) -> None:
    page = tab.page
    page.goto(f"{tab.home}articles/imported/")
    button, text = page.locator(".marks"), page.locator(".prose p").last
    assert (text.inner_text(), page.locator("h1").inner_text()) == (SHOWN, f"{TITLE}（上）")
    button.focus()
    page.keyboard.press("Enter")
    assert (text.inner_text(), page.locator("h1").inner_text()) == (ORIGINAL, f"{TITLE}(上)")
    assert button.get_attribute("aria-pressed") == "true"
    page.reload()
    assert text.inner_text() == ORIGINAL
    button.click()
    assert (text.inner_text(), button.get_attribute("aria-pressed")) == (SHOWN, "false")
    assert page.evaluate("localStorage.length") == 0
    # What a reader copies is what is shown.
    assert (
        page.evaluate(
            "p => { getSelection().selectAllChildren(p); return getSelection().toString() }", text.element_handle()
        )
        == SHOWN
    )


def test_without_scripts_there_is_no_button(scriptless: Tab) -> None:
    scriptless.page.goto(f"{scriptless.home}articles/imported/")
    assert not scriptless.page.locator(".marks").is_visible()
    scriptless.page.goto(f"{scriptless.home}plain/articles/imported/")
    assert not scriptless.page.locator(".marks").is_visible()
    assert scriptless.page.locator("article p").get_by_text(SHOWN).is_visible()


@pytest.mark.parametrize("query", ["第二段（很短），完", "第二段(很短),完"])
def test_the_search_finds_both_forms(tab: Tab, query: str) -> None:
    tab.page.goto(f"{tab.home}search/?q={quote(query)}")
    found = tab.page.locator("li.card", has_text=f"{TITLE}（上）").first
    found.locator("mark").first.wait_for()
    assert "第二段（很短），完" in found.inner_text()
