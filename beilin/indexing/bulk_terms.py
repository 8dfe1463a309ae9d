"""The grams and words of many articles at once: what `grams.py` gives, for a build, by numpy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from beilin.indexing.documents import SearchText
from beilin.indexing.grams import MAX_WORD, classes_of
from beilin.indexing.hashes import ABOVE_SHIFT, FIRST_ABOVE, GOLDEN, GRAM1_SEED, GRAM3_SEED, MIX1, MIX2
from beilin.indexing.postings import IN_TITLE, MIN_PROMINENT, MIN_REPEATED, ONCE, PROMINENT, REPEATED
from beilin.text.folding import HAN, IGNORED, WORD, folding_arrays

U8: TypeAlias = NDArray[np.uint8]
U32: TypeAlias = NDArray[np.uint32]
U64: TypeAlias = NDArray[np.uint64]

TITLE, HEADINGS, OTHERS = range(3)  # the parts of a text, the most prominent first
_PARTS = 3
_BLANK, _END = 0x20, 0x0A  # between words, and after each part


class Folding(NamedTuple):
    """The table of foldings, by code point."""

    folds: U32
    kinds: U8
    in_16_bits: NDArray[np.uint16]  # the folded form, as it enters the hash of a gram


class Batch(NamedTuple):
    """Texts as code points, one after the other; a line feed follows each part."""

    codes: U32
    ends: NDArray[np.int64]  # the end of each part of each text, behind its line feed
    first: int  # the number of the first article; the others follow


@cache
def folding() -> Folding:
    """The table as arrays. A process that forks others calls it first, so that they have it in common."""
    folds, kinds = folding_arrays()
    forms = np.frombuffer(folds, "<u4").astype(np.uint32)
    above = np.uint32(FIRST_ABOVE) + (forms * np.uint32(GOLDEN) >> np.uint32(ABOVE_SHIFT))
    return Folding(forms, np.frombuffer(kinds, np.uint8), np.where(forms < 0x10000, forms, above).astype(np.uint16))


def batch_of(first: int, texts: Sequence[SearchText]) -> Batch:
    """The texts of the articles from the number `first` on."""
    parts = [f"{part}\n" for text in texts for part in (text.title, text.headings, text.body)]
    codes = np.frombuffer("".join(parts).encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint32, copy=False)
    return Batch(codes, np.cumsum([len(part) for part in parts]), first)


def gram_postings(batch: Batch) -> U64:
    """Every gram of every article once, sorted: hash << 32 | number << 2 | class."""
    table = folding()
    kinds = table.kinds[batch.codes]
    parts = len(batch.ends)
    owners = batch.first + np.arange(parts) // _PARTS << 2 | np.arange(parts) % _PARTS
    owner = np.repeat(owners.astype(np.uint32), np.diff(batch.ends, prepend=0))
    codes = batch.codes
    if not (kept := kinds != IGNORED).all():
        codes, kinds, owner = codes[kept], kinds[kept], owner[kept]
    places = np.flatnonzero(kinds == HAN)
    characters = table.in_16_bits[codes[places]].astype(np.uint32)
    owner = owner[places]
    adjoins = np.diff(places) == 1
    one = _mix(characters ^ np.uint32(GRAM1_SEED))
    two = _mix(characters[:-1] << np.uint32(16) | characters[1:])
    three = _mix(two[:-1] * np.uint32(GOLDEN) + characters[2:] + np.uint32(GRAM3_SEED))
    is_triple = adjoins[:-1] & adjoins[1:]
    hashes = (one, two[adjoins], three[is_triple])
    occurrences = np.concatenate(hashes, dtype=np.uint64)
    occurrences <<= np.uint64(32)
    occurrences |= np.concatenate((owner, owner[:-1][adjoins], owner[:-2][is_triple]))
    del kinds, codes, places, characters, owner, one, two, three, adjoins, is_triple, hashes
    occurrences.sort()
    return _once_each(occurrences)


def _mix(values: U32) -> U32:
    values ^= values >> np.uint32(16)
    values *= np.uint32(MIX1)
    values ^= values >> np.uint32(15)
    values *= np.uint32(MIX2)
    values ^= values >> np.uint32(16)
    return values


def _once_each(occurrences: U64) -> U64:
    """The sorted occurrences, hash << 32 | number << 2 | part, as postings."""
    terms = occurrences >> np.uint64(2)
    starts = group_starts(terms)
    counts = np.diff(starts, append=len(terms))
    part = occurrences[starts] & np.uint64(3)
    classes = np.where(counts >= MIN_REPEATED, REPEATED, ONCE)
    classes[(counts >= MIN_PROMINENT) | (part == HEADINGS)] = PROMINENT
    classes[part == TITLE] = IN_TITLE
    return terms[starts] << np.uint64(2) | classes.astype(np.uint64)


def group_starts(values: NDArray[np.unsignedinteger]) -> NDArray[np.int64]:
    """Where each run of equal values begins."""
    is_first = np.empty(len(values), np.bool_)
    is_first[:1] = True
    np.not_equal(values[1:], values[:-1], out=is_first[1:])
    return np.flatnonzero(is_first)


def words_of(batch: Batch) -> list[dict[str, int]]:
    """The words of each article with their classes."""
    table = folding()
    codes = batch.codes
    kinds = table.kinds[codes]
    is_word = kinds == WORD
    characters = np.where(is_word, table.folds[codes], np.uint32(_BLANK))
    characters[batch.ends - 1] = _END
    kept = is_word.copy()
    # What follows a word separates it from the next, unless it is ignored; then what follows that does.
    separates = ~is_word & (kinds != IGNORED)
    kept[1:] |= separates[1:] & ~separates[:-1]
    kept[batch.ends - 1] = True
    parts = iter(characters[kept].astype("<u4").tobytes().decode("utf-32-le").split("\n"))
    return [
        classes_of(*(Counter(_words_in(part)) for part in texts)) if any(texts) else {}
        for texts in zip(parts, parts, parts, strict=False)
    ]


def _words_in(part: str) -> list[str]:
    return [word for run in part.split() if (word := run.lstrip("+#")[:MAX_WORD])]


def characters_of(batch: Batch) -> tuple[U32, NDArray[np.int64]]:
    """The code points that occur as written, and in how many of the articles each does."""
    texts = len(batch.ends) // _PARTS
    lengths = np.diff(batch.ends[_PARTS - 1 :: _PARTS], prepend=0)
    number = np.repeat(np.arange(texts, dtype=np.uint64), lengths)
    pairs = batch.codes.astype(np.uint64) << np.uint64(32) | number
    pairs.sort()
    codes = (pairs[group_starts(pairs)] >> np.uint64(32)).astype(np.uint32)
    starts = group_starts(codes)
    return codes[starts], np.diff(starts, append=len(codes))
