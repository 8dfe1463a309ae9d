"""Decides what each block of a document is: the findings of its format, then the rules for the lines of texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from beilin.importing.classify.byline.facts import find_facts
from beilin.importing.classify.line_shape import ends_in_stop, is_prose, width
from beilin.importing.classify.noise.rules import find_noise
from beilin.importing.classify.site_rules import SiteRules, merge_facts, site_facts, site_noise
from beilin.importing.model import NOWHERE, Block, Document, Fact, Finding
from beilin.importing.source.lines import SourceLine
from beilin.importing.source.stripped import is_blank

_OF_LINES = ("paragraph", "heading")  # the kinds of blocks that the rules for lines are about

_CREDIT = "credit"  # the key of facts of which there may be several, and none is in the front matter
_MIN_FILLED = 2  # blocks of an article of which the first can be the title
_MAX_TITLE = 50.0  # in widths of a Han character


@dataclass(frozen=True, slots=True)
class BlockClassification:
    """What each block of a document is. Every block is in one of the first four, by its number."""

    noise: Mapping[int, Finding]
    stated: frozenset[int]  # blocks that state facts
    blank: tuple[int, ...]
    body: tuple[int, ...]
    facts: tuple[Fact, ...]
    doubts: tuple[Finding, ...]


def classify_blocks(
    document: Document, given: Sequence[Fact] = (), site_rules: SiteRules | None = None
) -> BlockClassification:
    """Apply the rules to the blocks of which the format says nothing. `given` facts are those of the editor."""
    blocks = document.blocks
    blank = {n for n, block in enumerate(blocks) if is_blank(block.text) and not block.markdown.strip()}
    noise = {number: finding for number, finding in document.noise.items() if number not in blank}
    facts = [fact if fact.line not in noise and fact.line not in blank else _elsewhere(fact) for fact in document.facts]
    facts = [_title_on_block(fact, blocks, noise) for fact in facts]
    given = [_title_on_block(fact, blocks, noise) for fact in given]
    stated = {fact.line for fact in (*facts, *given)} - {NOWHERE}
    candidates = [
        number
        for number, block in enumerate(blocks)
        if block.kind in _OF_LINES and number not in noise and number not in stated and number not in blank
    ]
    by_lines = _classify_lines(blocks, candidates, site_rules)
    noise |= by_lines.noise
    credits, disagreements = _agreeing(by_lines.facts, facts)
    facts = _merged(given, [*facts, *credits])
    stated |= {fact.line for fact in credits}
    left = tuple(n for n in range(len(blocks)) if n not in noise and n not in stated and n not in blank)
    if title := _likely_title(blocks, left, facts):
        facts = [title, *facts]
        left = tuple(number for number in left if number != title.line)
        stated.add(title.line)
    doubts = (*document.doubts, *by_lines.doubts, *disagreements)
    in_body = {NOWHERE, *left}
    doubts = tuple(doubt for doubt in doubts if doubt.line in in_body)
    return BlockClassification(noise, frozenset(stated), tuple(sorted(blank)), left, tuple(facts), doubts)


def _elsewhere(fact: Fact) -> Fact:
    """The fact without its block, which is set aside."""
    where = f"block {fact.line + 1}" if fact.line != NOWHERE else ""
    return replace(fact, line=NOWHERE, evidence=fact.evidence or where)


def _title_on_block(fact: Fact, blocks: Sequence[Block], noise: Mapping[int, Finding]) -> Fact:
    """The title with the block that repeats it, if the article begins with that."""
    if fact.key != "title" or fact.line != NOWHERE:
        return fact
    number = next((n for n, block in enumerate(blocks) if n not in noise and not is_blank(block.text)), None)
    if number is None or blocks[number].kind not in _OF_LINES:
        return fact
    is_same = blocks[number].text.split() == " ".join(fact.values).split()
    return replace(fact, line=number) if is_same else fact


@dataclass(frozen=True, slots=True)
class _ByLines:
    """What the rules for the lines of texts say of blocks."""

    noise: dict[int, Finding]
    facts: tuple[Fact, ...]
    doubts: tuple[Finding, ...]


def _classify_lines(blocks: Sequence[Block], numbers: Sequence[int], site_rules: SiteRules | None) -> _ByLines:
    """Apply the rules to these blocks as if they were the lines of a text. Bylines stand before any container."""
    texts = (blocks[number].text for number in numbers)
    lines = [SourceLine(position, text, " ".join(text.split())) for position, text in enumerate(texts)]
    own_noise = site_noise(lines, site_rules) if site_rules else {}
    noise, doubts = find_noise([line for line in lines if line.number not in own_noise])
    noise |= own_noise
    head_end = next((n for n, number in enumerate(numbers) if blocks[number].containers), len(lines))
    head = [line for line in lines[:head_end] if line.number not in noise]
    own_facts = site_facts(head, site_rules) if site_rules else ()
    own_lines = {fact.line for fact in own_facts}
    facts = merge_facts(own_facts, find_facts([line for line in head if line.number not in own_lines])[0])
    return _ByLines(
        {numbers[line]: replace(finding, line=numbers[line]) for line, finding in noise.items()},
        tuple(replace(fact, line=numbers[fact.line]) for fact in facts),
        tuple(replace(doubt, line=numbers[doubt.line]) for doubt in doubts),
    )


def _agreeing(found: Sequence[Fact], facts: Sequence[Fact]) -> tuple[list[Fact], list[Finding]]:
    """The facts of lines that state nothing else than the format knows; and what the other lines say differently."""
    known = {fact.key: fact.values for fact in facts}
    by_line: dict[int, list[Fact]] = {}
    for fact in found:
        if fact.is_proposed:  # a document whose title is not stated has headings
            continue
        by_line.setdefault(fact.line, []).append(fact)
    agreeing: list[Fact] = []
    doubts: list[Finding] = []
    for line, stated in by_line.items():
        stated = [fact for fact in stated if not fact.is_proposed]
        differing = [fact for fact in stated if fact.key != _CREDIT and known.get(fact.key, fact.values) != fact.values]
        if not differing:
            agreeing += stated
        for fact in differing:
            first, other = ", ".join(known[fact.key]), ", ".join(fact.values)
            doubts.append(Finding(line, fact.key, f"this says {other}; {first} is used", False))
    return agreeing, doubts


def _likely_title(blocks: Sequence[Block], left: Sequence[int], facts: Sequence[Fact]) -> Fact | None:
    """The first heading or short line of an article whose title is not stated, if the article begins with that."""
    filled = [number for number in left if not is_blank(blocks[number].text)]
    if len(filled) < _MIN_FILLED or any(fact.key == "title" for fact in facts):
        return None
    first, text = blocks[filled[0]], " ".join(blocks[filled[0]].text.split())
    if first.containers or first.kind not in _OF_LINES or width(text) > _MAX_TITLE:
        return None
    if first.kind == "paragraph" and (is_prose(text) or ends_in_stop(text)):
        return None
    others = [blocks[number].level for number in filled[1:] if blocks[number].kind == "heading"]
    if first.kind == "heading" and min(others, default=7) <= first.level:
        return None  # it is the heading of a part
    what = "heading" if first.kind == "heading" else "line"
    return Fact(filled[0], "title", (text,), f"the article begins with this {what}", is_proposed=True)


def _merged(given: Sequence[Fact], facts: Sequence[Fact]) -> list[Fact]:
    """One fact of each key for the front matter, and those of further blocks that state the same."""
    keys = {fact.key for fact in given}
    merged = list(given)
    for fact in facts:
        if fact.key not in keys or fact.line != NOWHERE:
            merged.append(fact)
            keys.add(fact.key)
    return merged
