"""Lines → the paragraphs of an article: what is preformatted, what is joined, and every other line by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from beilin.importing.classify.structure.code import code_blocks
from beilin.importing.classify.structure.joining import join_lines, vocabulary_of
from beilin.importing.classify.structure.preformatted import preformatted_lines
from beilin.importing.classify.structure.speakers import label_of
from beilin.importing.classify.structure.wrapping import find_wrapping
from beilin.importing.model import Finding
from beilin.importing.source.joins import Join
from beilin.importing.source.lines import SourceLine
from beilin.importing.source.stripped import StrippedPiece

PREFORMATTED = "\ufffc"  # stands for a preformatted block in the text of its first line
_LABEL = re.compile(r"[^\s:：]{1,8}[:：]")


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The paragraphs of an article before it is known which of them are headings or items."""

    lines: tuple[SourceLine, ...]  # each has the text of a paragraph and the number of its first line
    joins: tuple[Join, ...]
    hyphens: tuple[StrippedPiece, ...]  # that only divided a word at a line's end
    preformatted: tuple[tuple[int, ...], ...]  # the lines of each block, with the blank ones inside
    doubts: tuple[Finding, ...]


def find_paragraphs(lines: Sequence[SourceLine]) -> Paragraphs:
    """The paragraphs of the lines, which may include blank ones."""
    blocks = _preformatted(lines)
    heads = {block[0].number for block in blocks}
    inside = {line.number for block in blocks for line in block}
    rest = [line for line in lines if line.text and line.number not in inside]
    labels = Counter(label_of(line.text) for line in rest)
    starts = frozenset(line.number for line in rest if (label := label_of(line.text)) and labels[label] > 1)
    wrapping = find_wrapping(_chunks(rest), starts)
    continued = set(wrapping.joined)
    vocabulary = vocabulary_of(rest) if continued else None

    paragraphs: list[SourceLine] = []
    joins: list[Join] = []
    hyphens: list[StrippedPiece] = []
    doubtful: list[int] = []
    for group in _grouped(lines, heads, inside, continued):
        if group[0].number in heads:
            paragraphs.append(replace(group[0], text=PREFORMATTED))
        elif vocabulary and len(group) > 1:
            text, group_joins, group_hyphens, group_doubtful = join_lines(group, vocabulary)
            paragraphs.append(replace(group[0], text=text))
            joins += group_joins
            hyphens += group_hyphens
            doubtful += group_doubtful
        else:
            paragraphs.append(group[0])
    return Paragraphs(
        tuple(paragraphs),
        tuple(joins),
        tuple(hyphens),
        tuple(tuple(line.number for line in block) for block in sorted(blocks, key=lambda block: block[0].number)),
        _doubts(wrapping.unclear, doubtful),
    )


def whole_lines(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], frozenset[int]]:
    """The lines for rules about single lines, and which of them stand for several.

    Blank lines are left out. A wrapped paragraph is whole, as its first line; a preformatted block is a line of prose
    without words, unless it has labels as bylines have.
    """
    blocks = [block for block in _preformatted(lines) if not any(_LABEL.match(line.text) for line in block)]
    heads = {block[0].number for block in blocks}
    inside = {line.number for block in blocks for line in block}
    rest = [line for line in lines if line.text and line.number not in inside]
    continued = set(find_wrapping(_chunks(rest), frozenset()).joined)
    vocabulary = vocabulary_of(rest) if continued else None
    whole: list[SourceLine] = []
    several: set[int] = set(heads)
    for group in _grouped(lines, heads, inside, continued):
        if group[0].number in heads:
            whole.append(replace(group[0], text=f"{PREFORMATTED * 40}。"))
        elif vocabulary and len(group) > 1:
            whole.append(replace(group[0], text=join_lines(group, vocabulary)[0]))
            several.add(group[0].number)
        else:
            whole.append(group[0])
    return whole, frozenset(several)


def _preformatted(lines: Sequence[SourceLine]) -> list[list[SourceLine]]:
    """The blocks of code, tables and drawings."""
    blocks = code_blocks(lines)
    in_code = {line.number for block in blocks for line in block}
    return blocks + preformatted_lines(_chunks([line for line in lines if line.number not in in_code]))


def _grouped(
    lines: Sequence[SourceLine], heads: Collection[int], inside: Collection[int], continued: Collection[int]
) -> list[list[SourceLine]]:
    """The lines of each paragraph; of a preformatted block the first."""
    groups: list[list[SourceLine]] = []
    for line in lines:
        if line.number in heads:
            groups.append([line])
        elif line.text and line.number not in inside:
            if line.number in continued:
                groups[-1].append(line)
            else:
                groups.append([line])
    return groups


def _chunks(lines: Sequence[SourceLine]) -> list[list[SourceLine]]:
    """The lines that follow one another without a blank line or a line of another kind between them."""
    chunks: list[list[SourceLine]] = []
    for line in lines:
        if not line.text:
            continue
        if chunks and chunks[-1][-1].number == line.number - 1:
            chunks[-1].append(line)
        else:
            chunks.append([line])
    return chunks


def _doubts(unclear: int | None, doubtful: Sequence[int]) -> tuple[Finding, ...]:
    doubts = []
    if unclear is not None:
        evidence = "most lines end where their width ends, but where paragraphs end is not clear; none were joined"
        doubts.append(Finding(unclear, "wrapped text", evidence, False))
    if doubtful:
        count = f"{len(doubtful)} hyphens at line ends" if len(doubtful) > 1 else "a hyphen at the end of the line"
        doubts.append(Finding(doubtful[0], "hyphen", f"{count} may only divide words; kept", False))
    return tuple(doubts)
