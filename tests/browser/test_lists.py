"""The switch of lists between titles and summaries: by style alone, and remembered by a script before the list is painted."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.sample import SAMPLES
from tests.browser.tabs import PHONE, Tab

LIST = next(sample for sample in SAMPLES if sample.name == "tag-2")
SHIFT = """() => new Promise(resolve => {
    let shift = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { shift += entry.value }))
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(shift), 100);
})"""


def summaries(page: Page) -> int:
    """How many summaries are visible."""
    return len([one for one in page.locator(".card .summary").all() if one.is_visible()])


def test_the_switch_works_without_scripts(scriptless: Tab) -> None:
    page = scriptless.show(LIST)
    assert summaries(page) == 0
    assert page.locator(".card h3 a").first.is_visible()
    page.get_by_text("連同摘要").click()
    assert summaries(page) == page.locator(".card").count() > 1
    page.keyboard.press("ArrowLeft")
    assert summaries(page) == 0


def test_a_choice_holds_for_all_lists_and_moves_nothing(tab: Tab) -> None:
    page = tab.show(LIST, PHONE)
    page.get_by_text("連同摘要").click()
    page.locator("a[rel=prev]").click()
    page.wait_for_load_state()
    assert page.url.endswith("/tags/open-source/")
    assert summaries(page) > 1
    assert page.evaluate(SHIFT) == 0


def test_every_link_of_a_list_is_large_enough_for_a_finger(tab: Tab) -> None:
    page = tab.show(LIST, PHONE)
    boxes = page.locator("main a:visible").evaluate_all(
        "links => links.map(link => [link.textContent, link.getBoundingClientRect()]).map(([name, box]) => [name, box.width, box.height])"
    )
    assert len(boxes) > 10
    assert [box for box in boxes if min(box[1:]) < 24] == []
