"""How many of the articles with a piece of text are found, and how many of those found have it."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from beilin.indexing.state import SegmentState
from beilin.searching import prove
from beilin.searching.ask import ask, by_relevance
from beilin.searching.index_reader import Index
from beilin.searching.query import MIN_BEGINNING, parse_query
from beilin.text.folding import folded, twins_of
from benchmarks.search.draw import Piece, Text

MAX_EXACT = 3  # characters of a run that the index answers exactly
MAX_PROVED = 100  # pieces of each length


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over pieces."""

    recall: float
    precision: float
    twins: float | None = None  # the share of twins that give the same list; None if not tried


def mean_quality(answers: Iterable[tuple[Collection[int], Collection[int]]]) -> Quality:
    """The quality of answers: (what was found, what should be), the latter not empty."""
    rows = [(len(set(found) & set(wanted)), len(found), len(wanted)) for found, wanted in answers]
    return Quality(
        mean(both / wanted for both, _, wanted in rows), mean(both / found if found else 1 for both, found, _ in rows)
    )


class Oracle:
    """Which articles have a piece, found by looking through all folded texts."""

    def __init__(self, texts: Sequence[Text]) -> None:
        """The articles get the numbers of the texts."""
        self._runs = [text.runs for text in texts]
        words = defaultdict(set)
        for number, text in enumerate(texts):
            for word in text.words:
                words[word].add(number)
        self._words = dict(sorted(words.items()))
        self._order = list(self._words)

    def articles_with(self, piece: Piece) -> set[int]:
        """The numbers of the articles. A word that may be a beginning is one, as in the search."""
        asked = folded(piece.typed)
        if not piece.is_word:
            forms = [asked, *twins_of(asked)]
            return {number for number, runs in enumerate(self._runs) if any(form in runs for form in forms)}
        if len(asked) < MIN_BEGINNING or asked.isdecimal():
            return self._words[asked]
        found: set[int] = set()
        for word in self._order[bisect_left(self._order, asked) :]:
            if not word.startswith(asked):
                break
            found |= self._words[word]
        return found


@dataclass(frozen=True, slots=True)
class PublishedIndex:
    """The index of a built site."""

    index: Index
    addresses: list[str]  # of the articles, by number


def open_index(folder: Path) -> PublishedIndex:
    """The index in the folder `search` of a site."""
    meta = json.loads((folder / "meta.json").read_bytes())
    segments = [
        SegmentState(one["path"], one["first"], one["count"], one["bits"], one["words"], one["epoch"], {})
        for one in meta["segments"]
    ]
    blocks = range(-(-meta["articles"] // meta["block"]))
    cards = [card for block in blocks for card in json.loads((folder / f"c/{block}.json").read_bytes())]
    return PublishedIndex(Index(segments, lambda path: (folder / path).read_bytes()), [card[0] for card in cards])


def ask_index(typed: str, published: PublishedIndex) -> list[int]:
    """What the index gives for a query, in order."""
    return by_relevance(ask(parse_query(typed), published.index))


def proved(typed: str, candidates: Iterable[int], texts: Sequence[Text]) -> list[int]:
    """The candidates whose text has it."""
    query = parse_query(typed)
    return [
        number
        for number in candidates
        if prove.holds(query, [prove.Text(block) for block in (texts[number].title, *texts[number].blocks)])
    ]


def quality_of_index(
    pieces: Sequence[Piece], published: PublishedIndex, texts: Sequence[Text], oracle: Oracle
) -> tuple[Quality, Quality]:
    """The qualities before and after the proof. The texts are in the order of the index.

    Of pieces whose candidates have to be proved, the first MAX_PROVED are: a frequent one has thousands of candidates.
    """
    before, after = [], []
    same = [0, 0]
    for number, piece in enumerate(pieces):
        wanted = oracle.articles_with(piece)
        found, twin = ask_index(piece.typed, published), ask_index(piece.twin, published)
        before.append((found, wanted))
        same[0] += found == twin
        is_proved = not piece.is_word and len(piece.typed) > MAX_EXACT
        if is_proved and number >= MAX_PROVED:
            continue
        if is_proved:
            found, twin = proved(piece.typed, found, texts), proved(piece.twin, twin, texts)
        after.append((found, wanted))
        same[1] += found == twin
    return (
        replace(mean_quality(before), twins=same[0] / len(before)),
        replace(mean_quality(after), twins=same[1] / len(after)),
    )


def quality_of(pieces: Sequence[Piece], search: Callable[[str], Collection[int]], oracle: Oracle) -> Quality:
    """The quality of any search that gives the numbers of articles for what is typed."""
    return mean_quality((search(piece.typed), oracle.articles_with(piece)) for piece in pieces)
