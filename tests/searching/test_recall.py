"""On 200 texts that are as dense as real ones, the search finds every piece of text, and nothing else.

The pieces are drawn at random from what was written; the truth is found by looking through all texts.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from beilin.indexing.documents import SearchText
from beilin.indexing.sizes import IndexSizes
from benchmarks.dense import Dice, dense_text, language, make_dense_articles
from benchmarks.prose import Writer
from benchmarks.search.draw import LENGTHS, Text, draw_piece, draw_word, text_of
from benchmarks.search.recall import MAX_EXACT, Oracle, PublishedIndex, Quality, open_index, quality_of_index
from tests.indexing.folder_index import FolderIndex

ARTICLES, PIECES = 200, 40
MAX_TOUCHED = 60  # files by one sentence
FEW_ARTICLES, MANY_SHARDS = 40, IndexSizes(shard=160)  # so many that few changes meet in one


def indexed(number: int, more: str = "") -> SearchText:
    text = dense_text(number)
    return SearchText(text.title, "\n".join(text.headings), "\n".join(text.body) + more)


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return [
        text_of(replace(article, body=body_of(number))) for number, article in enumerate(make_dense_articles(ARTICLES))
    ]


def body_of(number: int) -> str:
    return "\n\n".join(text for _, text in dense_text(number).blocks)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> PublishedIndex:
    folder = tmp_path_factory.mktemp("search") / "index"
    FolderIndex(folder).update({f"{number:03}": indexed(number) for number in range(ARTICLES)})
    return open_index(folder)


def test_every_piece_of_text_is_found_and_nothing_else(published: PublishedIndex, texts: list[Text]) -> None:
    writer, oracle = Writer("pieces"), Oracle(texts)
    exact = Quality(1, 1, 1)
    for length in LENGTHS:
        pieces = [draw_piece(texts, length, writer) for _ in range(PIECES)]
        before, after = quality_of_index(pieces, published, texts, oracle)
        assert before.recall == 1, length
        assert before == exact or length > MAX_EXACT, length
        assert after == exact, length
    words = [draw_word(texts, writer) for _ in range(PIECES)]
    assert quality_of_index(words, published, texts, oracle) == (exact, exact)


def test_a_sentence_changes_few_files(tmp_path: Path) -> None:
    index = FolderIndex(tmp_path / "index", MANY_SHARDS)
    texts = {f"{number:02}": indexed(number) for number in range(FEW_ARTICLES)}
    index.update(texts)
    assert len(index.files()) > 1024
    dice = Dice("sentence")
    for number in range(0, FEW_ARTICLES, 10):
        name = f"{number:02}"
        sentence = f"{dice.clause(language().topics[0])}，{dice.clause(language().topics[1])}。"
        texts[name] = indexed(number, sentence)
        assert index.patch(texts, [name])
        assert 1 < len(index.target.paths) <= MAX_TOUCHED
