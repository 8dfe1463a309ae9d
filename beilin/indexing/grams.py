"""The grams and words of an article, each with its class, in plain Python: 10 ms for 4,000 characters.

A build of many articles uses `bulk_terms.py`, which gives the same in a twentieth of the time, once numpy is imported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple, TypeVar

from beilin.indexing.documents import SearchText
from beilin.indexing.hashes import gram_hash
from beilin.indexing.postings import class_of
from beilin.text.folding import tokens

Term = TypeVar("Term", int, str)
MAX_GRAM = 3  # characters
MAX_WORD = 40  # characters of a word that are indexed


class Terms(NamedTuple):
    """What an article is found by, with classes."""

    grams: dict[int, int]  # by hash: every run of one to three Han characters
    words: dict[str, int]  # by the word's first characters


def terms_of(text: SearchText) -> Terms:
    """The grams and words of an article."""
    title, headings, others = map(_counted, (text.title, text.headings, text.body))
    return Terms(
        classes_of(*(_by_hash(grams) for grams, _ in (title, headings, others))),
        classes_of(*(words for _, words in (title, headings, others))),
    )


def _counted(text: str) -> tuple[Mapping[str, int], Mapping[str, int]]:
    grams: list[str] = []
    words: list[str] = []
    for token in tokens(text):
        if token.is_han:
            run = token.text
            grams += run
            grams += map("".join, pairwise(run))
            grams += map("".join, zip(run, run[1:], run[2:], strict=False))
        else:
            words.append(token.text[:MAX_WORD])
    return Counter(grams), Counter(words)


def _by_hash(grams: Mapping[str, int]) -> Mapping[int, int]:
    """The same counts by hash: two grams may have the same one, and are then one to the index."""
    counts: Counter[int] = Counter()
    for gram, count in grams.items():
        counts[gram_hash(gram)] += count
    return counts


def classes_of(title: Mapping[Term, int], headings: Mapping[Term, int], others: Mapping[Term, int]) -> dict[Term, int]:
    """The class of each term, from its occurrences in the title, in headings and in other blocks."""
    return {
        term: class_of(headings.get(term, 0) + others.get(term, 0), in_heading=term in headings, in_title=term in title)
        for term in {**title, **headings, **others}
    }
