"""The link to the other Chinese script keeps the reader's place, and is remembered; titles with breaks stay one text."""

from __future__ import annotations

from tests.browser.sample import Sample
from tests.browser.tabs import PHONE, Tab

OWN = Sample("own-article", "article", "own/articles/llama-family/")
OTHER = Sample("other-article", "article", "own/articles/llama-2-licence/")
CHOSEN = "link => [link.hasAttribute('data-chosen'), link.getBoundingClientRect().height >= 24]"
TITLE = "羊駝一家：一次外流之後的譜系"


def test_the_reader_goes_to_the_other_script_and_back_without_losing_the_place(tab: Tab) -> None:
    page = tab.show(OWN, PHONE)
    assert page.evaluate(f"find({TITLE!r}) && String(getSelection())") == TITLE  # found and copied across its breaks
    link = page.locator(".script a")
    assert link.evaluate(CHOSEN) == [False, True]
    page.goto(f"{tab.address(OWN)}#借來的答案")
    link.click()
    page.wait_for_url("**/own/zh-Hans/articles/llama-family/#*")
    assert page.locator(":target").inner_text() == "借来的答案"
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert link.evaluate(CHOSEN) == [False, True]  # it leads back, which was not chosen
    page = tab.show(OTHER, PHONE)
    assert page.locator(".script a").evaluate(CHOSEN) == [True, True]
