"""Hard-wrapped text: which lines continue the paragraph of the line before them.

A program that wraps text puts as many words on a line as fit. So each line but the last of a paragraph is *full*: the
next word would have crossed the margin. In verse, lists, addresses and tables this is so by accident only, and their
lines do not end within a sentence. If a source is not clearly wrapped, nothing is joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from beilin.importing.classify.structure.extent import (
    Measure,
    first_unit,
    in_characters,
    in_columns,
    indentation,
)
from beilin.importing.source.lines import SourceLine
from beilin.text.cjk import is_unspaced

# Of the margin, in columns or characters. Verse is narrower; what is wider was not wrapped to be read.
MIN_MARGIN, MAX_MARGIN = 40, 132
MIN_MARGIN_OF_CHARACTERS = 24
MIN_FULL = 2  # line ends
MIN_WITHIN_SENTENCES = 0.5  # of the full line ends
MIN_WITHIN_OF_FEW, FEW_FULL = 0.75, 6  # of the ends before a Latin letter, if there are fewer
MIN_FULL_SHARE = 0.5  # of all line ends
MANY_FULL, MIN_SHARE_OF_MANY = 12, 0.2
OUTLIERS = (0.03, 0.1)  # shares of the lines that may exceed the margin
_HANGING = 2  # columns: punctuation may hang over the margin
_NARROWEST_CONTINUED = 0.6  # of the margin

MARKER = re.compile(
    r"[-*+•·‧●○◆◇■□▪►※–]\s+(?=\S)|(?:[0-9]{1,3}|[A-Za-z]|[ivx]{1,4})[.)、](?=\s|[^\x00-\x7f])\s*(?=\S)"
    r"|[(（](?:[0-9]{1,3}|[a-z]|[一二三四五六七八九十]{1,3})[)）]\s*(?=\S)|[①-⑳]\s*(?=\S)|[一二三四五六七八九十]{1,3}、"
    r"|\[[0-9A-Za-z-]{1,16}\]\s+(?=\S)"
)
# Quotes of e-mails, comments, rules of characters, lines of a table.
_NEVER_JOINED = re.compile(r"[>|#%│║]|//|--\Z|(?![，。、；：？！…」』”’）》〉】]{1,4}\Z)\W+\Z")
_SENTENCE_END = re.compile(r"[。.！!？?…；;：:][」』”’）)》\]\"'*_]*\Z")
_PUNCTUATION_END = re.compile(r"[\W_]\Z")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """What was found out about a source's line ends."""

    joined: tuple[int, ...] = ()  # the lines that continue the line before
    unclear: int | None = None  # the first of lines that look wrapped, but not clearly


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with what its place in a paragraph depends on."""

    line: SourceLine
    extent: int
    indent: int
    unit: int  # the width of its first word
    may_join: bool


@dataclass(frozen=True, slots=True)
class _Judgement:
    """The chunks of a source read with one measure of width."""

    margin: int
    chunks: list[list[_Line]]
    full: int  # line ends in paragraphs of which every line end is full
    share: float  # of all line ends
    is_certain: bool
    is_likely: bool


def find_wrapping(chunks: Sequence[Sequence[SourceLine]], starts: frozenset[int]) -> Wrapping:
    """The joins in a source. A chunk is lines without a blank line between them; `starts` begin a paragraph."""
    if not _may_be_wrapped(chunks):
        return Wrapping()
    judgements = [
        judgement for measure in (in_columns, in_characters) for judgement in _judgements(chunks, starts, measure)
    ]
    certain = [judgement for judgement in judgements if judgement.is_certain]
    if not certain:
        likely = next((judgement for judgement in judgements if judgement.is_likely), None)
        first = next((c[0].line.number for c in likely.chunks if len(c) > 2), None) if likely else None
        return Wrapping(unclear=first)
    best = max(certain, key=lambda judgement: judgement.share)
    return Wrapping(tuple(number for chunk in best.chunks for number in _joins(chunk, best.margin, starts)))


def _may_be_wrapped(chunks: Sequence[Sequence[SourceLine]]) -> bool:
    """What every wrapped text has, quickly: lines that are not too long, some of which do not end in punctuation."""
    broken = [line for chunk in chunks for line in chunk[:-1]]
    # A line is at least as wide as its characters are many.
    lengths = sorted((len(line.raw) for line in broken), reverse=True)
    if not broken or lengths[int(len(lengths) * OUTLIERS[-1])] > MAX_MARGIN:
        return False
    within = sum(not _PUNCTUATION_END.search(line.text) for line in broken)
    return within > 0 and within >= MIN_SHARE_OF_MANY * MIN_WITHIN_SENTENCES * len(broken)


def _judgements(
    chunks: Sequence[Sequence[SourceLine]], starts: frozenset[int], measure: Measure
) -> Iterator[_Judgement]:
    """The chunks read with the margins that are likely."""
    measured = [[_measured(line, measure) for line in chunk] for chunk in chunks]
    broken = sorted(
        (a.extent for chunk in measured for a, b in pairwise(chunk) if a.may_join and b.may_join), reverse=True
    )
    narrowest = MIN_MARGIN if measure is in_columns else MIN_MARGIN_OF_CHARACTERS
    margins = {broken[int(len(broken) * share)] for share in OUTLIERS if broken}
    for margin in sorted(margins, reverse=True):
        if narrowest <= margin <= MAX_MARGIN:
            yield _judge(measured, margin, starts)


def _judge(measured: list[list[_Line]], margin: int, starts: frozenset[int]) -> _Judgement:
    full = within = latin = latin_within = paragraphs = ended = all_ends = 0
    for chunk in measured:
        for paragraph in _divided(chunk, margin, starts):
            ends = list(pairwise(paragraph))
            all_ends += sum(a.extent >= margin * _NARROWEST_CONTINUED for a, _ in ends)
            if ends and all(_is_full(a, b, margin) for a, b in ends):
                full += len(ends)
                within += sum(_is_within_sentence(a, b) for a, b in ends)
                of_latin = [(a, b) for a, b in ends if not is_unspaced(b.line.text[0])]
                latin += len(of_latin)
                latin_within += sum(_is_within_sentence(a, b) for a, b in of_latin)
                paragraphs += 1
                ended += _SENTENCE_END.search(paragraph[-1].line.text) is not None
    share = full / max(all_ends, full, 1)
    is_wrapped = (
        full >= MIN_FULL
        and within >= MIN_WITHIN_SENTENCES * full
        and (full >= FEW_FULL or latin_within >= MIN_WITHIN_OF_FEW * latin)
        and ended >= MIN_WITHIN_SENTENCES * paragraphs
    )
    is_certain = is_wrapped and (share >= MIN_FULL_SHARE or (full >= MANY_FULL and share >= MIN_SHARE_OF_MANY))
    is_likely = _has_mostly_full_lines(measured, margin)
    return _Judgement(margin, measured, full, share, is_certain, is_likely)


def _measured(line: SourceLine, measure: Measure) -> _Line:
    text = line.text
    may_join = not _NEVER_JOINED.match(text) and (" " in text or any(map(is_unspaced, text[:8])) or len(text) < 60)
    return _Line(line, measure(line.raw), indentation(line.raw), measure(first_unit(text)), may_join)


def _paragraphs(chunk: Sequence[_Line], margin: int, starts: frozenset[int]) -> list[list[_Line]]:
    """The chunk divided where an indentation, a marker or a speaker begins a paragraph."""
    paragraphs: list[list[_Line]] = []
    base = min(line.indent for line in chunk)
    for line in chunk:
        if not paragraphs or _begins_paragraph(line, paragraphs[-1], base, margin, starts):
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    return paragraphs


def _begins_paragraph(line: _Line, before: Sequence[_Line], base: int, margin: int, starts: frozenset[int]) -> bool:
    """`before` is the paragraph so far, `base` the least indentation of the chunk."""
    if not line.may_join or not before[-1].may_join:
        return True
    is_full = _is_full(before[-1], line, margin)
    ends_sentence = _SENTENCE_END.search(before[-1].line.text) is not None
    if line.line.number in starts and ends_sentence:
        return True  # a speaker; within a sentence it is a word before a colon
    # A year or an initial at the start of a line is not a marker if the line before is full.
    if MARKER.match(line.line.text) and (line.indent <= before[0].indent or not is_full):
        return True
    if line.indent > base and line.indent == before[0].indent and (ends_sentence or not is_full):
        return True  # the paragraph before has one line
    if len(before) == 1:
        # The second line sets the indentation of the rest. A deeper one hangs only below a full line or a marker.
        hangs = is_full or MARKER.match(before[0].line.text) is not None
        return line.indent > before[0].indent and not hangs
    return line.indent != before[-1].indent


def _is_full(line: _Line, following: _Line, margin: int) -> bool:
    """Whether the first word of the following line would not have fitted on the line."""
    begins_unspaced = is_unspaced(following.line.text[0])
    space = 0 if begins_unspaced and is_unspaced(line.line.text[-1]) else 1
    slack = _HANGING if begins_unspaced else 0
    return line.extent + space + following.unit > margin - slack


def _is_within_sentence(line: _Line, following: _Line) -> bool:
    """Whether the line ends in the middle of a sentence, to judge by the characters around its end."""
    last, first = line.line.text[-1], following.line.text[0]
    if is_unspaced(first) or is_unspaced(last):
        return not _PUNCTUATION_END.search(last)
    return (first.islower() or first.isdigit()) and not _SENTENCE_END.search(line.line.text)


def _joins(chunk: Sequence[_Line], margin: int, starts: frozenset[int]) -> list[int]:
    """The lines of the chunk that continue the line before, in a source that is certainly wrapped."""
    joined: list[int] = []
    for paragraph in _divided(chunk, margin, starts):
        if all(_is_full(a, b, margin) or _clearly_continues(a, b, margin) for a, b in pairwise(paragraph)):
            joined += [line.line.number for line in paragraph[1:]]
    return joined


def _divided(chunk: Sequence[_Line], margin: int, starts: frozenset[int]) -> Iterator[Sequence[_Line]]:
    """The paragraphs of the chunk, and the short lines directly above them."""
    for paragraph in _paragraphs(chunk, margin, starts):
        yield from _without_heading(paragraph, margin)


def _without_heading(paragraph: Sequence[_Line], margin: int) -> list[Sequence[_Line]]:
    """The paragraph, or a short line directly above it and the rest."""
    if len(paragraph) < 3:
        return [paragraph]
    first, second = paragraph[:2]
    if _is_full(first, second, margin) or _clearly_continues(first, second, margin):
        return [paragraph]
    return [paragraph[:1], paragraph[1:]]


def _clearly_continues(line: _Line, following: _Line, margin: int) -> bool:
    """Whether a line that is not quite full ends within a sentence, as where a long word or an edit broke it."""
    is_wide = line.extent >= margin * _NARROWEST_CONTINUED
    return is_wide and following.line.text[0].islower() and _is_within_sentence(line, following)


def _has_mostly_full_lines(chunks: Sequence[Sequence[_Line]], margin: int) -> bool:
    """Whether most line ends are full and within a sentence, though paragraphs cannot be told apart."""
    ends = [(a, b) for chunk in chunks for a, b in pairwise(chunk) if a.may_join and b.may_join]
    full = [(a, b) for a, b in ends if _is_full(a, b, margin)]
    within = sum(_is_within_sentence(a, b) for a, b in full)
    return (
        len(ends) > MANY_FULL and len(full) >= MIN_FULL_SHARE * len(ends) and within >= MIN_WITHIN_SENTENCES * len(full)
    )
