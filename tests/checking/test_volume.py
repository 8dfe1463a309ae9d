"""A long list is shortened for people, never for programs, and every problem can still be listed."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beilin.cli import cli
from tests.little_site import LittleSite, article, little_site

COUNTS = {"broken-link": 7, "no-alt-text": 5, "unlisted": 2}


@pytest.fixture
def site(tmp_path: Path) -> LittleSite:
    """An archive with more than three problems of two kinds, and two of a third."""
    links = "".join(f"見[第{n}篇](no{n}.md)。\n\n" for n in range(7))
    images = "".join(f"![]({n}.svg)\n\n" for n in range(5))
    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"
    files: dict[str, str | bytes] = {f"content/articles/{n}.svg": svg for n in range(5)}
    files |= {"content/articles/a.md": article("甲", links), "content/articles/b.md": article("乙", images)}
    return little_site(tmp_path, files)


def run(site: LittleSite, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--root", str(site.root), "--jobs", "1"])


def listed(text: str) -> Counter[str]:
    """How many problems of each kind the text lists."""
    return Counter(re.findall(r"^\S+: (?:error|warning|note): .* \[([a-z-]+)\]$", text, re.MULTILINE))


def test_check_lists_three_of_each_kind_and_counts_the_others(site: LittleSite) -> None:
    result = run(site, "check")
    assert listed(result.stdout) == {"broken-link": 3, "no-alt-text": 3, "unlisted": 2}
    assert "  and 4 more: build.py check --code broken-link\n" in result.stdout
    assert "  and 2 more: build.py check --code no-alt-text\n" in result.stdout
    assert "14 warnings in 2 Markdown files" in result.stderr


def test_the_command_that_is_named_lists_all_of_that_kind_and_nothing_else(site: LittleSite) -> None:
    command = re.findall(r"more: build.py (.*)", run(site, "check").stdout)
    assert [listed(run(site, *words.split()).stdout) for words in command] == [{"broken-link": 7}, {"no-alt-text": 5}]
    both = run(site, "check", "--code", "broken-link", "--code", "unlisted")
    assert listed(both.stdout) == {"broken-link": 7, "unlisted": 2}


@pytest.mark.parametrize("command", ["check", "build"])
def test_all_lists_everything(site: LittleSite, command: str) -> None:
    result = run(site, command, "--all")
    found = listed(result.stdout if command == "check" else result.stderr)
    assert found == (COUNTS if command == "check" else {"broken-link": 7})
    assert " more: " not in result.output


def test_a_build_shortens_its_list_in_the_same_way(site: LittleSite) -> None:
    result = run(site, "build")
    assert listed(result.stderr) == {"broken-link": 3}
    assert "  and 4 more: build.py check --code broken-link\n" in result.stderr


def test_programs_get_everything(site: LittleSite) -> None:
    report = json.loads(run(site, "check", "--format", "json").stdout)
    assert Counter(problem["code"] for problem in report["problems"]) == COUNTS
    annotations = run(site, "check", "--format", "github").stdout.splitlines()
    assert Counter(re.findall(r"title=([a-z-]+)", "\n".join(annotations))) == COUNTS


def test_shortening_changes_no_exit_code(site: LittleSite) -> None:
    """Errors are shortened as well, and the site is still not published."""
    site.write({f"content/articles/e{n}.md": article("甲", date="2023-02-30") for n in range(5)})
    result = run(site, "build")
    assert (result.exit_code, listed(result.stderr)) == (1, {"bad-value": 3})
    assert "and 2 more: build.py check --code bad-value" in result.stderr
    assert run(site, "check").exit_code == 1
    assert run(site, "check", "--code", "broken-link").exit_code == 0
    assert run(site, "check", "--code", "broken-link", "--strict").exit_code == 1


def test_a_code_that_does_not_exist_is_wrong_usage(site: LittleSite) -> None:
    result = run(site, "check", "--code", "unknown-tags")
    assert result.exit_code == 2
    assert "'unknown-tag'" in result.stderr
