"""Compiled templates are cached for the next build, and nothing depends on the cache."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from beilin.rendering.compiled import CompiledTemplates, compiled_folder
from beilin.rendering.environment import make_environment
from beilin.rendering.render import render_page
from beilin.rendering.theme import Template


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled."""
    names: list[str] = []
    compile_template = jinja2.Environment.compile

    def spy(self: jinja2.Environment, source: str, name: str, *rest: object) -> object:
        names.append(name)
        return compile_template(self, source, name, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", spy)
    return names


def rendered(folder: Path, source: str) -> str:
    """A page by a template that extends another, rendered in a new environment."""
    sources = {"page.html": "{% extends 'base.html' %}{% block b %}" + source + "{% endblock %}", "base.html": "<{% block b %}{% endblock %}>"}  # fmt: skip
    templates = {name: Template(f"t/{name}", text) for name, text in sources.items()}
    environment = make_environment(templates)
    environment.direct_codes = CompiledTemplates(folder)
    page = render_page(environment, templates, "page.html", {"x": 1})
    assert isinstance(page, bytes)
    assert not environment.indirect
    return page.decode()


def test_only_changed_templates_are_compiled_again(tmp_path: Path, compiled: list[str]) -> None:
    folder = compiled_folder(tmp_path / "cache", "one")
    assert rendered(folder, "{{ x }}") == "<1>"
    assert sorted(compiled) == ["base.html", "page.html"]
    assert rendered(folder, "{{ x }}") == "<1>"
    assert len(compiled) == 2
    assert rendered(folder, "{{ x + 1 }}") == "<2>"
    assert compiled[2:] == ["page.html"]


def test_a_different_version_of_the_code_compiles_again(tmp_path: Path, compiled: list[str]) -> None:
    for salt in ("one", "two"):
        rendered(compiled_folder(tmp_path / "cache", salt), "{{ x }}")
    assert len(compiled) == 4
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["two"]


def test_damaged_bytecode_is_not_run(tmp_path: Path, compiled: list[str]) -> None:
    """Python would crash, or do anything."""
    folder = compiled_folder(tmp_path / "cache", "one")
    rendered(folder, "{{ x }}")
    for at in (-20, 5, 60, 200):
        for file in folder.iterdir():
            data = bytearray(file.read_bytes())
            data[at] ^= 0x55
            file.write_bytes(data)
        compiled.clear()
        assert rendered(folder, "{{ x }}") == "<1>"
        assert len(compiled) == 2
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes()[:100])
    assert rendered(folder, "{{ x }}") == "<1>"


def test_a_file_in_place_of_the_folder_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert rendered(compiled_folder(tmp_path / "file", "one"), "{{ x }}") == "<1>"
