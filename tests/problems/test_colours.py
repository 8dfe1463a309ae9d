"""Colours, and cut source lines, are only for terminals: colours for those that have them, and people who want them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from beilin.problems.formats import Style, display_width, format_problem
from beilin.problems.problem import Problem
from tests.little_site import article, little_site
from tests.terminal import printed_in_a_terminal

PROBLEM = Problem("broken-link", "m", "a.md", 3, 2, "hint", "source")
SGR = re.compile(r"\x1b\[[0-9;]*m")


def test_colours_are_all_that_a_terminal_gets_in_addition() -> None:
    coloured = format_problem(PROBLEM, Style(in_colour=True))
    assert SGR.sub("", coloured) == format_problem(PROBLEM)
    assert "\x1b[1;33mwarning:\x1b[0m" in coloured
    assert coloured.count("\x1b[0m") == len(SGR.findall(coloured)) / 2, "every colour ends"


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize(
    ("environment", "has_colour"), [({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False)]
)
def test_no_color_is_respected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, environment: dict[str, str], has_colour: bool
) -> None:
    """Set to anything but an empty string, NO_COLOR turns colours off (no-color.org)."""
    site = little_site(tmp_path, {"content/articles/a.md": article("甲", "見[乙](b.md)。\n")})
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    printed = printed_in_a_terminal(command, "--root", str(site.root))
    assert "warning: the link 'b.md'" in SGR.sub("", printed)
    assert bool(SGR.search(printed)) == has_colour


def test_a_dumb_terminal_gets_no_colours(tmp_path: Path) -> None:
    site = little_site(tmp_path, {"content/articles/a.md": article("甲", "見[乙](b.md)。\n")})
    printed = printed_in_a_terminal("build", "--root", str(site.root), term="dumb")
    assert "\x1b" not in printed


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_a_source_line_fits_into_the_terminal_with_its_caret(columns: int) -> None:
    """A wrapped line would leave its caret under the wrong character."""
    source = "字" * 60 + "錯" + "字" * 60
    problem = Problem("broken-link", "m", "a.md", 3, 61, source=source)
    _, line, caret = format_problem(problem, Style(columns=columns)).splitlines()
    assert display_width(line) <= max(columns, 28)
    assert line[: line.index("錯")].count("字") * 2 == len(caret) - len("  3 | ^") - line.startswith("  3 | …")
