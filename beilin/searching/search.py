"""A query → the articles that hold it, each with its line and a snippet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from beilin.building.options import Reporting
from beilin.config import Config
from beilin.model import Record
from beilin.parallel.executor import Workers, batches
from beilin.planning.unpublished import state_of
from beilin.problems.problem import Problem
from beilin.reading.tags import TagAuthority
from beilin.searching.articles import Articles
from beilin.searching.ask import ask, by_relevance, is_exact, prefer_script
from beilin.searching.filters import Filters, meets, unmet
from beilin.searching.first_answers import FirstAnswer, first_answers
from beilin.searching.hits import Hit, hit_in, texts_of
from beilin.searching.index import IndexedArchive, with_index
from beilin.searching.prove import holds
from beilin.searching.query import Query, parse_query
from beilin.text.dates import today_in
from beilin.text.folding import search_key
from beilin.text.languages import script_of

Sort = Literal["relevance", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is searched for."""

    words: str
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "relevance"
    limit: int | None = None  # of the hits; None for all


@dataclass(frozen=True, slots=True)
class Results:
    """What was found."""

    query: Query
    hits: list[Hit]  # best first
    more: int = 0  # how many articles there are beyond the limit
    is_exact: bool = True  # whether that number is certain; else it is the greatest that it can be
    firsts: tuple[FirstAnswer, ...] = ()
    notes: tuple[str, ...] = ()  # about filters that no article meets
    problems: tuple[Problem, ...] = ()  # of files that are not searched


def search(root: Path, config: Config, authority: TagAuthority, request: Request, reporting: Reporting) -> Results:
    """The published articles that hold the words and meet the filters. Raises OSError, InputChangedError."""
    return with_index(root, config, reporting, partial(results_in, config, authority, request))


def matching_files(root: Path, config: Config, words: str, reporting: Reporting) -> set[str]:
    """The Markdown files of the articles, published or not, that hold the words. Raises OSError, InputChangedError."""
    return with_index(root, config, reporting, partial(_matching_files, parse_query(words)))


def results_in(config: Config, authority: TagAuthority, request: Request, archive: IndexedArchive) -> Results:
    """The results of the request in an archive with its index. Raises DamagedShardError, InputChangedError."""
    query, articles = parse_query(request.words), archive.articles
    today = today_in(config.time_zone)
    everything = [articles.records[document.path] for document in articles.documents]
    published = {number: one for number, one in enumerate(everything) if state_of(one.summary, today) == "published"}
    scores = {
        number: score
        for number, score in ask(query, archive.index).items()
        if number in published and meets(published[number].summary, request.filters, authority)
    }
    order = _ordered(scores, published, query, request.sort)
    hits, asked = _hits(articles, query, [(number, scores[number]) for number in order], request.limit)
    records = [published[number] for number in sorted(published, reverse=True)]
    return Results(
        query,
        hits,
        more=len(order) - asked,
        is_exact=is_exact(query),
        firsts=tuple(first_answers(query.key, records, authority, config.language)),
        notes=tuple(unmet([record.summary for record in records], request.filters, authority)),
        problems=tuple(articles.problems),
    )


def _matching_files(query: Query, archive: IndexedArchive) -> set[str]:
    numbers = sorted(ask(query, archive.index))
    found = Workers(None).map(partial(_holding, archive.articles, query), batches(numbers), len(numbers))
    return {archive.articles.documents[number].path for batch in found for number in batch}


def _holding(articles: Articles, query: Query, numbers: Sequence[int]) -> list[int]:
    return [number for number in numbers if holds(query, texts_of(articles, number))]


def _ordered(scores: dict[int, float], records: dict[int, Record], query: Query, sort: Sort) -> list[int]:
    """The numbers of the articles, best first. An article whose title is the query is better than any other."""
    if sort != "relevance":
        newest = sorted(scores, reverse=True)
        dated = [number for number in newest if records[number].summary.date]
        undated = newest[len(dated) :]  # they have the lowest numbers
        return [*(dated if sort == "newest" else reversed(dated)), *undated]

    def is_named(number: int) -> bool:
        return search_key(records[number].summary.title) == query.key

    def is_in_other_script(number: int) -> bool:
        script = script_of(records[number].summary.language)
        return bool(query.script) and script in {"hans", "hant"} and script != query.script

    ranked = {number: math.inf if is_named(number) else score for number, score in scores.items()}
    return prefer_script(by_relevance(ranked), ranked, is_in_other_script)


def _hits(
    articles: Articles, query: Query, candidates: Sequence[tuple[int, float]], limit: int | None
) -> tuple[list[Hit], int]:
    """The first hits among the candidates, and how many of these were looked at."""
    hits: list[Hit] = []
    looked = 0
    for hit in _proved(articles, query, candidates, is_whole=limit is None):
        if len(hits) == limit:
            break
        looked += 1
        hits += [hit] if hit else []
    return hits, looked


def _proved(
    articles: Articles, query: Query, candidates: Sequence[tuple[int, float]], *, is_whole: bool
) -> Iterator[Hit | None]:
    """Each candidate as a hit; None for those that do not hold the query."""
    prove_all = partial(_prove_all, articles, query)
    if is_whole:
        for batch in Workers(None).map(prove_all, batches(candidates), len(candidates)):
            yield from batch
    else:
        yield from (prove_all([candidate])[0] for candidate in candidates)


def _prove_all(articles: Articles, query: Query, candidates: Iterable[tuple[int, float]]) -> list[Hit | None]:
    return [hit_in(articles, query, number, score) for number, score in candidates]
