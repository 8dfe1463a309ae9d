"""The front page's ways in by chance: an article of this day in an earlier year, and one at random."""

from __future__ import annotations

from datetime import UTC, datetime

from playwright.sync_api import Browser

from tests.browser.sample import SAMPLES
from tests.browser.tabs import PHONE, open_tab
from tests.browser.test_loading import REMEMBER_SHIFTS


def test_an_article_of_this_day_and_one_at_random(browser: Browser, home: str) -> None:
    """Nothing moves when the first appears, and nothing appears on a day without one.

    In a window of its own: a fixed time stays in force for the whole window, whose pages then have no entries of
    their performance either.
    """
    with open_tab(browser, home) as tab:
        page = tab.page
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        page.add_init_script(REMEMBER_SHIFTS)
        page.clock.set_fixed_time(datetime(2026, 1, 5, 12, tzinfo=UTC))
        page.goto(tab.address(SAMPLES[0]))
        page.wait_for_selector(".chance a")
        assert page.locator(".chance span").inner_text() == "2020年的今天 第4篇"
        assert page.evaluate("async () => { await frames2(); return shifts }") == []
        page.locator(".chance button:not([data-kit])").click()
        page.wait_for_url("**/articles/*/")
        page.clock.set_fixed_time(datetime(2019, 1, 5, 12, tzinfo=UTC))  # before the article
        with page.expect_response("**/days/01.json"):
            page.goto(tab.address(SAMPLES[0]))
        page.clock.set_fixed_time(datetime(2026, 4, 30, 12, tzinfo=UTC))  # no file
        page.goto(tab.address(SAMPLES[0]))
        assert page.locator(".chance a").count() == 0
