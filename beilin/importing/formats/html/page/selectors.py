"""An archive's rule for the pages of a site, applied to a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml.etree import XPathError
from lxml.html import HtmlElement

from beilin.importing.classify.byline.credits import credits_of
from beilin.importing.classify.page_rules import PageRule, as_xpath
from beilin.importing.formats.html.markup.fragment import Fragment
from beilin.importing.formats.html.page.facts.dates import read_date
from beilin.importing.formats.html.page.facts.stated import Stated, one_line
from beilin.importing.formats.html.page.region.judgement import Judgement
from beilin.importing.model import NOWHERE, Finding

RULE = "page rule"


def stated_by_rule(root: HtmlElement, rule: PageRule) -> Iterator[Stated]:
    """The title, the authors and the date that the rule's selectors find."""
    for key, selector in (("title", rule.title), ("author", rule.author), ("date", rule.date)):
        values = tuple(filter(None, (_value(key, element) for element in selected(root, selector))))
        if values:
            yield Stated(
                key, values if key == "author" else values[:1], f"the rule for {rule.host}, {selector}", is_rule=True
            )


def _value(key: str, element: HtmlElement) -> str:
    """What an element states: its text without a label, or the date for machines in it."""
    text = one_line(element.get("content") or "") or one_line(element.text_content())
    if key == "date":
        inner = [element.get("datetime") or "", *(time.get("datetime") or "" for time in element.iter("time")), text]
        return next((day for written in inner if (day := read_date(written))), "") or "".join(_credited(key, text))
    return "、".join(_credited(key, text)) or text


def _credited(key: str, text: str) -> tuple[str, ...]:
    return credits_of(text).get(key, ())


def judge_by_rule(root: HtmlElement, fragment: Fragment, rule: PageRule, judgement: Judgement) -> Judgement:
    """The judgement as the rule changes it."""
    article, noise = set(selected(root, rule.body)), set(selected(root, rule.noise))
    kept, evidence, doubts = list(judgement.kept), list(judgement.evidence), list(judgement.doubts)
    if article:
        doubts = []
    elif rule.body:
        message = f"{rule.body} of the rule for {rule.host} matches nothing, so the page is read without it"
        doubts.append(Finding(NOWHERE, RULE, message, False))
    for number, element in enumerate(fragment.elements):
        around = {element, *element.iterancestors()}
        if article and number not in fragment.noise:
            kept[number] = not article.isdisjoint(around)
            evidence[number] = f"not in {rule.body} of the rule for {rule.host}"
        if not noise.isdisjoint(around):
            kept[number] = False
            evidence[number] = f"in {rule.noise} of the rule for {rule.host}"
    return Judgement(tuple(kept), tuple(evidence), tuple(doubts))


def selected(root: HtmlElement, selector: str) -> Sequence[HtmlElement]:
    """The elements that the selector matches."""
    if not selector:
        return ()
    try:
        found = root.xpath(as_xpath(selector))
    except XPathError:  # what CSS allows and XPath 1.0 cannot say
        return ()
    return [element for element in found if isinstance(element, HtmlElement)]
