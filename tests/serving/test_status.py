from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from beilin.building.build import BuildResult
from beilin.problems.formats import format_problem
from beilin.problems.problem import Problem
from beilin.serving.announcements import announce, duration
from beilin.serving.status import Site, Status, after_build

OUTPUT = Path("site")
ERROR = Problem("missing-key", "the title is missing", "content/a.md", 1, hint="Add one.")
WARNING = Problem("unknown-tag", "unknown tag", "content/a.md", 2)
GOOD = BuildResult((), True, OUTPUT, "/", pages=40, rendered=3, written=5, seconds=0.043)
NOTHING = GOOD._replace(rendered=0, written=0)
BAD = BuildResult((ERROR, WARNING), False, OUTPUT, "/", seconds=0.012)
SERVED = Status(Site(OUTPUT), 3)
LAGGING = replace(SERVED, is_search_outdated=True)


@pytest.mark.parametrize(
    ("before", "result", "after"),
    [
        (Status(), GOOD, Status(Site(OUTPUT), 1)),
        (Status(), NOTHING, Status(Site(OUTPUT), 1)),
        (SERVED, GOOD, Status(Site(OUTPUT), 4)),
        (SERVED, NOTHING._replace(removed=1), Status(Site(OUTPUT), 4)),
        (SERVED, NOTHING, SERVED),
        (SERVED, NOTHING._replace(base_path="/b/"), Status(Site(OUTPUT, "/b/"), 4)),
        (SERVED, NOTHING._replace(draft_paths=frozenset({"x"})), Status(Site(OUTPUT, "/", frozenset({"x"})), 4)),
        (SERVED, BAD, replace(SERVED, problems=BAD.problems)),
        (SERVED, BAD._replace(base_path="/b/"), replace(SERVED, problems=BAD.problems)),
        (Status(), BAD, Status(problems=BAD.problems)),
        (replace(SERVED, problems=BAD.problems), NOTHING, SERVED),
        (SERVED, NOTHING._replace(problems=(WARNING,)), replace(SERVED, problems=(WARNING,))),
        (SERVED, GOOD._replace(is_search_outdated=True), replace(SERVED, version=4, is_search_outdated=True)),
        (LAGGING, NOTHING, replace(SERVED, version=4)),  # the search page says no longer that the index is older
        (LAGGING, NOTHING._replace(is_search_outdated=True), LAGGING),
        (LAGGING, BAD, replace(LAGGING, problems=BAD.problems)),
    ],
)
def test_status_after_a_build(before: Status, result: BuildResult, after: Status) -> None:
    """Pages reload only when a reader could see a difference; a failed build keeps the good site."""
    assert after_build(before, result) == after


def test_warnings_are_not_errors() -> None:
    """A warning must not cover the page."""
    assert Status(problems=(WARNING, ERROR)).errors == (ERROR,)


@pytest.mark.parametrize(
    ("before", "result", "lines"),
    [
        (SERVED, GOOD, ["Rendered 3 of 40 pages, 5 files written (43 ms)."]),
        (
            SERVED,
            GOOD._replace(named=("articles/a/index.html", "index.html", "feed.xml")),
            ["Rendered 3 of 40 pages, 5 files written (43 ms): /articles/a/, /, /feed.xml and 2 more."],
        ),
        (
            SERVED,
            GOOD._replace(written=1, named=("articles/a/index.html",)),
            ["Rendered 3 of 40 pages, 1 file written (43 ms): /articles/a/."],
        ),
        (
            SERVED,
            GOOD._replace(written=40, named=("articles/a/index.html",)),
            ["Rendered 3 of 40 pages, 40 files written (43 ms)."],
        ),
        (
            SERVED,
            GOOD._replace(pages=1, written=1, removed=2),
            ["Rendered 3 of 1 page, 1 file written, 2 removed (43 ms)."],
        ),
        (SERVED, NOTHING, []),
        (Status(), NOTHING, ["Rendered 0 of 40 pages, 0 files written (43 ms)."]),
        (replace(SERVED, problems=BAD.problems), NOTHING, ["Rendered 0 of 40 pages, 0 files written (43 ms)."]),
        (
            SERVED,
            BAD,
            [format_problem(ERROR), format_problem(WARNING), "1 error; still serving the last good site (12 ms)."],
        ),
        (replace(SERVED, problems=BAD.problems), BAD, ["Still 1 error; still serving the last good site (12 ms)."]),
        (Status(), BAD, [format_problem(ERROR), format_problem(WARNING), "1 error (12 ms)."]),
        (SERVED, NOTHING._replace(problems=(WARNING,)), [format_problem(WARNING)]),
        (replace(SERVED, problems=(WARNING,)), NOTHING._replace(problems=(WARNING,)), []),
        (LAGGING, NOTHING, []),
        (LAGGING, GOOD._replace(rendered=0), ["The search is up to date: 5 files written (43 ms)."]),
        (LAGGING, GOOD._replace(is_search_outdated=True), ["Rendered 3 of 40 pages, 5 files written (43 ms)."]),
    ],
)
def test_what_the_terminal_prints(before: Status, result: BuildResult, lines: list[str]) -> None:
    """All problems, but none twice for one change; one line for a rebuild, and none if nothing changed."""
    assert announce(before, result, lambda problems: list(map(format_problem, problems))) == lines


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.0004, "0 ms"), (0.0426, "43 ms"), (0.9996, "1.0 s"), (12.34, "12.3 s")]
)
def test_durations(seconds: float, text: str) -> None:
    """Never 1000 ms."""
    assert duration(seconds) == text
