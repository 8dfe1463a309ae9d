"""Previews of what links lead to: by pointer, by focus, by a finger that stays; nothing moves, nothing is fetched twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.sample import SAMPLES
from tests.browser.tabs import PHONE, Tab

if TYPE_CHECKING:
    from playwright.sync_api import Page

EVERYTHING = next(sample for sample in SAMPLES if sample.name == "article")
LINK = '.prose a[href$="/llama-family/"]'
# For browsers the finger of the test is a mouse, unless it says what it is.
TOUCH = """(link, type) => link.dispatchEvent(new PointerEvent(type, {pointerType: "touch", bubbles: true}))"""


def is_shown(page: Page, text: str) -> None:
    """Wait for a preview that has the text."""
    page.wait_for_function(
        "text => document.querySelector('.preview:not([hidden])')?.textContent.includes(text)", arg=text
    )


def is_gone(page: Page) -> None:
    """Wait until there is no preview."""
    page.wait_for_selector(".preview", state="hidden")


@pytest.fixture
def fetched(tab: Tab) -> list[str]:
    """The addresses that the page requests."""
    addresses: list[str] = []
    tab.page.on("request", lambda request: addresses.append(request.url))
    return addresses


def test_a_preview_by_pointer_and_by_focus(tab: Tab, fetched: list[str]) -> None:
    page = tab.show(EVERYTHING)
    link = page.locator(LINK).first
    link.scroll_into_view_if_needed()
    where = "[document.documentElement.scrollHeight, document.querySelector('.prose').offsetHeight]"
    before = page.evaluate(where)
    link.hover()
    is_shown(page, "LLaMA")
    assert link.get_attribute("aria-describedby") == page.locator(".preview").get_attribute("id")
    assert page.evaluate(where) == before
    page.locator(".preview").hover()
    page.wait_for_timeout(400)
    assert page.locator(".preview").is_visible()
    box = page.locator(".preview").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= 1280
    assert box["y"] + box["height"] <= 800
    page.mouse.move(2, 2)
    is_gone(page)
    assert link.get_attribute("aria-describedby") is None
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    is_shown(page, "LLaMA")
    page.keyboard.press("Escape")
    is_gone(page)
    assert link.evaluate("link => link === document.activeElement")
    assert len([address for address in fetched if address.endswith("/llama-family/")]) == 1


def test_a_finger_that_stays_shows_a_note_and_does_not_follow_the_link(tab: Tab) -> None:
    page = tab.show(EVERYTHING, PHONE)
    mark = page.locator(".footnote-ref a").first
    mark.scroll_into_view_if_needed()
    mark.evaluate(TOUCH, "pointerdown")
    is_shown(page, "短註。")
    mark.evaluate(TOUCH, "pointerup")
    mark.evaluate("link => link.click()")
    assert "#fn" not in page.url
    mark.evaluate(TOUCH, "pointerdown")  # a short one follows it
    mark.evaluate(TOUCH, "pointerup")
    mark.evaluate("link => link.click()")
    assert page.url.endswith("#fn1")
    is_gone(page)
