"""A query → the articles that may hold it, with scores, from the files of the index.

Runs of up to three Han characters, and words, are answered exactly, but for two grams in a million that have the same
hash. A longer run gives the articles that hold its first, middle and last three characters; whether they hold all of it
is proved with their text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Protocol, TypeVar

from beilin.indexing.grams import MAX_GRAM, MAX_WORD
from beilin.indexing.hashes import gram_hash, text_hash
from beilin.indexing.postings import DamagedShardError, decode_list
from beilin.indexing.shards import Shard, decode_gram_shard, decode_word_shard
from beilin.indexing.sizes import file_number, gram_path, low_bits, word_path
from beilin.searching.query import Part, Query

MAX_PARTS = 16  # of a query that are asked for; what a pasted page holds is proved with the text alone
# What a part counts by its class: once, repeated, prominent, in the title.
WEIGHTS = (1.0, 1.6, 2.2, 4.0)
SEGMENTS_WITH_MIDDLE = (
    1  # with more segments, the first two are asked for one gram less, so that no run needs four files
)
WORD_HASHED = 3  # characters of a word that decide in which file it is
SHOWN_TOGETHER = 10  # results of which the script that was typed reorders equals

Key = TypeVar("Key", int, str)
Postings = Mapping[int, int]  # class by the number of an article


class IndexedSegment(Protocol):
    """A range of articles with shards of its own."""

    @property
    def path(self) -> str:
        """Its folder."""

    @property
    def first(self) -> int:
        """The number of its first article."""

    @property
    def count(self) -> int:
        """How many articles it has."""

    @property
    def bits(self) -> int:
        """How many bits of a gram's hash name its file."""

    @property
    def word_bits(self) -> int:
        """Likewise of a word's."""

    @property
    def epoch(self) -> int:
        """What its files begin with."""


@dataclass(frozen=True, slots=True)
class Index:
    """The files of an index."""

    segments: Sequence[IndexedSegment]
    read: Callable[[str], bytes]  # a file by its path
    _grams: dict[str, Shard[int]] = field(default_factory=dict)
    _words: dict[str, Shard[str]] = field(default_factory=dict)

    def gram(self, segment: IndexedSegment, gram: str) -> Postings:
        """The articles of the segment with that run of up to three Han characters. Raises DamagedShardError."""
        value = gram_hash(gram)
        path = gram_path(segment.path, file_number(value, segment.bits))
        if path not in self._grams:
            self._grams[path] = _of_epoch(decode_gram_shard(self.read(path)), segment)
        encoded = self._grams[path].lists.get(low_bits(value, segment.bits))
        return _shifted(decode_list(encoded, segment.count), segment) if encoded else {}

    def word(self, segment: IndexedSegment, word: str, *, is_beginning: bool) -> Postings:
        """The articles of the segment with that word, or with one that begins so. Raises DamagedShardError."""
        path = word_path(segment.path, file_number(text_hash(word[:WORD_HASHED]), segment.word_bits))
        if path not in self._words:
            self._words[path] = _of_epoch(decode_word_shard(self.read(path)), segment)
        lists = self._words[path].lists
        wanted = word[:MAX_WORD]
        found: dict[int, int] = {}
        for each in [key for key in lists if key.startswith(wanted)] if is_beginning else [wanted]:
            if each in lists:
                for number, rank in decode_list(lists[each], segment.count).items():
                    found[number] = max(rank, found.get(number, 0))
        return _shifted(found, segment)


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


def _of_epoch(shard: Shard[Key], segment: IndexedSegment) -> Shard[Key]:
    """The shard. Raises DamagedShardError if its numbers are those of other articles."""
    if shard.epoch != segment.epoch:
        raise DamagedShardError("the file belongs to a different index")
    return shard


def _shifted(postings: Postings, segment: IndexedSegment) -> Postings:
    """The postings with numbers of the whole index."""
    return {segment.first + number: rank for number, rank in postings.items()} if segment.first else postings


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
