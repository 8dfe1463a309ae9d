"""Which names differ in one letter, compared with the definition; and that thousands are compared in linear time."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.text import near_names as module
from beilin.text.names import name_key
from beilin.text.near_names import MIN_LETTERS, clusters, near_names


def differ_in_one_letter(one: str, other: str) -> bool:
    """The definition (Levenshtein distance 1), by trying every edit."""
    if len(one) > len(other):
        one, other = other, one
    if len(one) < MIN_LETTERS:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return any(other[:n] + other[n + 1 :] == one for n in range(len(other)))


@given(st.lists(st.text("ab開C# ", min_size=1, max_size=5), unique=True, max_size=12))
def test_the_names_are_those_of_the_definition(names: list[str]) -> None:
    near = near_names(names)
    for one, other in combinations(names, 2):
        expected = differ_in_one_letter(name_key(one), name_key(other))
        assert (other in near.get(one, [])) == (one in near.get(other, [])) == expected


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("開源", "開原", True),
        ("LLM", "LLMs", True),
        ("open source", "opensource", True),
        ("GPT-3", "GPT-4", True),
        ("C", "R", False),
        ("C", "C#", False),
        ("開源", "开源", True),
        ("開源", "授權", False),
    ],
)
def test_examples(one: str, other: str, is_near: bool) -> None:
    assert (other in near_names([one, other]).get(one, [])) == is_near


def test_names_that_are_near_by_way_of_others_stand_together_in_the_order_given() -> None:
    names = ["授權", "開源", "晶片", "開原", "幵原", "授杈"]
    assert clusters(names, near_names(names)) == [["授權", "授杈"], ["開源", "開原", "幵原"], ["晶片"]]


def test_few_pairs_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 4,000 names that have little in common not each with each other."""
    compared = 0
    is_near = module._is_near

    def counting(one: str, other: str) -> bool:
        nonlocal compared
        compared += 1
        return is_near(one, other)

    monkeypatch.setattr(module, "_is_near", counting)
    near_names([f"{chr(0x4E00 + n)}{chr(0x5E00 + n)}{chr(0x6E00 + n)}" for n in range(4000)])
    assert compared == 0
