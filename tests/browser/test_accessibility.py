"""Every kind of page can be read and used by everyone, light and dark, on a phone and on a desktop."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from beilin.planning.kinds import KINDS
from tests.browser.sample import REDIRECT, SAMPLES, Sample
from tests.browser.tabs import ALL_SIZES, DESKTOP, PHONE, Tab

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RUN_AXE = """async rules => {
    const only = rules && { runOnly: { type: "rule", values: rules } };
    const found = await axe.run(document, { resultTypes: ["violations"], ...only });
    return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target} ${node.failureSummary}`));
}"""
COLOUR_RULES = ["color-contrast", "link-in-text-block"]


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """The violations that axe-core finds on the current page, by these rules or by all."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN_AXE, rules)
    return found


def test_every_kind_of_page_has_a_sample() -> None:
    """A new kind of page without a sample would go unmeasured."""
    html = {kind.name for kind in KINDS if kind.template.endswith(".html") and not kind.is_redirect}
    assert {sample.kind for sample in SAMPLES} == html


def test_axe_finds_nothing(tab: Tab, sample: Sample) -> None:
    """All rules are checked once in each scheme and size: in the suite in two of the four combinations, in turn."""
    found = []
    for number, size in enumerate((DESKTOP, PHONE), SAMPLES.index(sample)):
        schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
        page = tab.show(sample, size, schemes[number % 2])
        found += violations(page)
        if ALL_SIZES:
            page.emulate_media(color_scheme=schemes[1 - number % 2])
            found += violations(page, COLOUR_RULES)
    assert found == []


def test_axe_finds_nothing_on_a_redirect_page(tab: Tab) -> None:
    """Some readers let their browser ask before a redirect; here it is kept from redirecting at all.

    In light colours only: the page has the browser's own, and axe takes the browser's dark ground for white.
    """

    def without_refresh(route: Route) -> None:
        answer = route.fetch()
        body = re.sub(r"<meta http-equiv=.refresh.[^>]*>|<script [^>]*data-to=[^>]*></script>", "", answer.text())
        route.fulfill(response=answer, body=body)

    address = tab.address(REDIRECT)
    tab.page.emulate_media(color_scheme="light")
    tab.page.route(address, without_refresh)
    tab.page.goto(address)
    tab.page.unroute(address)
    assert tab.page.url == address
    assert violations(tab.page) == []


def test_axe_finds_violations(tab: Tab) -> None:
    """Also if only the dark scheme is wrong."""
    page = tab.page
    # Without an icon of its own, the browser may ask for /favicon.ico, which is not there.
    page.set_content("""<!doctype html><html lang=en><title>t</title><link rel=icon href="data:,">
        <style>p { color: #000; background: #fff } @media (prefers-color-scheme: dark) { p { color: #777; background: #666 } }</style>
        <main><h1>one</h1><img src="data:,"><p>words</p></main>""")
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found[scheme] = {violation.partition(":")[0] for violation in violations(page)}
    assert found == {"light": {"image-alt"}, "dark": {"image-alt", "color-contrast"}}
    assert {violation.partition(":")[0] for violation in violations(page, COLOUR_RULES)} == {"color-contrast"}
