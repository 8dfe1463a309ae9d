"""A page → its document: the blocks of the article, what surrounds them, and the facts."""

from __future__ import annotations

from collections.abc import Sequence

from beilin.importing.classify.page_rules import rule_for
from beilin.importing.formats.html.markup.convert import convert_element
from beilin.importing.formats.html.markup.fragment import Fragment, Origin
from beilin.importing.formats.html.markup.headings import with_settled_levels
from beilin.importing.formats.html.markup.parsing import parse_html, too_deep
from beilin.importing.formats.html.page.addresses import find_addresses
from beilin.importing.formats.html.page.facts.article import PageFacts, page_facts
from beilin.importing.formats.html.page.facts.head import head_facts
from beilin.importing.formats.html.page.facts.json_ld import json_ld
from beilin.importing.formats.html.page.facts.shown import attribute_facts
from beilin.importing.formats.html.page.images import collect
from beilin.importing.formats.html.page.page import Page
from beilin.importing.formats.html.page.region.judgement import Judgement, judge
from beilin.importing.formats.html.page.selectors import judge_by_rule, stated_by_rule
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Block, Document, Finding, ImageFile
from beilin.problems.problem import Problem


def convert_page(name: str, page: Page, settings: FormatSettings) -> Document | Problem:
    """The document, or why there is none. `name` is the source, for messages."""
    if not page.html.strip():
        return Problem("empty", "the page is empty", name, 1, hint="Save the page again.")
    root = parse_html(page.html)
    stated = [*json_ld(root), *head_facts(root), *attribute_facts(root)]
    addresses = find_addresses(page, root, stated)
    images = collect(root, page.read_image)
    fragment = convert_element(root, Origin(addresses.base, addresses.page, images.name_of, first_line=1))
    if not fragment.is_whole:
        return too_deep(name)
    judgement = judge(root, fragment)
    if rule := rule_for(addresses.page, settings.site_rules.pages if settings.site_rules else ()):
        judgement = judge_by_rule(root, fragment, rule, judgement)
        stated = [*stated_by_rule(root, rule), *stated]
    facts = page_facts(fragment, judgement.kept, stated)
    noise = _noise(fragment, judgement, facts)
    blocks = with_settled_levels(fragment.blocks, {*noise, *(fact.line for fact in facts.facts)})
    return Document(
        blocks,
        fragment.all_text,
        noise,
        (*facts.facts, *addresses.facts),
        (*page.doubts, *fragment.doubts, *judgement.doubts, *facts.doubts),
        _images_in(blocks, noise, images.files),
        page.encoding,
    )


def _noise(fragment: Fragment, judgement: Judgement, facts: PageFacts) -> dict[int, Finding]:
    """Every block that is neither the article's nor states a fact, with the reason."""
    stated = {fact.line for fact in facts.facts}
    noise = dict(fragment.noise)
    for number, is_kept in enumerate(judgement.kept):
        if not is_kept and number not in noise and number not in stated:
            noise[number] = Finding(number, "outside the article", judgement.evidence[number], True)
    return noise


def _images_in(blocks: Sequence[Block], noise: dict[int, Finding], files: Sequence[ImageFile]) -> tuple[ImageFile, ...]:
    """The images that the article shows."""
    markdown = "\n".join(block.markdown for number, block in enumerate(blocks) if number not in noise)
    return tuple(file for file in files if file.name in markdown)
