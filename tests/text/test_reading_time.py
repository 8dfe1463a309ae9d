"""Chinese text is counted in characters, Latin text in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.text.reading_time import HAN_PER_MINUTE, WORDS_PER_MINUTE, _word, count_han_and_words, reading_minutes


@pytest.mark.parametrize(
    ("text", "han", "words"),
    [
        ("開源模型LLaMA", 4, 1),
        ("GPT-3.5和Alpaca7B。", 1, 2),
        ("don't stop", 0, 2),
        ("一、二", 2, 0),
        ("don’t stop -- zero-day ...", 0, 3),
        ("café Москва 漢", 1, 2),
        ("한국어 세 단어", 0, 3),
        ("a·b", 0, 2),
        ("😀", 0, 0),
        ("", 0, 0),
    ],
)
def test_han_and_other_words_are_counted_separately(text: str, han: int, words: int) -> None:
    assert count_han_and_words(text) == (han, words)


def test_reading_time_adds_both_and_is_at_least_a_minute() -> None:
    assert reading_minutes("") == 1
    assert reading_minutes("字" * HAN_PER_MINUTE * 3) == 3
    assert reading_minutes("字" * HAN_PER_MINUTE + " word" * WORDS_PER_MINUTE + " more") == 3


@given(st.text(st.sampled_from("aZ9'.-_ \n漢字，。「」か㐀﨑😀é×?\ud800")))
def test_counting_bytes_gives_the_same_as_counting_characters(text: str) -> None:
    han = sum("\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" for character in text)
    assert count_han_and_words(text) == (han, len(_word().findall(text)))
