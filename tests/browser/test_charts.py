"""Charts, the timeline and the list of tags in a browser: by keyboard, and filtered as one types."""

from __future__ import annotations

from pathlib import Path

from tests.browser.host import hosting
from tests.browser.sample import Sample
from tests.browser.tabs import PHONE, Tab
from tests.little_site import SETTINGS, article, little_site

TIMELINE = Sample("own-timeline", "timeline", "own/timeline/")
FOCUSED = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"


def test_the_months_are_one_stop_and_open_to_their_titles(tab: Tab) -> None:
    page = tab.show(TIMELINE, PHONE)
    assert page.locator(".months a[tabindex='0']").count() == 1
    page.locator(".months a[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    first = page.evaluate(FOCUSED)
    assert first.startswith("2026年")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED).startswith("2025年")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(FOCUSED).startswith("2026年")
    sizes = page.locator(".months a:visible").evaluate_all(
        "links => links.map(link => link.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height))"
    )
    assert min(sizes) >= 24
    page.evaluate("document.querySelectorAll('details').forEach(year => { year.open = false })")
    page.keyboard.press("Enter")
    page.wait_for_url("**#_*")
    assert page.locator("details[open] .titles").first.is_visible()


def test_tags_are_filtered_by_all_their_names_on_all_pages(tab: Tab, tmp_path: Path) -> None:
    names = [f"標{number}" for number in range(520)]
    site = little_site(tmp_path, {
        "site.yaml": SETTINGS.replace("theme: bare", "theme: ink"),
        "content/tags.yaml": "open source: {names: {zh-Hant: 開源}, synonyms: [開放源碼]}\n",
        "content/articles/a.md": article("甲", date="2024-01-02", tags=f"[開源, ZFS, {', '.join(names)}]"),
    })  # fmt: skip
    assert site.build().published
    with hosting(site.output, "/") as home:
        page = tab.at(home).page
        page.goto(f"{home}tags/page/2/")
        shown = page.locator("#_index li:visible")
        before = shown.all_inner_texts()
        assert len(before) == 22
        for typed, expected in (
            ("开源", ["開源 1"]),
            ("SOURCE", ["開源 1"]),
            ("ｚfs", ["ZFS 1"]),
            ("標51", 11),
            ("沒有", []),
        ):
            page.locator(".finder input").fill(typed)
            page.wait_for_function("document.querySelector('.finder output').value")
            page.wait_for_timeout(50)
            found = shown.all_inner_texts()
            assert found == expected or len(found) == expected, typed
            assert page.locator(".finder output").inner_text() == f"{len(found)}個標籤"
        page.locator(".finder input").fill("")
        page.wait_for_function("!document.querySelector('.finder output').value")
        assert shown.all_inner_texts() == before
