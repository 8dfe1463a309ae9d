"""Titles are broken between phrases, into even lines, and never lose a character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.text.title_lines import cut, title_lines


def width_of(text: str) -> float:
    """Chinese is twice as wide as Latin."""
    return sum(0.5 if character.isascii() else 1 for character in text)


@pytest.mark.parametrize(
    ("title", "width", "lines"),
    [
        ("開源模型的帳單", 12, ["開源模型的帳單"]),
        ("為什麼說開源模型的帳單還沒有付清", 10, ["為什麼說開源模型的", "帳單還沒有付清"]),
        ("一份備忘錄：它說了什麼", 8, ["一份備忘錄：", "它說了什麼"]),
        ("論「護城河」", 5, ["論", "「護城河」"]),
        ("Attention Is All You Need", 8, ["Attention Is", "All You Need"]),
        ("LLaMA與模型界", 6, ["LLaMA", "與模型界"]),
    ],
)
def test_titles_break_where_a_reader_would(title: str, width: float, lines: list[str]) -> None:
    assert title_lines(title, width, 4, width_of, may_tear=False) == lines


def test_a_phrase_is_torn_only_if_it_may_be() -> None:
    title = "大型語言模型評測基準比較"
    assert title_lines(title, 8, 4, width_of, may_tear=False) is None
    assert title_lines(title, 8, 4, width_of, may_tear=True) == ["大型語言模型", "評測基準比較"]


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    assert cut("一二三四五六七八九十", 4, 2, width_of) == ["一二三四", "五六七…"]
    assert cut("一二三四", 4, 2, width_of) == ["一二三四"]
    assert title_lines("一二三四五六七八九十", 4, 2, width_of, may_tear=True) is None


@given(
    st.text("開源模型的為什麼，。「」：、 aB1-…", min_size=1, max_size=60).map(str.strip).filter(bool),
    st.integers(4, 20),
)
def test_lines_fit_and_have_every_character(title: str, width: int) -> None:
    title = " ".join(title.split())
    lines = title_lines(title, width, 100, width_of, may_tear=True)
    assert lines is not None
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert all(0 < width_of(line) <= width for line in (*lines, *cut(title, width, 2, width_of)))
