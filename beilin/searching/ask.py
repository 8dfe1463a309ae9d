"""A query → the articles that may hold it, with scores, from the files of the index.

Runs of up to three Han characters, and words, are answered exactly, but for a gram that shares its 32-bit hash with a
different one: of a million, one in 4,000. A longer run gives the articles that hold its first, middle and last three
characters; whether they hold all of it is proved with their text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce

from beilin.indexing.grams import MAX_GRAM, MAX_WORD
from beilin.searching.index_reader import Index, Postings
from beilin.searching.query import Part, Query

MAX_PARTS = 16  # of a query that are asked for; what a pasted page holds is proved with the text alone
# What a part counts by its class: once, repeated, prominent, in the title.
WEIGHTS = (1.0, 1.6, 2.2, 4.0)
# With more segments, the first two are asked for one gram less, so that no run needs four files.
SEGMENTS_WITH_MIDDLE = 1
SHOWN_TOGETHER = 10  # results of which the script that was typed reorders equals


def ask(query: Query, index: Index) -> dict[int, float]:
    """The numbers of the articles that may hold the required terms, with scores. Raises DamagedShardError."""
    parts = list(dict.fromkeys(part for term in query.required for part in term))[:MAX_PARTS]
    scores: dict[int, float] | None = None
    for part in parts:
        of_part = _scores_of(part, index)
        if scores is None:
            scores = of_part
        else:
            scores = {number: score + of_part[number] for number, score in scores.items() if number in of_part}
    return scores or {}


def is_exact(query: Query) -> bool:
    """Whether every article that `ask` gives holds the query, so that they can be counted without their texts."""
    parts = [part for term in query.required for part in term]
    return (
        not query.excluded
        and all(len(term) == 1 for term in query.required)
        and len(set(parts)) <= MAX_PARTS
        and all(len(form) <= (MAX_GRAM if part.is_han else MAX_WORD) for part in parts for form in part.forms)
    )


def by_relevance(scores: Mapping[int, float]) -> list[int]:
    """The numbers, best first; of equals the newest, which has the highest number, first."""
    return sorted(scores, key=lambda number: (-scores[number], -number))


def prefer_script(order: Sequence[int], scores: Mapping[int, float], is_other: Callable[[int], bool]) -> list[int]:
    """The order with equals that are in the other script last, among those that are shown together."""
    tens = (order[start : start + SHOWN_TOGETHER] for start in range(0, len(order), SHOWN_TOGETHER))
    return [number for ten in tens for number in sorted(ten, key=lambda one: (-scores[one], is_other(one)))]


def _scores_of(part: Part, index: Index) -> dict[int, float]:
    """What the part adds to the score of each article that may hold it."""
    best: dict[int, float] = {}
    for form in part.forms:
        for asked in _requests(form, part, index):
            for number, score in asked.items():
                best[number] = max(score, best.get(number, 0.0))
    return best


def _requests(form: str, part: Part, index: Index) -> Iterator[dict[int, float]]:
    """The scores of the articles with that form of the part; those of one segment, or of all."""
    if part.is_han and len(form) > MAX_GRAM:
        for segment in index.segments:
            grams = [index.gram(segment, gram) for gram in asked_grams(form, segment.path, len(index.segments))]
            yield _mean([_weighted(postings, segment.count) for postings in grams])
        return
    count = sum(segment.count for segment in index.segments)
    if part.is_han:
        postings = _united(index.gram(segment, form) for segment in index.segments)
    else:
        postings = _united(index.word(segment, form, is_beginning=part.is_beginning) for segment in index.segments)
    yield _weighted(postings, count)


def asked_grams(run: str, segment: str, segments: int) -> list[str]:
    """The grams that stand for a run of more than three characters in the segment with that path.

    They are chosen so that a run never needs more than three files.
    """
    first, middle, last = (
        run[start : start + MAX_GRAM] for start in (0, (len(run) - MAX_GRAM) // 2, len(run) - MAX_GRAM)
    )
    if segment != "a":
        return [middle]
    return list(dict.fromkeys((first, middle, last) if segments == SEGMENTS_WITH_MIDDLE else (first, last)))


def _united(postings: Iterable[Postings]) -> Postings:
    return reduce(lambda one, other: {**one, **other}, postings, dict[int, int]())


def _weighted(postings: Postings, count: int) -> dict[int, float]:
    """The score of each article: the more, the rarer the gram or word is among `count` articles, and by its class."""
    rarity = math.log(1 + count / (1 + len(postings)))
    return {number: rarity * WEIGHTS[rank] for number, rank in postings.items()}


def _mean(scores: Sequence[dict[int, float]]) -> dict[int, float]:
    """The mean of the scores of each article that has all of them."""
    shared = set(scores[0])
    for each in scores[1:]:
        shared &= each.keys()
    return {number: sum(each[number] for each in scores) / len(scores) for number in shared}
