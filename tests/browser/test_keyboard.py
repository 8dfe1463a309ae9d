"""Every page can be used with the keyboard alone, and the focus is always visible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.browser.sample import SAMPLES, Sample
from tests.browser.tabs import PHONE, Tab

if TYPE_CHECKING:
    from playwright.sync_api import Page

# For each element that gets the focus: which it is, and whether it and its focus are visible.
REMEMBER_FOCUS = """() => {
    window.focused = [];
    window.seen = new Set();
    document.addEventListener("focusin", event => {
        const element = event.target, style = getComputedStyle(element), box = element.getBoundingClientRect();
        const boxes = [...element.getClientRects()];
        const covers = box => {
            const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
            return top && !element.contains(top) && !top.contains(element);
        };
        seen.add(element);
        focused.push({
            what: element.outerHTML.slice(0, 120),
            marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 || style.boxShadow !== "none",
            inside: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth && box.width > 0,
            covered: boxes.length > 0 && boxes.every(covers),
        });
    });
}"""
# Of several choices Tab stops at the one that is made, and at one link of a picture; the arrow keys lead to the others.
OPERABLE = """a[href]:not([tabindex="-1"]), button:not([disabled]), summary, input:not([disabled], [type="radio"]:not(:checked)), select, textarea, [tabindex="0"]"""
LEFT_OUT = f"""() => [...document.querySelectorAll(`{OPERABLE}`)]
    .filter(element => element.checkVisibility({{ visibilityProperty: true }}) && !seen.has(element))
    .map(element => element.outerHTML.slice(0, 120))"""
COUNT = f"() => document.querySelectorAll(`{OPERABLE}`).length"


def walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the focus has been everywhere; returns what was recorded at each stop."""
    page.evaluate(REMEMBER_FOCUS)
    # Scrollable boxes may be stops too, so there can be a few more stops than operable elements. If there are fewer, some
    # are visited twice: to ask after each whether it was the last would take as long again.
    for _ in range(page.evaluate(COUNT)):
        page.keyboard.press("Tab")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
    found: list[dict[str, Any]] = page.evaluate("focused")
    return found


def test_the_focus_reaches_every_control_and_is_visible(tab: Tab, sample: Sample) -> None:
    page = tab.show(sample)
    stops = walk(page)
    assert 'href="#_main"' in stops[0]["what"], "the first stop is the skip link"
    assert [stop for stop in stops if not stop["marked"] or not stop["inside"] or stop["covered"]] == []
    assert page.evaluate(LEFT_OUT) == []


def test_the_focus_is_visible_on_a_phone(tab: Tab) -> None:
    """A fixed element, such as a table of contents, could cover it."""
    page = tab.show(SAMPLES[2], PHONE)
    assert [stop for stop in walk(page) if not stop["inside"] or stop["covered"]] == []


def test_the_skip_link_leads_past_the_menu(tab: Tab) -> None:
    page = tab.show(SAMPLES[2])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "_main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
