"""Which characters are set as Chinese text."""

from __future__ import annotations

import pytest

from beilin.text.cjk import contains_han, is_unspaced


@pytest.mark.parametrize(
    ("character", "expected"),
    [("字", True), ("，", True), ("か", True), ("「", True), ("한", False), ("a", False), ("“", False)],
)
def test_only_scripts_without_spaces_are_unspaced(character: str, expected: bool) -> None:
    assert is_unspaced(character) is expected


def test_rare_han_characters_count_and_kana_do_not() -> None:
    assert contains_han("abc𠮷")
    assert not contains_han("か한、")
