"""Every page can be used with the keyboard alone, and the focus is always visible."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser.host import hosting
from tests.browser.sample import SAMPLES, Sample
from tests.browser.tabs import DESKTOP, PHONE, Tab
from tests.conftest import MakeSite
from tests.golden import check_cases
from tests.little_site import SETTINGS, article

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
            name: (element.getAttribute("aria-label") ?? element.alt ?? element.innerText ?? "").trim().replace(/\\s+/g, " ")
                || element.closest("label")?.innerText.trim() || element.name || "",
            role: element.matches("a") ? "link" : element.matches("summary") ? "disclosure" : element.type ?? element.localName,
            place: element.closest("nav, main, header, footer, dialog")?.localName ?? "",
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


# An archive of its own, so that the record changes with the theme alone.
MENU = "menu: [{title: 標籤, address: /tags/}]\nreading_path: {articles: [{article: a, note: 先讀。}]}\n"
BODY = """\
首段，有[連結](b.md)與註。[^1]

## 一節

```sh
ls
```

## 二節

> 引文。

[^1]: 註文。
"""
ORDERED = {
    "site.yaml": SETTINGS.replace("bare", "ink") + MENU,
    "content/tags.yaml": "stele: {names: {zh-Hant: 碑}}\nrubbing: {names: {zh-Hant: 拓片}}\n",
    "content/articles/a.md": article("甲", BODY, date="2024-01-02", author="石工", source="某報", tags="[碑, 拓片]", series="三篇"),
    "content/articles/b.md": article("乙", date="2024-02-02", tags="[碑, 拓片]", series="三篇", featured="true"),
    "content/articles/c.md": article("丙", date="2025-02-02", tags="[碑]", series="三篇"),
}  # fmt: skip


def test_the_order_of_the_focus_is_as_recorded(tab: Tab, make_site: MakeSite, *, regenerate: bool) -> None:
    """It follows the page from top to bottom; a stop that appears, vanishes or moves is to be seen in a change."""
    site = make_site(dict(ORDERED))
    site.build_well()
    with hosting(site.output, "/") as home:

        def order(given: str) -> str:
            page = tab.page
            page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
            page.goto(tab.at(home).home + given.strip())
            stops = [f"{stop['place']}: {stop['role']} {stop['name']}".strip() for stop in walk(page)]
            again = stops.index(stops[0], 1) if stops[0] in stops[1:] else None
            return "".join(f"{stop}\n" for stop in stops[:again])

        check_cases(Path(__file__).parent / "focus_order.txt", order, regenerate=regenerate)
