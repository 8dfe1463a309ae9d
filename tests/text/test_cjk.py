"""Chinese text is counted as Chinese, Latin as words."""

from __future__ import annotations

import pytest

from beilin.text.cjk import HAN_A_MINUTE, WORDS_A_MINUTE, count_han_and_words, is_unspaced, reading_minutes


@pytest.mark.parametrize(
    ("text", "han", "words"),
    [
        ("開源模型LLaMA", 4, 1),
        ("GPT-3.5和Alpaca7B。", 1, 2),
        ("don't stop", 0, 2),
        ("一、二", 2, 0),
        ("𠮷野家", 3, 0),
        ("", 0, 0),
    ],
)
def test_han_and_other_words_are_counted_apart(text: str, han: int, words: int) -> None:
    assert count_han_and_words(text) == (han, words)


def test_reading_time_adds_both_and_is_never_nothing() -> None:
    assert reading_minutes("") == 1
    assert reading_minutes("字" * HAN_A_MINUTE * 3) == 3
    assert reading_minutes("字" * HAN_A_MINUTE + " word" * WORDS_A_MINUTE + " more") == 3


@pytest.mark.parametrize(
    ("character", "expected"),
    [("字", True), ("，", True), ("か", True), ("「", True), ("한", False), ("a", False), ("“", False)],
)
def test_only_scripts_without_spaces_are_unspaced(character: str, expected: bool) -> None:
    assert is_unspaced(character) is expected
