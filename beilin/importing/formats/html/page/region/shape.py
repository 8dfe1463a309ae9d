"""A page's blocks and the elements around them, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import name_of
from beilin.importing.formats.html.page.region.blocks import Measured
from beilin.importing.formats.html.page.region.names import groups_of

# Elements that say what is in them, wherever they stand around a block.
AROUND = (
    *("nav", "header", "footer", "aside", "form", "figure", "article", "main", "ul", "ol", "table", "blockquote"),
    *("section", "dl"),
)
_MAIN = 0.7  # share of trafilatura's text in the main element
_PROSE = 0.6  # share of the prose likewise


@dataclass(slots=True)
class Totals:
    """Sums over the blocks in an element: widths, except `blocks`."""

    width: int = 0
    trafilatura: int = 0
    readability: int = 0
    links: float = 0.0
    prose: int = 0
    blocks: int = 0

    def add(self, block: Measured) -> None:
        """Count a block."""
        self.width += block.width
        self.trafilatura += block.width * block.by_trafilatura
        self.readability += block.width * block.by_readability
        self.links += block.width * block.links
        self.prose += block.width * block.is_prose
        self.blocks += 1


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an element and those around it say."""

    names: frozenset[str] = frozenset()  # of the elements in `AROUND`
    groups: Mapping[str, int] = field(default_factory=dict)  # group of names → depth of the innermost element in it
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a page as a whole."""

    blocks: Sequence[Measured]
    whole: Totals
    totals: Mapping[HtmlElement, Totals]
    surroundings: Mapping[HtmlElement, Surroundings]
    signatures: Counter[str]  # how many blocks are in an element of that name and class
    texts: Counter[str]
    main: HtmlElement  # the smallest element with most of trafilatura's text
    prose: HtmlElement  # the smallest element with most of the prose


def shape_of(root: HtmlElement, blocks: Sequence[Measured]) -> Shape:
    """Count what is in and around the elements of the page."""
    whole = Totals()
    totals: dict[HtmlElement, Totals] = {}
    surroundings: dict[HtmlElement, Surroundings] = {}
    for block in blocks:
        whole.add(block)
        path = [block.element, *block.element.iterancestors()]
        for element in path:
            totals.setdefault(element, Totals()).add(block)
        outer = Surroundings()
        for element in reversed(path):
            if element not in surroundings:
                surroundings[element] = _inside(element, outer)
            outer = surroundings[element]
    main = _smallest(root, totals, lambda counted: counted.trafilatura >= max(1, _MAIN * whole.trafilatura))
    prose = _smallest(root, totals, lambda counted: counted.prose >= max(1, _PROSE * whole.prose))
    signatures = Counter(signature_of(block.element) for block in blocks)
    texts = Counter(block.text for block in blocks)
    return Shape(blocks, whole, totals, surroundings, signatures, texts, main, prose)


def signature_of(element: HtmlElement) -> str:
    """The element's name and class, which are the same for what repeats on a page."""
    return f"{name_of(element)} {element.get('class') or ''}"


def _inside(element: HtmlElement, outer: Surroundings) -> Surroundings:
    name, depth = name_of(element), outer.depth + 1
    names = outer.names | {name} if name in AROUND else outer.names
    groups = groups_of(element) if name not in ("html", "body") else frozenset()
    return Surroundings(names, {**outer.groups, **dict.fromkeys(groups, depth)} if groups else outer.groups, depth)


def _smallest(
    root: HtmlElement, totals: Mapping[HtmlElement, Totals], has_enough: Callable[[Totals], bool]
) -> HtmlElement:
    """The innermost element that has enough, followed from the root."""
    element = root
    while inner := [child for child in element if child in totals and has_enough(totals[child])]:
        element = inner[0]
    return element
