"""The lines of wrapped text: how wide they are, which are full, and where a paragraph begins among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from beilin.importing.classify.structure.extent import Measure, first_unit, indentation
from beilin.importing.source.lines import SourceLine
from beilin.text.cjk import is_unspaced

_HANGING = 2  # columns: punctuation may hang over the margin
NARROWEST_CONTINUED = 0.6  # of the margin

MARKER = re.compile(
    r"[-*+•·‧●○◆◇■□▪►※–]\s+(?=\S)|(?:[0-9]{1,3}|[A-Za-z]|[ivx]{1,4})[.)、](?=\s|[^\x00-\x7f])\s*(?=\S)"
    r"|[(（](?:[0-9]{1,3}|[a-z]|[一二三四五六七八九十]{1,3})[)）]\s*(?=\S)|[①-⑳]\s*(?=\S)|[一二三四五六七八九十]{1,3}、"
    r"|\[[0-9A-Za-z-]{1,16}\]\s+(?=\S)"
)
# Quotes of e-mails, comments, rules of characters, lines of a table.
_NEVER_JOINED = re.compile(r"[>|#%│║]|//|--\Z|(?![，。、；：？！…」』”’）》〉】]{1,4}\Z)\W+\Z")
SENTENCE_END = re.compile(r"[。.！!？?…；;：:][」』”’）)》\]\"'*_]*\Z")
PUNCTUATION_END = re.compile(r"[\W_]\Z")


@dataclass(frozen=True, slots=True)
class WrappedLine:
    """A line with what its place in a paragraph depends on."""

    line: SourceLine
    extent: int
    indent: int
    unit: int  # the width of its first word
    may_join: bool


def measured(line: SourceLine, measure: Measure) -> WrappedLine:
    """The line with its widths by the measure."""
    text = line.text
    may_join = not _NEVER_JOINED.match(text) and (" " in text or any(map(is_unspaced, text[:8])) or len(text) < 60)
    return WrappedLine(line, measure(line.raw), indentation(line.raw), measure(first_unit(text)), may_join)


def _paragraphs(chunk: Sequence[WrappedLine], margin: int, starts: frozenset[int]) -> list[list[WrappedLine]]:
    """The chunk divided where an indentation, a marker or a speaker begins a paragraph."""
    paragraphs: list[list[WrappedLine]] = []
    base = min(line.indent for line in chunk)
    for line in chunk:
        if not paragraphs or _begins_paragraph(line, paragraphs[-1], base, margin, starts):
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    return paragraphs


def _begins_paragraph(
    line: WrappedLine, before: Sequence[WrappedLine], base: int, margin: int, starts: frozenset[int]
) -> bool:
    """`before` is the paragraph so far, `base` the least indentation of the chunk."""
    if not line.may_join or not before[-1].may_join:
        return True
    follows_full = is_full(before[-1], line, margin)
    ends_sentence = SENTENCE_END.search(before[-1].line.text) is not None
    if line.line.number in starts and ends_sentence:
        return True  # a speaker; within a sentence it is a word before a colon
    # Below a full line, a number in the text of a hanging item is not a marker.
    if MARKER.match(line.line.text) and (line.indent <= before[0].indent or not follows_full):
        return True
    if line.indent > base and line.indent == before[0].indent and (ends_sentence or not follows_full):
        return True  # the paragraph before has one line
    if len(before) == 1:
        # The second line sets the indentation of the rest. A deeper one hangs only below a full line or a marker.
        hangs = follows_full or MARKER.match(before[0].line.text) is not None
        return line.indent > before[0].indent and not hangs
    return line.indent != before[-1].indent


def is_full(line: WrappedLine, following: WrappedLine, margin: int) -> bool:
    """Whether the first word of the following line would not have fitted on the line."""
    begins_unspaced = is_unspaced(following.line.text[0])
    space = 0 if begins_unspaced and is_unspaced(line.line.text[-1]) else 1
    slack = _HANGING if begins_unspaced else 0
    return line.extent + space + following.unit > margin - slack


def is_within_sentence(line: WrappedLine, following: WrappedLine) -> bool:
    """Whether the line ends in the middle of a sentence, to judge by the characters around its end."""
    last, first = line.line.text[-1], following.line.text[0]
    if is_unspaced(first) or is_unspaced(last):
        return not PUNCTUATION_END.search(last)
    return (first.islower() or first.isdigit()) and not SENTENCE_END.search(line.line.text)


def divided(chunk: Sequence[WrappedLine], margin: int, starts: frozenset[int]) -> Iterator[Sequence[WrappedLine]]:
    """The paragraphs of the chunk, and the short lines directly above them."""
    for paragraph in _paragraphs(chunk, margin, starts):
        yield from _without_heading(paragraph, margin)


def _without_heading(paragraph: Sequence[WrappedLine], margin: int) -> list[Sequence[WrappedLine]]:
    """The paragraph, or a short line directly above it and the rest."""
    if len(paragraph) < 3:
        return [paragraph]
    first, second = paragraph[:2]
    if is_full(first, second, margin) or clearly_continues(first, second, margin):
        return [paragraph]
    return [paragraph[:1], paragraph[1:]]


def clearly_continues(line: WrappedLine, following: WrappedLine, margin: int) -> bool:
    """Whether a line that is not quite full ends within a sentence, as where a long word or an edit broke it."""
    is_wide = line.extent >= margin * NARROWEST_CONTINUED
    return is_wide and following.line.text[0].islower() and is_within_sentence(line, following)
