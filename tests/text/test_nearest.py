"""The nearest of many words is as similar as the one that difflib finds, without comparing all of them."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.text import nearest
from beilin.text.nearest import nearest_of_many

WORDS = st.text("abc開源-", min_size=1, max_size=8)


@given(WORDS, st.lists(WORDS, max_size=12))
def test_it_is_as_similar_as_what_difflib_finds(word: str, known: list[str]) -> None:
    def ratio(other: str) -> float:
        return difflib.SequenceMatcher(None, other, word).ratio()

    found, best = nearest_of_many(word, known), next(iter(difflib.get_close_matches(word, known, n=1)), "")
    assert bool(found) == bool(best)
    if found:
        assert ratio(found) == ratio(best)


def test_only_a_shortlist_of_many_words_is_compared_by_difflib(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def spy(word: str, words: list[str], n: int, cutoff: float) -> list[str]:
        compared.extend(words)
        return difflib.get_close_matches(word, words, n, cutoff)

    monkeypatch.setattr(nearest, "_close_matches", spy)
    known = [f"article-{number}" for number in range(5000)]
    assert nearest_of_many("artcle-4711", known) == "article-4711"
    assert len(compared) <= nearest.SHORTLIST
