"""Which characters are set as Chinese."""

from __future__ import annotations

import pytest

from beilin.text.cjk import holds_han, is_unspaced


@pytest.mark.parametrize(
    ("character", "expected"),
    [("字", True), ("，", True), ("か", True), ("「", True), ("한", False), ("a", False), ("“", False)],
)
def test_only_scripts_without_spaces_are_unspaced(character: str, expected: bool) -> None:
    assert is_unspaced(character) is expected


def test_any_han_character_is_found() -> None:
    assert holds_han("abc𠮷")
    assert not holds_han("か한、")
