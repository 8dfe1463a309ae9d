"""The blocks of a page, measured: how long each is, how much of it are links, whether it reads like prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import name_of
from beilin.importing.formats.html.markup.fragment import Fragment
from beilin.importing.formats.html.page.around import block_elements
from beilin.importing.formats.html.page.letters import letter_key
from beilin.importing.formats.html.page.region.readings import Reading
from beilin.text.cjk import count_unspaced

_COMMA = re.compile(r"[,，、;；]")
_STOP = re.compile(r"[.!?。！？…»”\"」』”）)]\s*\Z")
_MIN_PROSE = 40  # width of letters
_MIN_CLAUSES = 60  # likewise, of prose that ends without a stop
_MAX_LINKS = 0.3  # share of links in prose


@dataclass(frozen=True, slots=True)
class Measured:
    """One block."""

    number: int
    element: HtmlElement
    text: str
    width: int  # letters and digits; Chinese characters count twice
    links: float  # share of its letters that are in links
    commas: int
    stops: bool  # whether it ends as a sentence does
    is_prose: bool
    by_readability: bool
    by_trafilatura: bool


def measure(fragment: Fragment, one: Reading, other: Reading) -> list[Measured]:
    """The blocks that have text and may be the article's. `one` is readability's reading, `other` trafilatura's."""
    elements = block_elements(fragment.elements)
    shares = _link_shares(elements)
    measured = []
    for number, (block, element) in enumerate(zip(fragment.blocks, elements, strict=True)):
        letters = letter_key(block.text)
        if number in fragment.noise or not letters:
            continue
        width = len(letters) + count_unspaced(letters)
        links = shares.get(element, 0.0)
        commas, stops = len(_COMMA.findall(block.text)), _STOP.search(block.text) is not None
        is_prose = links < _MAX_LINKS and ((width >= _MIN_CLAUSES and commas > 0) or (width >= _MIN_PROSE and stops))
        measured.append(
            Measured(
                number, element, block.text, width, links, commas, stops, is_prose,
                one.has(letters), other.has(letters),
            )
        )  # fmt: skip
    return measured


def _link_shares(elements: Sequence[HtmlElement]) -> dict[HtmlElement, float]:
    """For each element of blocks, the share of its own letters that are in links."""
    of_blocks = set(elements)
    total: Counter[HtmlElement] = Counter()
    linked: Counter[HtmlElement] = Counter()
    if not elements:
        return {}
    stack: list[tuple[HtmlElement, HtmlElement | None, bool]] = [(elements[0].getroottree().getroot(), None, False)]
    while stack:
        element, owner, is_link = stack.pop()
        if not isinstance(element.tag, str):
            continue
        owner = element if element in of_blocks else owner
        is_link = is_link or name_of(element) == "a"
        for text, in_link in ((element.text, is_link), *((child.tail, is_link) for child in element)):
            if text and owner is not None and (letters := len(letter_key(text))):
                total[owner] += letters
                linked[owner] += letters * in_link
        stack += [(child, owner, is_link) for child in element]
    return {element: linked[element] / total[element] for element in total}
