"""A proposed title is the first sentence, in full unless it is very long."""

from __future__ import annotations

import pytest

from beilin.importing.metadata.title import MAX_TITLE, propose_title


@pytest.mark.parametrize(
    ("paragraph", "title"),
    [
        ("價格又跌了一輪。誰來買單?", "價格又跌了一輪"),
        ("誰來買單?沒有人知道。", "誰來買單?"),
        ("文件說:“我們沒有護城河。他們也沒有。”然后呢。", "文件說:“我們沒有護城河。他們也沒有。”"),
        ("沒有句號的一行", "沒有句號的一行"),
        ("GPT-3.5 costs money. It always did.", "GPT-3.5 costs money"),
        ("J. Doe wrote it. Nobody read it.", "J. Doe wrote it"),
        ("。", "。"),
        ("(沒有關上的括號。后面。", "(沒有關上的括號。后面"),
    ],
)
def test_the_first_sentence_is_the_title(paragraph: str, title: str) -> None:
    assert propose_title(paragraph) == title


@pytest.mark.parametrize("clause", ["這是一個很長很長的句子里的一個子句,", "words that go on and on, "])
def test_a_very_long_sentence_is_shortened_to_whole_clauses(clause: str) -> None:
    title = propose_title(clause * 20)
    assert title.endswith("……")
    assert (clause * 20).startswith(title.removesuffix("……"))
    assert (clause * 20)[len(title) - 2] == ","


@pytest.mark.parametrize("word", ["字", "word "])
def test_a_sentence_without_clauses_is_shortened_to_whole_words(word: str) -> None:
    title = propose_title(word * 200)
    assert title.removesuffix("……").replace(word.strip(), "").strip() == ""
    assert len(title) <= 2 * MAX_TITLE + 2
