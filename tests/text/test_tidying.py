"""Half-width punctuation of Chinese is set full-width, and nothing else is touched: tests/text/cases/tidying.txt."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.text.tidying.tidy import changes_of, tidied

CASES = Path(__file__).parent / "cases/tidying.txt"
_ALPHABET = "他說好AIgpt12 ,;:!?()“”‘’「」『』（），。：.-'\"\n[]^/"
texts = st.text(alphabet=_ALPHABET, max_size=40)


def rows() -> list[tuple[str, str, str]]:
    """(language, text, text as it is set)."""
    found, language = [], ""
    for line in CASES.read_text("utf-8").splitlines():
        if line.startswith("## "):
            language = line.removeprefix("## ").partition(":")[0]
        elif line and not line.startswith("# "):
            before, _, after = line.partition(" → ")
            found.append((language, before, after or before))
    return found


@pytest.mark.parametrize(("language", "text", "expected"), rows())
def test_golden_cases(language: str, text: str, expected: str) -> None:
    assert tidied(text, language) == expected


def test_there_are_cases_of_what_must_stay() -> None:
    found = rows()
    assert len(found) >= 120
    assert sum(before == after for _, before, after in found) >= 60


@given(texts, st.sampled_from(["zh-Hant", "zh-Hans"]))
def test_what_is_set_right_stays(text: str, language: str) -> None:
    once = tidied(text, language)
    assert tidied(once, language) == once


@given(texts)
def test_only_marks_change_and_the_spaces_beside_them(text: str) -> None:
    end = 0
    for change in changes_of(text, "zh-Hant"):
        assert end <= change.start <= change.at < change.end
        assert text[change.start : change.end].strip(" \n") == text[change.at] != change.mark
        end = change.end


@given(texts)
def test_without_han_nothing_changes(text: str) -> None:
    latin = "".join(character for character in text if character not in "他說好「」『』（），。：")
    assert tidied(latin, "zh-Hant") == latin


@pytest.mark.parametrize("text", ["(", "“", ",", "(“", "他,(", ")他", "“‘”", "a (", ":)", ", "])
def test_it_takes_linear_time(text: str) -> None:
    # Quadratic time would take half a minute.
    assert tidied(text * 5_000, "zh-Hant")
