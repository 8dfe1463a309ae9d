"""The facts of a page and the blocks that show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import HEADINGS, name_of
from beilin.importing.formats.html.markup.fragment import Fragment
from beilin.importing.formats.html.page.around import block_elements
from beilin.importing.formats.html.page.facts.settle import names_in, settle
from beilin.importing.formats.html.page.facts.shown import block_facts
from beilin.importing.formats.html.page.facts.stated import Stated, by_key
from beilin.importing.formats.html.page.facts.titles import Title, find_title
from beilin.importing.formats.html.page.letters import letter_key
from beilin.importing.model import NOWHERE, Fact, Finding

_FIRST_WORDS = 600  # characters of the article to which a summary is compared


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The facts, each with its block if one shows it, and what is doubtful about them."""

    facts: tuple[Fact, ...]
    doubts: tuple[Finding, ...]


def page_facts(fragment: Fragment, kept: Sequence[bool], stated: Sequence[Stated]) -> PageFacts:
    """The facts that the page states for machines, and those that its blocks above the text show."""
    first = next((n for n, is_kept in enumerate(kept) if is_kept and _is_text(fragment, n)), len(kept))
    texts = ["" if number in fragment.noise else block.text for number, block in enumerate(fragment.blocks)]
    shown = block_facts(texts, fragment.elements, first)
    sites = [name for entry in by_key(stated, "site") for name in entry.values]
    sites += [name for _, entry in shown if entry.key == "source" for name in entry.values]
    headings = [fragment.blocks[number].text for number in _headings(fragment)]
    title = find_title(stated, headings, _lines_like_titles(texts[:first], stated), sites)
    heading = _block_of(title, fragment, kept) if title else NOWHERE
    shown.sort(key=lambda entry: entry[0] < heading)  # what stands below the title comes first
    first_words = letter_key(" ".join(t for t, is_kept in zip(texts, kept, strict=True) if is_kept)[:_FIRST_WORDS])
    settled = settle([*stated, *(entry for _, entry in shown)], first_words)
    facts = list(_with_blocks(settled.facts, shown))
    doubts = list(settled.doubts)
    if title:
        facts.insert(0, Fact(heading, "title", (title.text,), f"{title.where}: {title.text}"))
        doubts = [*title.doubts, *doubts]
    return PageFacts(tuple(facts), tuple(doubts))


def _headings(fragment: Fragment) -> list[int]:
    """The blocks that may show the title, those of the first level first."""
    elements = block_elements(fragment.elements)
    numbers = [n for n, each in enumerate(elements) if n not in fragment.noise and _is_heading(fragment, n, each)]
    return sorted(numbers, key=lambda number: name_of(elements[number]) != "h1")


def _is_heading(fragment: Fragment, number: int, element: HtmlElement) -> bool:
    names = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower().split()
    return name_of(element) in HEADINGS or fragment.blocks[number].kind == "heading" or "headline" in names


def _lines_like_titles(texts: Sequence[str], stated: Sequence[Stated]) -> list[str]:
    """Texts above the article with which a title of the page begins, as old pages have them in place of headings."""
    titles = [letter_key(entry.values[0]) for entry in by_key(stated, "title")]
    return [text for text in texts if (letters := letter_key(text)) and any(t.startswith(letters) for t in titles)]


def _is_text(fragment: Fragment, number: int) -> bool:
    """Whether the block is text of the article, as opposed to a heading or an image."""
    return fragment.blocks[number].kind in ("paragraph", "code", "table") and len(fragment.blocks[number].text) > 40


def _block_of(title: Title, fragment: Fragment, kept: Sequence[bool]) -> int:
    """The block that shows the title: the last such heading before the text."""
    letters = letter_key(title.text)
    same = [number for number in _headings(fragment) if letter_key(fragment.blocks[number].text) == letters]
    if not same:
        first = next((n for n, is_kept in enumerate(kept) if is_kept), len(kept))
        same = [n for n in range(min(first + 1, len(kept))) if letter_key(fragment.blocks[n].text) == letters]
    return same[0] if same else NOWHERE


def _with_blocks(facts: Sequence[Fact], shown: Sequence[tuple[int, Stated]]) -> Iterator[Fact]:
    """The facts, with the blocks that show them too."""
    for fact in facts:
        yield fact
        for number, entry in shown:
            if entry.key == fact.key and _is_same(fact, entry):
                yield Fact(number, fact.key, fact.values, f"{entry.where}: {', '.join(entry.values)}")


def _is_same(fact: Fact, entry: Stated) -> bool:
    if fact.key == "date":
        return fact.values[0][:10] == entry.values[0][:10]
    return letter_key("".join(sorted(fact.values))) == letter_key("".join(sorted(names_in(entry.values))))
