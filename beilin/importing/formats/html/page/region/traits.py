"""What the judgement goes by: numbers for each block, from its text, the readings, and what surrounds it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import HEADINGS, name_of
from beilin.importing.formats.html.page.region.blocks import Measured
from beilin.importing.formats.html.page.region.names import GROUPS, groups_of
from beilin.importing.formats.html.page.region.shape import AROUND, Shape, Totals, signature_of

Traits = dict[str, float]

_OWN = ("p", "li", "div", "td", "figcaption", "blockquote", "pre", "h1")
_MIN_GROUP = 4  # blocks in the smallest element around a block that has more than it
_FAR = 30  # blocks; what is farther away is equally far
_NONE = -1.0
_WINDOW = 5


@dataclass(frozen=True, slots=True)
class _Places:
    """The positions of some blocks in the page."""

    first: int
    last: int
    positions: Sequence[int]

    def between(self, position: int) -> bool:
        return self.first <= position <= self.last

    def beyond(self, position: int) -> int:
        """How many blocks it is from there to the position; 0 between the first and the last."""
        return min(_FAR, max(self.first - position, position - self.last, 0))


def _places(positions: Sequence[int]) -> _Places:
    return _Places(positions[0], positions[-1], positions) if positions else _Places(_FAR**3, -1, ())


def traits_of(shape: Shape) -> Iterator[Traits]:
    """The traits of each block."""
    blocks = shape.blocks
    taken = [position for position, block in enumerate(blocks) if block.by_trafilatura]
    prose = [position for position in taken if blocks[position].is_prose] or taken
    both = _places([position for position in prose if blocks[position].by_readability])
    places = {"taken": _places(taken), "prose": _places(prose), "both": both}
    page = _page(shape)
    distances = _distances(len(blocks), taken)
    titles = [position for position, block in enumerate(blocks) if name_of(block.element) == "h1"]
    title = titles[0] if titles else -1
    before, since_heading = 0, _FAR
    for position, block in enumerate(blocks):
        since_heading = 0 if name_of(block.element) in HEADINGS else min(_FAR, since_heading + 1)
        traits = {**page, **_text(block), **_neighbours(blocks, position), **_elements(shape, block)}
        traits |= {f"between {name}": float(some.between(position)) for name, some in places.items()}
        traits["before both"] = float(position < both.first and both.last >= 0)
        traits["beyond both"] = float(both.beyond(position)) if both.last >= 0 else _NONE
        traits["to the nearest taken"] = float(distances[position])
        traits["position"] = position / len(blocks)
        traits["text before"] = before / max(1, shape.whole.width)
        traits["after the title"] = float(min(_FAR, position - title)) if 0 <= title <= position else _NONE
        traits["since a heading"] = float(since_heading)
        before += block.width
        yield traits


def _page(shape: Shape) -> Traits:
    """The same for all blocks of a page."""
    whole = shape.whole
    both = sum(block.width for block in shape.blocks if block.by_readability and block.by_trafilatura)
    either = whole.trafilatura + whole.readability - both
    return {
        "page: agreement": both / max(1, either),
        "page: trafilatura": _share(whole.trafilatura, whole.width),
        "page: readability": _share(whole.readability, whole.width),
        "page: prose": _share(whole.prose, whole.width),
        "page: blocks": math.log1p(whole.blocks),
    }


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else _NONE


def _text(block: Measured) -> Traits:
    """The block itself."""
    text, name = block.text, name_of(block.element)
    length = len(text)
    traits = {
        "trafilatura": float(block.by_trafilatura),
        "readability": float(block.by_readability),
        "readings": float(block.by_trafilatura + block.by_readability),
        "width": math.log1p(block.width),
        "links": block.links,
        "commas": float(min(5, block.commas)),
        "stops": float(block.stops),
        "prose": float(block.is_prose),
        "digits": sum(map(str.isdigit, text)) / length,
        "capitals": sum(map(str.isupper, text)) / length,
        "heading": float(name in HEADINGS and name != "h1"),
    }
    return traits | {f"<{own}>": float(name == own) for own in _OWN}


def _neighbours(blocks: Sequence[Measured], position: int) -> Traits:
    """The blocks before and after."""
    traits: Traits = {}
    for step in (-2, -1, 1, 2):
        other = blocks[position + step] if 0 <= position + step < len(blocks) else None
        traits[f"{step:+} width"] = math.log1p(other.width) if other else _NONE
        traits[f"{step:+} links"] = other.links if other else _NONE
        traits[f"{step:+} readings"] = float(other.by_trafilatura + other.by_readability) if other else _NONE
    around = Totals()
    for block in blocks[max(0, position - _WINDOW) : position + _WINDOW + 1]:
        if block is not blocks[position]:
            around.add(block)
    traits["around: trafilatura"] = _share(around.trafilatura, around.width)
    traits["around: readability"] = _share(around.readability, around.width)
    traits["around: links"] = _share(around.links, around.width)
    return traits


def _elements(shape: Shape, block: Measured) -> Traits:
    """The elements around the block."""
    parent = block.element.getparent()
    grandparent = parent.getparent() if parent is not None else None
    group = next(
        (element for element in (block.element, *block.element.iterancestors())
         if shape.totals[element].blocks >= _MIN_GROUP), None
    )  # fmt: skip
    traits: Traits = {"repeats": math.log1p(shape.signatures[signature_of(block.element)])}
    traits["twice"] = float(shape.texts[block.text] > 1)
    for label, element in (("own", block.element), ("parent", parent), ("grandparent", grandparent), ("group", group)):
        totals = shape.totals.get(element) if element is not None else None
        traits |= _totals(label, totals, shape.whole, block if label != "own" else None)
    traits |= _branch("main", shape.main, shape, block)
    traits |= _branch("prose", shape.prose, shape, block)
    surroundings = shape.surroundings[block.element]
    own, outer = groups_of(block.element), groups_of(parent) if parent is not None else frozenset()
    for group_name in GROUPS:
        innermost = surroundings.groups.get(group_name)
        traits[f"{group_name} above"] = float(min(9, surroundings.depth - innermost)) if innermost else 99.0
        traits[f"{group_name} here"] = float(group_name in own) + 2.0 * (group_name in outer)
    return traits | {f"in <{name}>": float(name in surroundings.names) for name in AROUND}


def _totals(label: str, totals: Totals | None, whole: Totals, without: Measured | None) -> Traits:
    """What is in an element, the block itself not counted for the readings."""
    totals = totals or Totals()
    width = without.width if without else 0
    rest = totals.width - width
    by_trafilatura = width if without and without.by_trafilatura else 0
    by_readability = width if without and without.by_readability else 0
    return {
        f"{label}: trafilatura": _share(totals.trafilatura - by_trafilatura, rest),
        f"{label}: readability": _share(totals.readability - by_readability, rest),
        f"{label}: links": _share(totals.links, totals.width),
        f"{label}: of the page": _share(totals.width, whole.width),
        f"{label}: of trafilatura's": _share(totals.trafilatura, whole.trafilatura),
        f"{label}: of the prose": _share(totals.prose, whole.prose),
        f"{label}: blocks": math.log1p(totals.blocks),
    }


def _branch(label: str, main: HtmlElement, shape: Shape, block: Measured) -> Traits:
    """Whether the block is in a main element, and what is in the child of that around the block."""
    child = block.element
    while child is not main and (parent := child.getparent()) is not None and parent is not main:
        child = parent
    is_inside = child is main or child.getparent() is main
    totals = shape.totals[child] if is_inside and child is not main else Totals()
    return {
        f"{label} inside": float(is_inside),
        f"{label} branch: trafilatura": _share(totals.trafilatura, totals.width),
        f"{label} branch: links": _share(totals.links, totals.width),
        f"{label} branch: of trafilatura's": _share(totals.trafilatura, shape.whole.trafilatura),
    }


def _distances(count: int, taken: Sequence[int]) -> list[int]:
    """For each position, how far the nearest of those taken is."""
    distances = [_FAR] * count
    for positions in (range(count), range(count - 1, -1, -1)):
        distance, marks = _FAR, set(taken)
        for position in positions:
            distance = 0 if position in marks else min(_FAR, distance + 1)
            distances[position] = min(distances[position], distance)
    return distances
