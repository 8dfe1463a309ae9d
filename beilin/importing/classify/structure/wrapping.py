"""Hard-wrapped text: which lines continue the paragraph of the line before them.

A program that wraps text puts as many words on a line as fit. So each line but the last of a paragraph is *full*: the
next word would have crossed the margin. In verse, lists, addresses and tables this is so by accident only, and their
lines do not end within a sentence. If a source is not clearly wrapped, nothing is joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from beilin.importing.classify.structure.extent import Measure, in_characters, in_columns
from beilin.importing.classify.structure.wrapped_lines import (
    NARROWEST_CONTINUED,
    PUNCTUATION_END,
    SENTENCE_END,
    WrappedLine,
    clearly_continues,
    divided,
    is_full,
    is_within_sentence,
    measured,
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


@dataclass(frozen=True, slots=True)
class Wrapping:
    """What was found out about a source's line ends."""

    joined: tuple[int, ...] = ()  # the lines that continue the line before
    unclear: int | None = None  # the first of lines that look wrapped, but not clearly


@dataclass(frozen=True, slots=True)
class _Judgement:
    """The chunks of a source read with one measure of width."""

    margin: int
    chunks: list[list[WrappedLine]]
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
    within = sum(not PUNCTUATION_END.search(line.text) for line in broken)
    return within > 0 and within >= MIN_SHARE_OF_MANY * MIN_WITHIN_SENTENCES * len(broken)


def _judgements(
    chunks: Sequence[Sequence[SourceLine]], starts: frozenset[int], measure: Measure
) -> Iterator[_Judgement]:
    """The chunks read with the margins that are likely."""
    read = [[measured(line, measure) for line in chunk] for chunk in chunks]
    broken = sorted((a.extent for chunk in read for a, b in pairwise(chunk) if a.may_join and b.may_join), reverse=True)
    narrowest = MIN_MARGIN if measure is in_columns else MIN_MARGIN_OF_CHARACTERS
    margins = {broken[int(len(broken) * share)] for share in OUTLIERS if broken}
    for margin in sorted(margins, reverse=True):
        if narrowest <= margin <= MAX_MARGIN:
            yield _judge(read, margin, starts)


def _judge(read: list[list[WrappedLine]], margin: int, starts: frozenset[int]) -> _Judgement:
    full = within = latin = latin_within = paragraphs = ended = all_ends = 0
    for chunk in read:
        for paragraph in divided(chunk, margin, starts):
            ends = list(pairwise(paragraph))
            all_ends += sum(a.extent >= margin * NARROWEST_CONTINUED for a, _ in ends)
            if ends and all(is_full(a, b, margin) for a, b in ends):
                full += len(ends)
                within += sum(is_within_sentence(a, b) for a, b in ends)
                of_latin = [(a, b) for a, b in ends if not is_unspaced(b.line.text[0])]
                latin += len(of_latin)
                latin_within += sum(is_within_sentence(a, b) for a, b in of_latin)
                paragraphs += 1
                ended += SENTENCE_END.search(paragraph[-1].line.text) is not None
    share = full / max(all_ends, full, 1)
    is_wrapped = (
        full >= MIN_FULL
        and within >= MIN_WITHIN_SENTENCES * full
        and (full >= FEW_FULL or latin_within >= MIN_WITHIN_OF_FEW * latin)
        and ended >= MIN_WITHIN_SENTENCES * paragraphs
    )
    is_certain = is_wrapped and (share >= MIN_FULL_SHARE or (full >= MANY_FULL and share >= MIN_SHARE_OF_MANY))
    is_likely = _has_mostly_full_lines(read, margin)
    return _Judgement(margin, read, full, share, is_certain, is_likely)


def _joins(chunk: Sequence[WrappedLine], margin: int, starts: frozenset[int]) -> list[int]:
    """The lines of the chunk that continue the line before, in a source that is certainly wrapped."""
    joined: list[int] = []
    for paragraph in divided(chunk, margin, starts):
        if all(is_full(a, b, margin) or clearly_continues(a, b, margin) for a, b in pairwise(paragraph)):
            joined += [line.line.number for line in paragraph[1:]]
    return joined


def _has_mostly_full_lines(chunks: Sequence[Sequence[WrappedLine]], margin: int) -> bool:
    """Whether most line ends are full and within a sentence, though paragraphs cannot be told apart."""
    ends = [(a, b) for chunk in chunks for a, b in pairwise(chunk) if a.may_join and b.may_join]
    full = [(a, b) for a, b in ends if is_full(a, b, margin)]
    within = sum(is_within_sentence(a, b) for a, b in full)
    return (
        len(ends) > MANY_FULL and len(full) >= MIN_FULL_SHARE * len(ends) and within >= MIN_WITHIN_SENTENCES * len(full)
    )
