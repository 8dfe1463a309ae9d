"""The index gives every article that holds a query, in the order of the scores, and of short terms no other."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.indexing.documents import SearchText
from beilin.searching.ask import (
    MAX_PARTS,
    WEIGHTS,
    ask,
    asked_grams,
    by_relevance,
    is_exact,
    prefer_script,
)
from beilin.searching.index_reader import Index
from beilin.searching.prove import Text, holds
from beilin.searching.query import parse_query
from tests.searching.small_index import small_index

ALPHABET = "開源计劃畫家具俱aAbcdé1 ,\n"
texts = st.builds(
    SearchText, st.text(ALPHABET, max_size=8), st.text(ALPHABET, max_size=8), st.text(ALPHABET, max_size=30)
)
archives = st.lists(texts, min_size=1, max_size=8)
queries = st.text(ALPHABET + '" -', max_size=12)


def found_by_reading(typed: str, articles: Sequence[SearchText]) -> set[int]:
    """The numbers of the articles that hold the query."""
    query = parse_query(typed)
    blocks = ([article.title, *article.headings.split("\n"), *article.body.split("\n")] for article in articles)
    return {number for number, texts in enumerate(blocks) if holds(query, [*map(Text, texts)])}


@given(queries, archives, st.integers(0, 9))
def test_nothing_that_holds_a_query_is_missed(typed: str, articles: list[SearchText], tail: int) -> None:
    index = small_index(articles, min(tail, len(articles)) or None)
    scores, found = ask(parse_query(typed), index), found_by_reading(typed, articles)
    assert found <= scores.keys()
    if is_exact(parse_query(typed)):
        assert scores.keys() == found


@given(st.sampled_from(["开", "计划", "開源計", "a", "bc", "b1é"]), archives, st.integers(0, 9))
def test_a_term_counts_by_its_rarity_and_where_it_stands(typed: str, articles: list[SearchText], tail: int) -> None:
    query = parse_query(f'"{typed}"')
    (term,) = query.required
    expected: dict[int, float] = {}
    for number, article in enumerate(articles):
        title, headings, body = (
            len([*Text(text).places(term)]) for text in (article.title, article.headings, article.body)
        )
        rank = 3 if title else 2 if headings or headings + body > 3 else min(headings + body - 1, 1)
        if title or headings or body:
            expected[number] = WEIGHTS[rank]
    rarity = math.log(1 + len(articles) / (1 + len(expected)))
    twins = len(term[0].forms) > 1  # each of which is as rare as it is alone
    scores = ask(query, small_index(articles, min(tail, len(articles)) or None))
    assert scores.keys() == expected.keys()
    if not twins:
        assert scores == pytest.approx({number: weight * rarity for number, weight in expected.items()})


def test_the_score_of_several_terms_is_their_sum_and_the_newest_of_equals_is_first() -> None:
    articles = [SearchText("開源", "", "軟體"), SearchText("開源", "", "軟體"), SearchText("別的", "", "開源與軟體")]
    index = small_index(articles)
    one, other, both = (ask(parse_query(typed), index) for typed in ("開源", "軟體", "軟體 開源"))
    assert both == pytest.approx({number: one[number] + other[number] for number in range(3)})
    assert by_relevance(both) == [1, 0, 2]


def test_a_long_run_needs_at_most_three_files_in_any_index() -> None:
    run = "一二三四五六七八九十"
    assert asked_grams(run, "a", 1) == ["一二三", "四五六", "八九十"]
    assert asked_grams(run[:4], "a", 1) == ["一二三", "二三四"]
    assert [asked_grams(run, path, 2) for path in "ab"] == [["一二三", "八九十"], ["四五六"]]


def test_equals_in_the_other_script_come_last_among_ten_that_are_shown_together() -> None:
    scores = dict.fromkeys(range(12), 1.0) | {3: 2.0}
    order = by_relevance(scores)
    assert order == [3, 11, 10, 9, 8, 7, 6, 5, 4, 2, 1, 0]
    assert prefer_script(order, scores, lambda number: number in {3, 10, 1}) == [3, 11, 9, 8, 7, 6, 5, 4, 2, 10, 0, 1]


def test_a_pasted_page_asks_for_a_few_parts_only() -> None:
    page = "。".join(chr(0x4E00 + number) for number in range(200))
    articles = [SearchText(page, "", ""), SearchText("", "", page[:80])]
    read: list[str] = []
    whole = small_index(articles)
    index = Index(whole.segments, lambda path: read.append(path) or whole.read(path))  # type: ignore[func-returns-value]
    assert ask(parse_query(page), index).keys() == {0, 1}
    assert len(read) <= MAX_PARTS
    assert not is_exact(parse_query(page.replace("。", " ")))


def test_a_beginning_counts_where_its_most_prominent_word_stands() -> None:
    articles = [SearchText("open", "", "opening"), SearchText("", "", "opened and open")]
    rarity = math.log(1 + 2 / 3)
    assert ask(parse_query("open"), small_index(articles)) == pytest.approx({0: 4 * rarity, 1: rarity})
