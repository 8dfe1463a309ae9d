"""What follows for the other blocks of a page when most of its article is known: gaps, headings, images."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import HEADINGS, name_of
from beilin.importing.formats.html.markup.fragment import Fragment
from beilin.importing.formats.html.page.around import block_elements
from beilin.importing.formats.html.page.region.blocks import Measured
from beilin.importing.formats.html.page.region.names import groups_of
from beilin.importing.markdown.labels import notes_referred_to
from beilin.importing.model import NOWHERE

OUTSIDE = ("nav", "footer", "aside", "form", "header")
OUTSIDE_GROUPS = frozenset({"navigation", "foot", "side", "share", "comment", "consent", "advertisement", "related"})
_MIN_SIBLINGS = 2  # kept paragraphs in the same element
_OTHER_GROUPS = OUTSIDE_GROUPS | {"media", "meta", "hidden"}
_LISTED = frozenset({"li", "dd", "dt", "table", "td", "pre", "figure", "blockquote"})
_MAX_ICON = 96  # pixels


def between(measured: Sequence[Measured], kept: set[int]) -> set[int]:
    """Lists, tables, code, figures, quotes and headings between two blocks of the article in the same element.

    The libraries often drop them. They are part of it unless they have links, or the names of an element say that they
    are something else. A heading also needs a block of the article right below it.
    """
    found: set[int] = set()
    gap: list[Measured] = []
    before: Measured | None = None
    for block in measured:
        if block.number not in kept:
            gap.append(block)
            continue
        if before is not None and gap and (parent := _common_parent(before.element, block.element)) is not None:
            found |= _belonging(gap, parent)
        before, gap = block, []
    return found


def _common_parent(one: HtmlElement, other: HtmlElement) -> HtmlElement | None:
    """The element that is the parent of one of the two and around the other; None if there is none."""
    for element, second in ((one, other), (other, one)):
        parent = element.getparent()
        if parent is not None and parent in second.iterancestors():
            return parent
    return None


def _belonging(gap: Sequence[Measured], parent: HtmlElement) -> set[int]:
    """The blocks of a gap that are part of the text in the element. A block of the article follows the gap."""
    found: set[int] = set()
    is_followed = True
    for block in reversed(gap):
        names = _names_within(block, parent)
        is_heading = is_followed and not HEADINGS.keys().isdisjoint(names)
        is_followed = not block.links and (is_heading or not _LISTED.isdisjoint(names))
        found |= {block.number} if is_followed else set()
    return found


def _names_within(block: Measured, parent: HtmlElement) -> set[str]:
    """The names of the elements around the block within the other; none if it is not in that, or is something else."""
    names: set[str] = set()
    for element in (block.element, *block.element.iterancestors()):
        if element is parent:
            return names
        if name_of(element) in OUTSIDE or groups_of(element) & _OTHER_GROUPS:
            return set()
        names.add(name_of(element))
    return set()


def last_sentences(measured: Sequence[Measured], kept: set[int]) -> set[int]:
    """Short paragraphs right below a paragraph of the article that one library takes too, and that end as sentences."""
    found: set[int] = set()
    for before, block in pairwise(measured):
        if (
            before.number in kept | found
            and block.number not in kept
            and block.stops
            and not block.links
            and (block.by_readability or block.by_trafilatura)
            and name_of(block.element) == name_of(before.element) == "p"
            and block.element.getparent() is before.element.getparent()
            and not groups_of(block.element)
        ):
            found.add(block.number)
    return found


def footnotes(fragment: Fragment, kept: set[int]) -> set[int]:
    """The blocks of footnotes to which the article refers."""
    used = {label for number in kept for label in notes_referred_to(fragment.blocks[number].markdown)}
    return {
        number
        for number, block in enumerate(fragment.blocks)
        if number not in fragment.noise and any(c.kind == "note" and c.label in used for c in block.containers)
    }


def siblings(measured: Sequence[Measured], kept: set[int]) -> set[int]:
    """Prose without links right in an `<article>` that a library takes, beside paragraphs that are kept.

    The libraries often lose the last paragraphs of a short page, and what follows a list or a picture.
    """
    prose = [block for block in measured if block.is_prose and name_of(_parent(block)) == "article"]
    beside = Counter(_parent(block) for block in prose if block.number in kept)
    return {
        block.number
        for block in prose
        if (block.by_readability or block.by_trafilatura)
        and beside[_parent(block)] >= _MIN_SIBLINGS
        and not block.links
        and not groups_of(block.element) & _OTHER_GROUPS
    }


def _parent(block: Measured) -> HtmlElement:
    parent = block.element.getparent()
    return block.element if parent is None else parent


def is_around(element: HtmlElement) -> bool:
    """Whether the element is in one that surrounds articles."""
    around = (element, *element.iterancestors())
    return any(name_of(each) in OUTSIDE or groups_of(each) & OUTSIDE_GROUPS for each in around)


def last_headings(fragment: Fragment, measured: Sequence[Measured], kept: set[int]) -> set[int]:
    """Headings at the end, under which nothing is left."""
    last: set[int] = set()
    for block in reversed([block for block in measured if block.number in kept]):
        if fragment.blocks[block.number].kind != "heading" or len(last) == len(kept) - 1:
            break
        last.add(block.number)
    return last


def without_text(fragment: Fragment, measured: Sequence[Measured], kept: set[int]) -> set[int]:
    """Images, rules and other blocks without letters that stand in the article."""
    texts = {block.number for block in measured}
    elements = block_elements(fragment.elements)
    inside = {element for number in kept for element in _near(elements[number])}
    titles = {number for number in texts if name_of(elements[number]) in HEADINGS}
    numbers = range(len(fragment.blocks))
    before, after = _nearest(numbers, texts), _nearest(reversed(numbers), texts)
    found = set()
    for number in numbers:
        if number in texts or number in fragment.noise or _is_icon(fragment.elements[number]):
            continue
        follows, precedes = before[number] in kept | titles, after[number] in kept
        is_near = not inside.isdisjoint(_near(elements[number]))
        if (follows and precedes) or ((follows or precedes) and is_near and not is_around(elements[number])):
            found.add(number)
    return found


def _is_icon(element: HtmlElement) -> bool:
    """Whether the element is an image as small as a portrait of the author or a button, by its own attributes."""
    sizes = [element.get("width") or "", element.get("height") or ""]
    return name_of(element) == "img" and all(size.isdecimal() and int(size) <= _MAX_ICON for size in sizes)


def _near(element: HtmlElement) -> list[HtmlElement]:
    """The element and the one around it, unless that is the whole page."""
    parent = element.getparent()
    return [element] if parent is None or name_of(parent) in ("body", "html") else [element, parent]


def _nearest(numbers: Iterable[int], texts: set[int]) -> dict[int, int]:
    """For each number the last of `texts` before it, in the order given."""
    nearest: dict[int, int] = {}
    last = NOWHERE
    for number in numbers:
        nearest[number] = last
        last = number if number in texts else last
    return nearest
