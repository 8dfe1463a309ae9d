"""Which blocks of a page are its article, and why."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.fragment import Fragment
from beilin.importing.formats.html.page.letters import letters_of
from beilin.importing.formats.html.page.region.readings import (
    EMPTY,
    is_readable,
    read_by_readability,
    read_by_trafilatura,
)
from beilin.importing.model import Finding


@dataclass(frozen=True, slots=True)
class Judgement:
    """The decision for each block."""

    kept: tuple[bool, ...]
    evidence: tuple[str, ...]  # for those that are not kept
    doubts: tuple[Finding, ...]


def judge(root: HtmlElement, fragment: Fragment) -> Judgement:
    """Decide for each block of the page."""
    readable = is_readable(root)
    one = read_by_readability(root) if readable else EMPTY
    other = read_by_trafilatura(root) if readable else EMPTY
    kept = []
    for number, block in enumerate(fragment.blocks):
        letters = letters_of(block.text)
        kept.append(number not in fragment.noise and bool(letters) and (one.has(letters) or other.has(letters)))
    spans = [number for number, is_kept in enumerate(kept) if is_kept]
    for number in range(spans[0], spans[-1]) if spans else ():
        kept[number] |= not letters_of(fragment.blocks[number].text) and number not in fragment.noise
    return Judgement(tuple(kept), ("neither reading has it",) * len(kept), ())
