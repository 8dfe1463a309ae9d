"""Related articles: by shared tags and by what their texts are about, among a bounded number that are near in date."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain

from beilin.planning.archive import Archive

MAX_RELATED = 4
# How many articles are considered on either side in the list of a tag and among all articles, and how many together.
# So an article costs the same in any archive. And as these lists are the same from both sides, an edit of a text
# reaches at most 2 * (REACH * its tags + REACH_IN_TIME) other pages; on average it is the number of candidates.
REACH, REACH_IN_TIME = 6, 12
MAX_TAGS = 6
MAX_CANDIDATES = 24
# What two articles share counts in thousandths, which are added exactly; a tag as much as two terms, as an editor chose
# it. What only two articles have counts for 631, so one tag is not enough, nor a tag and a term. In the lists of this
# project's own articles, what is below MIN_SCORE had little to do with them.
WEIGHT_OF_TAGS, MIN_SCORE = 2, 2000


def related_articles(
    archive: Archive, position: int, sketches: Callable[[Sequence[int]], Sequence[bytes]]
) -> tuple[int, ...]:
    """Positions of the articles most related to the one at `position`, best first; at most MAX_RELATED.

    A shared tag counts more the rarer it is in the archive, and a shared term the rarer it is among the candidates;
    ties go to the article nearer in time. `sketches` gives the sketches of the articles at some positions (see
    `reading/sketches.py`); those of the candidates are requested, and the article's own.
    """
    candidates = related_by_tags(archive, position)
    own, *others = map(_terms, sketches((position, *candidates)))
    shared = [own & other for other in others]
    weights = {term: _rarity(1 + count) for term, count in Counter(chain.from_iterable(shared)).items()}
    scores = {
        candidate: WEIGHT_OF_TAGS * by_tags + sum(map(weights.__getitem__, terms))
        for (candidate, by_tags), terms in zip(candidates.items(), shared, strict=True)
    }
    near = [candidate for candidate, score in scores.items() if score >= MIN_SCORE]
    near.sort(key=scores.__getitem__, reverse=True)  # stable: see related_by_tags
    return tuple(near[:MAX_RELATED])


def related_by_tags(archive: Archive, position: int) -> dict[int, int]:
    """The candidates by position, each with what the tags that it shares count for: highest first, then by nearness."""
    scores: dict[int, int] = {}
    tags = sorted(archive.tags_of[position], key=lambda number: (len(archive.tags[number].members), number))
    for number in tags[:MAX_TAGS]:
        members = archive.tags[number].members
        weight = _rarity(len(members))
        for candidate in _near(members, position, REACH):
            scores[candidate] = scores.get(candidate, 0) + weight
    if len(scores) <= MAX_CANDIDATES:
        for candidate in _near(range(len(archive.articles)), position, REACH_IN_TIME):
            scores.setdefault(candidate, 0)
    scores.pop(position, None)
    best = sorted(scores)
    best.sort(key=lambda other: abs(other - position))
    best.sort(key=scores.__getitem__, reverse=True)
    return {candidate: scores[candidate] for candidate in best[:MAX_CANDIDATES]}


def _near(positions: Sequence[int], position: int, reach: int) -> Sequence[int]:
    """Of ascending positions, the one given and up to `reach` before and after it."""
    here = bisect_left(positions, position)
    return positions[max(0, here - reach) : here + reach + 1]


@lru_cache(2048)  # most are compared with those of two dozen articles that are near, one after the other: 6 MB
def _terms(sketch: bytes) -> frozenset[int]:
    return frozenset(array("I", sketch))


@lru_cache(1024)
def _rarity(count: int) -> int:
    """How much something counts that so many articles have, in thousandths."""
    return round(1000 / math.log2(1 + count))
