"""Which blocks of a page are its article, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import name_of
from beilin.importing.formats.html.markup.fragment import Fragment
from beilin.importing.formats.html.page.region.blocks import Measured, measure
from beilin.importing.formats.html.page.region.completing import (
    OUTSIDE,
    between,
    footnotes,
    is_around,
    last_headings,
    last_sentences,
    siblings,
    without_text,
)
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
    kept |= siblings(measured, kept)
    kept |= between(measured, kept)
    kept |= last_sentences(measured, kept)
    kept |= footnotes(fragment, kept)
    kept -= last_headings(fragment, measured, kept)
    kept |= without_text(fragment, measured, kept)
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
    rest = {block.number for block in measured if not is_around(block.element)}
    evidence = f"{reason}, so everything outside of navigation, headers, footers and the like is kept"
    return rest or kept, (Finding(NOWHERE, RULE, evidence, False),)


def _evidence(fragment: Fragment, measured: Sequence[Measured]) -> tuple[str, ...]:
    """Why a block would be outside of the article."""
    evidence = ["between blocks that are set aside"] * len(fragment.blocks)
    for block in measured:
        around = (block.element, *block.element.iterancestors())
        place = next((f"in <{name}>; " for each in around if (name := name_of(each)) in OUTSIDE), "")
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
