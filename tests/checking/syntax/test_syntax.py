"""Slips of Markdown and the syntax of other generators are found where they are, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from beilin.checking.syntax.find import syntax_problems
from beilin.checking.syntax.foreign import FOREIGN
from beilin.checking.syntax.slips import SLIPS
from beilin.problems.problem import Problem
from beilin.reading.markdown import render_markdown
from tests.golden import check_cases, read_cases
from tests.growth import MAX_RATIO, growth

CASES = Path(__file__).parent / "cases"
ROOT = Path(__file__).parents[3]


def problems_of(body: str) -> list[Problem]:
    """What the reader and the check report of the body, in the order of their places."""
    problems = render_markdown(body, file="a.md")[1]
    problems += syntax_problems("a.md", body, re.split("\r\n|\r|\n", body), 1)
    return sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0, problem.message))


def listed(body: str) -> str:
    """One line for each problem, and one for its hint."""
    return "\n".join(
        f"{problem.line}:{problem.column or ''} {problem.severity} {problem.code}: {problem.message}\n  {problem.hint}"
        for problem in problems_of(body)
    )


@pytest.mark.parametrize("name", ["slips", "foreign", "lost", "none"])
def test_cases(name: str, regenerate: bool) -> None:
    check_cases(CASES / f"{name}.txt", listed, regenerate=regenerate)


def test_ordinary_texts_have_no_finding() -> None:
    assert not [case.title for case in read_cases(CASES / "none.txt") if listed(case.given)]


def test_every_row_of_the_tables_has_a_case() -> None:
    expected = "".join(case.expected for name in ("slips", "foreign") for case in read_cases(CASES / f"{name}.txt"))
    messages = [slip.message.removeprefix("{}").partition("{}")[0] for slip in SLIPS] + [
        f": {row.name} are shown" for row in FOREIGN
    ]
    assert not [message for message in messages if message not in expected]


def test_the_archive_itself_has_no_finding() -> None:
    paths = [*(ROOT / "content").rglob("*.md")]
    assert paths
    for path in paths:
        body = path.read_text("utf-8").split("---\n", 2)[-1]
        assert not syntax_problems(path.name, body, body.split("\n"), 1), path


@pytest.mark.parametrize("mark", ["`{}`", "```\n{}\n```", "<b title='{}'>粗</b>", "\\{}"])
def test_nothing_is_found_in_code_and_html_and_after_a_backslash(mark: str) -> None:
    for text in (
        "[^nope]",
        "[甲][乙]",
        "#標題",
        "==標記==",
        "{{ page.title }}",
        "[字]（https://a.example/）",
        ":smile:",
    ):
        body = mark.replace("{}", text)
        assert not syntax_problems("a.md", body, body.split("\n"), 1), body


@pytest.mark.xdist_group("latency")
@pytest.mark.parametrize(
    "piece",
    [
        "[^a]",
        "[甲][乙]",
        "** 粗 **",
        "==甲==",
        "{{ x",
        "{% x",
        "[[",
        "1、甲\n",
        "｜甲｜\n",
        "[甲](乙 丙",
        "# x\n#甲\n",
        "''",
        ":a:",
        "~1~",
    ],
)
def test_the_time_is_in_proportion_to_the_length(piece: str) -> None:
    assert growth(lambda body: syntax_problems("a.md", body, body.split("\n"), 1), lambda n: piece * n) < MAX_RATIO
