"""The hierarchy of headings: a numbering that stands between the headings of another is one level deeper."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

TOP = 2  # the title of the article is the heading of level 1
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Numbered:
    """How a heading is numbered."""

    style: int  # the position of its style among all
    number: int  # the last part of it
    depth: int = 1  # how many parts it has: 2 for `1.2`


def heading_levels(
    headings: Sequence[int], numbered: Mapping[int, Numbered], repeated: Collection[int] = ()
) -> dict[int, int]:
    """The level of each heading, by line, for headings in order.

    One without a number is of the top level; one of those that are `repeated` is one level below that above it.
    """
    order = [numbered[line] for line in headings if line in numbered]
    styles = list(dict.fromkeys(entry.style for entry in order))
    enclosing = {style: {other for other in styles if _is_inside(order, style, other)} for style in styles}
    levels: dict[int, int] = {}
    above = TOP
    for line in headings:
        entry = numbered.get(line)
        if entry:
            above = min(TOP + len(enclosing[entry.style]) + entry.depth - 1, DEEPEST)
        levels[line] = above if entry else min(above + 1, DEEPEST) if line in repeated else TOP
    return levels


def _is_inside(order: Sequence[Numbered], style: int, other: int) -> bool:
    """Whether every sequence of the style stands between two headings of the other, or below its last one.

    If the whole numbering follows the other's last heading, nothing says that it belongs to that heading.
    """
    if style == other:
        return False
    has_begun = is_enclosed = is_followed = False
    last = 0  # the number before in the current sequence of the style; 0 after a heading of the other
    for entry in order:
        if entry.style == other:
            is_enclosed, last = True, 0
            is_followed |= has_begun
        elif entry.style == style:
            if not is_enclosed or (last == 0 and entry.number != 1):
                return False
            has_begun, last = True, entry.number
    return is_followed
