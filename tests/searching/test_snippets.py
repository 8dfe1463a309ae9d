"""A snippet shows the first place of the query, in one line, unchanged but for white space."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.searching.prove import Text
from beilin.searching.query import parse_query
from beilin.searching.snippets import COLUMNS_BEFORE, ELLIPSIS, MAX_COLUMNS, excerpt, snippet
from tests.searching.cases import with_marks

texts = st.text("開源軟體ab \n。\u0301é", max_size=200)


def snippet_of(typed: str, *blocks: str) -> str:
    """The snippet of an article with these blocks, with brackets around the marks."""
    query = parse_query(typed)
    shown = snippet(query, [*map(Text, blocks)])
    return with_marks(shown.text, shown.marks)


@pytest.mark.parametrize(
    ("typed", "blocks", "expected"),
    [
        ("開源", ["論開源與開源。", "開源"], "論⟦開源⟧與⟦開源⟧。"),
        ("開源", ["一" * 30 + "開源" + "二" * 60], "…" + "一" * 12 + "⟦開源⟧" + "二" * 34 + "…"),
        ("開源", ["一" * 60 + "開源"], "…" + "一" * 46 + "⟦開源⟧"),
        ("llama", ["one two " * 9 + "llama three " * 20],
         "…one two one two one two ⟦llama⟧ three" + " ⟦llama⟧ three" * 4 + " ⟦llama⟧ three …"),
        ("開源 軟體", ["的開源。", "好軟體"], "的⟦開源⟧。 … 好⟦軟體⟧"),
        ("開源 軟體", ["開源" + "一" * 99 + "軟體"], "⟦開源⟧" + "一" * 46 + "…" + "一" * 46 + "⟦軟體⟧"),
        ("開源 軟體", ["開源的軟體", "軟體"], "⟦開源⟧的⟦軟體⟧"),
        ("開源", ["transformer" + "一" * 10 + "開源" + "二" * 60], "…" + "一" * 10 + "⟦開源⟧" + "二" * 34 + "…"),
        ("題", ["本文的開頭。", "其餘"], "本文的開頭。"),
        ("題", [], ""),
        ("題 開源", ["其他", "開源"], "⟦開源⟧"),
        ("open", ["if x:\n    open\t(1)\n"], "if x: ⟦open⟧ (1) "),
        ('"open source"', ["open\nsource"], "⟦open source⟧"),
    ],
)  # fmt: skip
def test_a_snippet_shows_the_first_place_and_the_terms_that_are_not_there(
    typed: str, blocks: list[str], expected: str
) -> None:
    assert snippet_of(typed, *blocks) == expected


@given(texts, st.integers(0, 200), st.integers(1, 60))
def test_an_excerpt_holds_the_beginning_of_its_mark_and_fits_a_line(text: str, start: int, length: int) -> None:
    marks = [(start, start + length)] if start + length <= len(text) else []
    shown = excerpt(text, marks)
    kept = shown.text.removeprefix(ELLIPSIS).removesuffix(ELLIPSIS)
    assert kept in re.sub(r"\s+", " ", text)
    assert "\n" not in shown.text
    assert sum(2 if one >= "\u1100" else 1 for one in kept) <= MAX_COLUMNS
    if marks:
        ((begin, end),) = shown.marks
        marked = re.sub(r"\s+", " ", text[start : start + length])
        assert marked.startswith(shown.text[begin:end])
        assert end > begin
        assert begin <= len(ELLIPSIS) + COLUMNS_BEFORE or not shown.text.endswith(ELLIPSIS)


def test_a_mark_that_is_longer_than_an_excerpt_is_cut() -> None:
    run = "開源" * 60
    assert snippet_of(run, "的" + run) == "的⟦" + run[:47] + "⟧…"
