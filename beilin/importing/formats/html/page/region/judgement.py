"""Which blocks of a page are its article, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import HEADINGS, name_of
from beilin.importing.formats.html.markup.fragment import Fragment
from beilin.importing.formats.html.page.around import block_elements
from beilin.importing.formats.html.page.region.blocks import Measured, measure
from beilin.importing.formats.html.page.region.names import groups_of
from beilin.importing.formats.html.page.region.readings import (
    EMPTY,
    is_readable,
    read_by_readability,
    read_by_trafilatura,
)
from beilin.importing.formats.html.page.region.scoring import probability
from beilin.importing.formats.html.page.region.shape import shape_of
from beilin.importing.formats.html.page.region.traits import traits_of
from beilin.importing.model import NOWHERE, Finding

RULE = "main region"
_LIKELY = 0.5
_CLEAR = 0.7
_MIN_DIFFERENCE = 0.1  # share of the text in either reading that only one of them has
_MAX_LISTED = 8  # blocks that a doubt about the whole page names
_OUTSIDE = ("nav", "footer", "aside", "form", "header")
_OUTSIDE_GROUPS = frozenset({"navigation", "foot", "side", "share", "comment", "consent", "advertisement", "related"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """The decision for each block."""

    kept: tuple[bool, ...]
    evidence: tuple[str, ...]  # for those that are not kept
    doubts: tuple[Finding, ...]


def judge(root: HtmlElement, fragment: Fragment) -> Judgement:
    """Decide for each block of the page.

    What both libraries take, or neither, is hardly ever decided otherwise; where they differ, the text and what is
    around it decide, and the record has both readings.
    """
    readable = is_readable(root)
    one = read_by_readability(root) if readable else EMPTY
    other = read_by_trafilatura(root) if readable else EMPTY
    measured = measure(fragment, one, other)
    scores = dict.fromkeys(range(len(fragment.blocks)), 0.0)
    if readable:
        traits = traits_of(shape_of(root, measured)) if measured else ()
        scores |= {block.number: probability(values) for block, values in zip(measured, traits, strict=True)}
    doubts: list[Finding] = []
    kept = {block.number for block in measured if scores[block.number] >= _LIKELY}
    if not any(block.is_prose for block in measured if block.number in kept):
        kept, doubt = _without_prose(measured, kept, is_readable=readable)
        doubts += doubt
    kept -= _last_headings(fragment, measured, kept)
    kept |= _without_text(fragment, measured, kept)
    doubts += _differences(measured, kept, scores)
    evidence = _evidence(fragment, measured)
    return Judgement(tuple(n in kept for n in range(len(fragment.blocks))), evidence, tuple(doubts))


def _without_prose(
    measured: Sequence[Measured], kept: set[int], *, is_readable: bool
) -> tuple[set[int], tuple[Finding, ...]]:
    """What is kept of a page that is too large for the libraries, or has hardly any text: all that is not around it."""
    if not is_readable:
        reason = "the page is too large or too deep for the libraries that find the article"
    elif taken := {block.number for block in measured if block.by_trafilatura or block.by_readability}:
        return kept | taken, ()
    else:
        reason = "neither readability nor trafilatura finds an article"
    rest = {block.number for block in measured if not _is_around(block.element)}
    evidence = f"{reason}, so everything outside of navigation, headers, footers and the like is kept"
    return rest or kept, (Finding(NOWHERE, RULE, evidence, False),)


def _is_around(element: HtmlElement) -> bool:
    """Whether the element is in one that surrounds articles."""
    around = (element, *element.iterancestors())
    return any(name_of(each) in _OUTSIDE or groups_of(each) & _OUTSIDE_GROUPS for each in around)


def _last_headings(fragment: Fragment, measured: Sequence[Measured], kept: set[int]) -> set[int]:
    """Headings at the end, under which nothing is left."""
    last: set[int] = set()
    for block in reversed([block for block in measured if block.number in kept]):
        if fragment.blocks[block.number].kind != "heading" or len(last) == len(kept) - 1:
            break
        last.add(block.number)
    return last


def _without_text(fragment: Fragment, measured: Sequence[Measured], kept: set[int]) -> set[int]:
    """Images, rules and other blocks without letters that stand in the article."""
    texts = {block.number for block in measured}
    elements = block_elements(fragment.elements)
    inside = {element for number in kept for element in _near(elements[number])}
    titles = {number for number in texts if name_of(elements[number]) in HEADINGS}
    numbers = range(len(fragment.blocks))
    before, after = _nearest(numbers, texts), _nearest(reversed(numbers), texts)
    found = set()
    for number in numbers:
        if number in texts or number in fragment.noise:
            continue
        follows, precedes = before[number] in kept | titles, after[number] in kept
        is_near = not inside.isdisjoint(_near(elements[number]))
        if (follows and precedes) or ((follows or precedes) and is_near and not _is_around(elements[number])):
            found.add(number)
    return found


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


def _evidence(fragment: Fragment, measured: Sequence[Measured]) -> tuple[str, ...]:
    """Why a block would be outside of the article."""
    evidence = ["between blocks that are set aside"] * len(fragment.blocks)
    for block in measured:
        around = (block.element, *block.element.iterancestors())
        place = next((f"in <{name}>; " for each in around if (name := name_of(each)) in _OUTSIDE), "")
        readers = [
            library
            for library, has in (("readability", block.by_readability), ("trafilatura", block.by_trafilatura))
            if has
        ]
        reading = {
            0: "neither readability nor trafilatura takes it for the article",
            1: f"only {readers[0]} takes it for the article" if readers else "",
            2: "its surroundings are not those of the article",
        }[len(readers)]
        evidence[block.number] = place + reading
    return tuple(evidence)


def _differences(measured: Sequence[Measured], kept: set[int], scores: dict[int, float]) -> list[Finding]:
    """The doubts of a page in which the libraries differ: about the page, and about kept blocks that are unclear."""
    differing = [block for block in measured if block.by_readability != block.by_trafilatura]
    either = sum(block.width for block in measured if block.by_readability or block.by_trafilatura)
    prose = [block for block in differing if block.is_prose]
    if not prose or sum(block.width for block in differing) < _MIN_DIFFERENCE * either:
        return []
    parts = [
        f"only {library} takes blocks {_listed(numbers)} ({'kept' if is_kept else 'set aside'})"
        for library, by_trafilatura in (("readability", False), ("trafilatura", True))
        for is_kept in (True, False)
        if (
            numbers := [
                b.number + 1 for b in prose if b.by_trafilatura == by_trafilatura and (b.number in kept) == is_kept
            ]
        )
    ]
    unclear = [
        Finding(
            block.number,
            RULE,
            f"only {'trafilatura' if block.by_trafilatura else 'readability'} takes it for the article",
            False,
        )
        for block in differing
        if block.number in kept and scores[block.number] < _CLEAR
    ]
    return [Finding(NOWHERE, RULE, "the readings differ: " + "; ".join(parts), False), *unclear]


def _listed(numbers: Sequence[int]) -> str:
    """The numbers, shortened if there are many."""
    shown = ", ".join(map(str, numbers[:_MAX_LISTED]))
    return shown if len(numbers) <= _MAX_LISTED else f"{shown} and {len(numbers) - _MAX_LISTED} more"
