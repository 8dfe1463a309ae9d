"""Lines of an edited file are found again, each once and in order, however often they occur."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.importing.undo.alignment import aligned

LINES = st.lists(st.sampled_from("甲乙丙丁```"), max_size=12)


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        ("甲乙丙", "甲乙丙", {0: 0, 1: 1, 2: 2}),
        ("甲乙丙", "甲新丙", {0: 0, 2: 2}),
        ("甲乙丙", "新甲乙丙", {0: 1, 1: 2, 2: 3}),
        ("甲.乙.丙.", "甲.新.丙.", {0: 0, 1: 1, 3: 3, 4: 4, 5: 5}),
        ("..甲..乙..", "..新..甲..乙..", {0: 0, 1: 1, 2: 5, 3: 6, 4: 7, 5: 8, 6: 9, 7: 10}),
        ("", "甲", {}),
    ],
)
def test_unchanged_lines_are_found(before: str, after: str, pairs: dict[int, int]) -> None:
    assert aligned(before, after) == pairs


@given(LINES, LINES)
def test_only_equal_lines_are_aligned_and_in_order(before: list[str], after: list[str]) -> None:
    pairs = aligned(before, after)
    assert all(before[here] == after[there] for here, there in pairs.items())
    assert list(pairs.values()) == sorted(set(pairs.values()))


@given(LINES)
def test_a_file_that_was_not_edited_is_aligned_as_a_whole(lines: list[str]) -> None:
    assert aligned(lines, lines) == {index: index for index in range(len(lines))}
