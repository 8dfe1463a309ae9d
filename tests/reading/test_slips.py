"""Slips in front matter are named, each with its line and its remedy: those of keyboards, and habits of other tools.

In the cases `{U+3000}` stands for that character.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.problems.formats import format_problem
from beilin.reading.article import ReaderSettings, read_article, read_summary
from tests.golden import check_cases

SETTINGS = ReaderSettings("zh-Hant", "Asia/Taipei")
PATH = "content/articles/x.md"
CASES = sorted((Path(__file__).parent / "slips").glob("*.txt"))


def told(text: str) -> str:
    """What is printed of the problems in a Markdown file; invisible characters as they are written in cases."""
    data = re.sub(r"\{U\+([0-9A-F]{4})\}", lambda match: chr(int(match[1], 16)), text).encode()
    article, problems = read_article(PATH, data, SETTINGS)
    assert read_summary(PATH, data, SETTINGS)[1] == problems, "lists of articles say the same"
    assert article or problems
    printed = "\n".join(map(format_problem, problems)) or "fine"
    return re.sub("[\u00a0\u200b\u3000\ufeff\t]", lambda match: f"{{U+{ord(match[0]):04X}}}", printed)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_cases(path: Path, pytestconfig: pytest.Config) -> None:
    check_cases(path, told, regenerate=bool(pytestconfig.getoption("regenerate")))


@given(st.text("-—－一.+=*~ \t\n\ufefftitle:：甲#[],“”'\"/|>{}12年", max_size=60))
def test_whatever_is_written_above_a_body_is_told_with_a_line(text: str) -> None:
    """No text makes the search for slips fail, and no message is without a place."""
    for data in (text, f"---\n{text}\n---\nx"):
        article, problems = read_article(PATH, data.encode(), SETTINGS)
        assert article or problems
        assert all(problem.file == PATH and problem.line for problem in problems)
        lines = len(re.split("\r\n|\r|\n", data))
        assert all(1 <= (problem.line or 0) <= lines for problem in problems)
