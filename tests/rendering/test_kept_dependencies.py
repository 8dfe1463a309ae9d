"""What templates depend on is found once, and nothing depends on whether it was kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.rendering import environment
from beilin.rendering.kept_dependencies import MAX_KEPT, dependencies_of
from beilin.rendering.theme import Template

NAMES = {"page.html", "other.html"}


def theme(source: str = "{{ title }}") -> dict[str, Template]:
    sources = {"page.html": "{% extends 'base.html' %}", "other.html": "{{ x }}", "base.html": source}
    return {name: Template(f"t/{name}", text) for name, text in sources.items()}


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One item for each time that templates are parsed."""
    calls: list[object] = []
    find = environment.template_dependencies

    def spy(*arguments: object) -> object:
        calls.append(arguments)
        return find(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(environment, "template_dependencies", spy)
    return calls


def test_unchanged_templates_are_not_parsed_again(tmp_path: Path, found: list[object]) -> None:
    first = dependencies_of(theme(), NAMES, tmp_path)
    assert first[0]["page.html"].names == {"title"}
    assert dependencies_of(theme(), NAMES, tmp_path) == first
    assert len(found) == 1
    assert dependencies_of(theme("{{ summary }}"), NAMES, tmp_path)[0]["page.html"].names == {"summary"}
    assert dependencies_of(theme(), {"other.html"}, tmp_path)[0].keys() == {"other.html"}
    assert len(found) == 2


def test_only_templates_that_are_not_kept_are_parsed(tmp_path: Path, found: list[object]) -> None:
    other = dependencies_of(theme(), {"other.html"}, tmp_path)[0]
    page = dependencies_of(theme(), {"page.html"}, tmp_path)[0]
    assert dependencies_of(theme(), NAMES, tmp_path)[0] == other | page
    assert len(found) == 2


def test_problems_are_found_every_time(tmp_path: Path, found: list[object]) -> None:
    for _ in range(2):
        assert [problem.code for problem in dependencies_of(theme("{% if %}"), NAMES, tmp_path)[1]] == [
            "template-syntax"
        ]
    assert len(found) == 2


def test_damage_and_a_folder_that_is_missing_cost_only_time(tmp_path: Path, found: list[object]) -> None:
    first = dependencies_of(theme(), NAMES, tmp_path)
    (file,) = tmp_path.iterdir()
    data = file.read_bytes()
    for at in (0, 20, len(data) - 1):
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert dependencies_of(theme(), NAMES, tmp_path) == first
    file.write_bytes(b"")
    assert dependencies_of(theme(), NAMES, tmp_path) == first
    assert len(found) == 5
    (tmp_path / "file").touch()
    assert dependencies_of(theme(), NAMES, tmp_path / "file") == first


def test_few_are_kept(tmp_path: Path) -> None:
    for number in range(MAX_KEPT + 3):
        dependencies_of(theme(f"{number}"), NAMES, tmp_path)
    assert len(list(tmp_path.iterdir())) == MAX_KEPT
