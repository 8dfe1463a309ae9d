"""Every substring of up to three Han characters and every word is indexed, and nothing else."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings

from beilin.indexing.documents import SearchText
from beilin.indexing.grams import terms_of
from beilin.indexing.hashes import gram_hash
from beilin.text.folding import HAN, WORD, folded, folding_arrays
from tests.indexing.texts import search_texts

_KINDS = folding_arrays()[1]


def runs_of(text: str) -> list[tuple[int, str]]:
    """The runs of characters of one kind, character by character: an oracle without expressions."""
    runs: list[tuple[int, str]] = []
    last = -1
    for character in folded(text):
        if character == "\0":
            continue
        kind = _KINDS[ord(character)]
        if kind in (HAN, WORD):
            if kind == last:
                runs[-1] = kind, runs[-1][1] + character
            else:
                runs.append((kind, character))
        last = kind
    return runs


def expected(text: SearchText) -> tuple[dict[int, int], dict[str, int]]:
    """The grams and words of an article with their classes, in the most obvious way."""
    title, headings, others = Counter[str](), Counter[str](), Counter[str]()
    for part, found in ((text.title, title), (text.headings, headings), (text.body, others)):
        for kind, run in runs_of(part):
            if kind == HAN:
                found.update(run[i : i + size] for size in (1, 2, 3) for i in range(len(run) - size + 1))
            elif word := run.lstrip("+#")[:40]:
                found[word] += 1
    classes = {}
    for term in {*title, *headings, *others}:
        total = headings[term] + others[term]
        classes[term] = 3 if title[term] else 2 if headings[term] or total >= 4 else 1 if total >= 2 else 0
    grams = {gram_hash(term): cls for term, cls in classes.items() if _KINDS[ord(term[0])] == HAN}
    return grams, {term: cls for term, cls in classes.items() if _KINDS[ord(term[0])] == WORD}


@settings(derandomize=True, max_examples=200, deadline=None)
@given(search_texts)
def test_every_piece_is_found_and_nothing_else(text: SearchText) -> None:
    terms = terms_of(text)
    assert (terms.grams, terms.words) == expected(text)


def test_invisible_characters_and_marks_break_nothing_and_ends_of_blocks_do() -> None:
    grams = terms_of(SearchText("", "", "開\u200b源\n碼")).grams
    assert grams == {gram_hash(gram): 0 for gram in ("开", "源", "码", "开源")}
    assert terms_of(SearchText("", "", "cafe\u0301 C++#\n+x ##")).words == {"cafe": 0, "c++#": 0, "x": 0}


def test_the_class_says_how_prominent_a_term_is() -> None:
    text = SearchText("a", "b b", "a a a a c c c c d d d e e f")
    assert terms_of(text).words == {"a": 3, "b": 2, "c": 2, "d": 1, "e": 1, "f": 0}
    assert terms_of(SearchText("", "x", "x")).words == {"x": 2}


def test_a_long_word_is_indexed_by_its_first_characters() -> None:
    assert terms_of(SearchText("", "", "x" * 50 + " " + "x" * 45)).words == {"x" * 40: 1}
