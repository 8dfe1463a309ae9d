"""Every kind of page can be read and used by everyone, light and dark, in each size, with scripts and without."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from beilin.planning.kinds import KINDS
from tests.browser.sample import REDIRECT, SAMPLES, Sample
from tests.browser.tabs import ALL_SIZES, SIZES, Tab

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RUN_AXE = """async rules => {
    const which = rules ? { runOnly: { type: "rule", values: rules } } : { rules: { "target-size": { enabled: true } } };
    const found = await axe.run(document, { resultTypes: ["violations"], ...which });
    return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target} ${node.failureSummary}`));
}"""
# Without scripts no timer runs either, and axe-core defers its steps by timers. Its long ones only end what hangs.
WITHOUT_TIMERS = """() => {
    if (matchMedia("(scripting: none)").matches) {
        window.setTimeout = (step, delay) => { if (!(delay > 1000)) Promise.resolve().then(step) };
    }
}"""
COLOUR_RULES = ["color-contrast", "link-in-text-block"]


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """The violations that axe-core finds on the current page, by these rules or by all.

    Among all is that of WCAG 2.2 on the size of targets (2.5.8: 24 pixels; it makes exceptions for links in a line of
    text and for what stands apart), which axe-core leaves out unless asked.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(WITHOUT_TIMERS)
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN_AXE, rules)
    return found


def test_every_kind_of_page_has_a_sample() -> None:
    """A new kind of page without a sample would go unmeasured."""
    html = {kind.name for kind in KINDS if kind.template.endswith(".html") and not kind.is_redirect}
    assert {sample.kind for sample in SAMPLES} == html


def test_axe_finds_nothing(tab: Tab, scriptless: Tab, sample: Sample) -> None:
    """In the suite twice, in two sizes, of which one with scripts and in one scheme, and one without and in the other."""
    turn = SAMPLES.index(sample)
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    found = []
    for number, window in enumerate((tab, scriptless)):
        sizes = SIZES if ALL_SIZES else (SIZES[(turn + number * 2) % len(SIZES)],)
        for size in sizes:
            first = (number + turn // len(SIZES)) % 2
            page = window.show(sample, size, schemes[first])
            found += violations(page)
            if ALL_SIZES:
                page.emulate_media(color_scheme=schemes[1 - first])
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
        <main><h1>one</h1><img src="data:,"><p>words</p><button style="width: 9px">a</button><button style="width: 9px">b</button></main>""")
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found[scheme] = {violation.partition(":")[0] for violation in violations(page)}
    always = {"image-alt", "target-size"}
    assert found == {"light": always, "dark": always | {"color-contrast"}}
    assert {violation.partition(":")[0] for violation in violations(page, COLOUR_RULES)} == {"color-contrast"}
