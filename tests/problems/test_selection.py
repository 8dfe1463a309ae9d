"""A kind of problem with a thousand members is told in three, with an exact count."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.problems.formats import format_listed
from beilin.problems.problem import Problem
from beilin.problems.selection import all_of, first_of_each_kind


def broken_links(count: int) -> list[Problem]:
    return [Problem("broken-link", f"m{n}", "a.md", n) for n in range(1, count + 1)]


@pytest.mark.parametrize(("count", "omitted"), [(1, 0), (3, 0), (4, 1), (250, 247)])
def test_three_of_a_kind_and_the_number_of_the_others(count: int, omitted: int) -> None:
    listed = first_of_each_kind(None, broken_links(count))
    assert [one.problem.line for one in listed] == list(range(1, min(count, 3) + 1))
    assert [one.omitted for one in listed] == [0] * (len(listed) - 1) + [omitted]


def test_kinds_do_not_count_for_each_other() -> None:
    """One frequent kind hides no other, and the order of the files stays."""
    rare = Problem("bad-image", "m", "b.png")
    listed = first_of_each_kind(None, [*broken_links(9), rare, Problem("unknown-tag", "m", "a.md", 5)])
    assert [one.problem.code for one in listed] == ["broken-link"] * 3 + ["unknown-tag", "bad-image"]


def test_a_repeated_problem_is_counted_once() -> None:
    assert [one.omitted for one in first_of_each_kind(None, broken_links(4) * 2)] == [0, 0, 1]


@pytest.mark.parametrize(
    ("code", "options", "command"),
    [
        ("unknown-tag", "", "check --code unknown-tag"),
        ("unknown-tag", " --drafts", "check --code unknown-tag --drafts"),
        ("dead-link", "", "check --external --code dead-link"),
        ("template-failed", "", "build --all"),
        ("not-ours", "", "build --all"),
    ],
)
def test_the_command_that_lists_the_rest_reports_that_kind(code: str, options: str, command: str) -> None:
    """`check` renders nothing and writes nothing, so what only a build finds is listed by a build."""
    listed = first_of_each_kind(None, [Problem(code, f"m{n}", "a.md", n) for n in range(1, 6)])
    assert format_listed(listed, options)[-1] == f"  and 2 more: build.py {command}"


def test_what_no_command_lists_is_listed_whole() -> None:
    """The reasons why a change is refused would otherwise be lost."""
    refusals = [Problem("refused", f"m{n}", "a.md", n) for n in range(1, 9)]
    assert first_of_each_kind(None, refusals) == all_of(None, refusals)


def test_the_first_of_a_line_are_those_that_stand_first_in_it(tmp_path: Path) -> None:
    """Columns are known only once the file is read, and a line may have more problems than are listed."""
    words = [f"{letter}詞" for letter in "庚己戊丁丙乙甲"]
    (tmp_path / "a.md").write_text(f"[{', '.join(words)}]\n", "utf-8")
    problems = [Problem("unknown-tag", f"the tag '{word}' is unknown", "a.md", 1) for word in sorted(words)]
    listed = first_of_each_kind(tmp_path, problems)
    assert [one.problem.column for one in listed] == [2, 6, 10]
    assert [one.omitted for one in listed] == [0, 0, 4]
