"""A template is given exactly what was hashed, and nothing else reaches a page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from beilin.planning.context import TrackedContext
from beilin.planning.kinds.standalone import STANDALONE
from beilin.planning.page import Page
from beilin.problems.problem import Problem
from beilin.rendering.environment import make_environment, template_dependencies
from beilin.rendering.filters import long_date, xml_text
from beilin.rendering.keys import render_key
from beilin.rendering.render import render_page
from beilin.rendering.theme import Template
from tests.planning.support import archive_of


def templates(**sources: str) -> dict[str, Template]:
    """Templates by name; `_` in a keyword stands for a full stop."""
    return {name.replace("_", "."): Template(f"t/{name.replace('_', '.')}", source) for name, source in sources.items()}


def names_of(page: str, **others: str) -> frozenset[str]:
    """The names that the page's template looks up, with its parts."""
    known = templates(page_html=page, **others)
    facts, problems = template_dependencies(make_environment(known), known, ["page.html"])
    assert not problems
    return facts["page.html"].names


def test_names_are_found_in_all_parts() -> None:
    assert names_of(
        "{% extends 'base.html' %}{% block a %}{{ x.y }}{% endblock %}", base_html="{% block a %}{% endblock %}{{ z }}"
    ) == {"x", "z"}
    assert names_of("{% include 'part.html' %}{{ own }}", part_html="{{ inner }}") == {"own", "inner"}
    assert names_of(
        "{% from 'm.html' import f %}{{ f(a) }}", m_html="{% macro f(n) %}{{ n }}{{ secret }}{% endmacro %}"
    ) == {"a", "secret"}
    assert names_of("{% set x = 1 %}{{ x }}{% for i in l %}{{ i }}{{ loop.index }}{% endfor %}") == {"l"}


def test_a_value_is_passed_only_when_a_source_names_it() -> None:
    known = templates(page_html="{{ a }}")
    facts, _ = template_dependencies(make_environment(known), known, ["page.html"])
    kind = replace(STANDALONE, values={"a": lambda _context, _id: 1, "b": lambda _context, _id: 2})
    page = Page(kind, ("a",), "a/index.html", "a test")
    assert page.values(facts["page.html"].names, TrackedContext(archive_of([]))) == {"a": 1}


def test_the_key_follows_what_is_used_and_only_that() -> None:
    def key(source: str, view: dict[str, object], salt: str = "1", **others: str) -> str:
        known = templates(page_html=source, **others)
        facts, _ = template_dependencies(make_environment(known), known, ["page.html"])
        return render_key(salt, facts["page.html"], view, {})

    base = key("{{ a }}", {"a": "x", "b": 1})
    assert key("{{ a }}", {"a": "x", "b": 2}) == base
    assert key("{{ a }}", {"a": "x"}) == base
    different = [
        key("{{ a }}", {"a": "y", "b": 1}),
        key("{{ a }} ", {"a": "x", "b": 1}),
        key("{{ a }}{{ b }}", {"a": "x", "b": 1}),
        key("{{ a }}", {"a": "x", "b": 1}, salt="2"),
        key("{{ a }}{% include 'p.html' %}", {"a": "x"}, p_html="1"),
        key("{{ a }}{% include 'p.html' %}", {"a": "x"}, p_html="2"),
        key("{{ a }}{% include 'p.html' ignore missing %}", {"a": "x"}),
        key("{{ a }}{% include 'p.html' ignore missing %}", {"a": "x"}, p_html="1"),
    ]
    assert len({base, *different}) == 1 + len(different)


def test_values_of_different_types_have_different_keys() -> None:
    known = templates(page_html="{{ a }}")
    facts, _ = template_dependencies(make_environment(known), known, ["page.html"])
    values: list[object] = [1, "1", True, None, 1.0, (1,), ("1",), {"1": 1}, ""]
    assert len({render_key("s", facts["page.html"], {"a": value}, {}) for value in values}) == len(values)


@pytest.mark.parametrize("name", ["lipsum", "random"])
def test_what_would_differ_from_time_to_time_is_gone(name: str) -> None:
    environment = make_environment({})
    assert name not in environment.globals
    assert name not in environment.filters


def test_text_is_escaped_in_html_and_xml_and_not_in_markdown() -> None:
    known = templates(a_html="{{ x }}", a_xml="{{ x }}", a_md="{{ x }}")
    environment = make_environment(known)
    pages = [render_page(environment, known, name, {"x": "<&>"}) for name in known]
    assert pages == [b"&lt;&amp;&gt;", b"&lt;&amp;&gt;", b"<&>"]


def test_a_problem_names_the_part_and_line_that_failed() -> None:
    known = templates(page_html="{% include 'part.html' %}", part_html="\n\n{{ x.nope }}")
    problem = render_page(make_environment(known), known, "page.html", {"x": 1})
    assert isinstance(problem, Problem)
    assert (problem.file, problem.line, problem.source) == ("t/part.html", 3, "{{ x.nope }}")


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh-Hant", "2023年6月1日"), ("zh-Hans", "2023年6月1日"), ("en", "June 1, 2023"), ("fr", "2023-06-01")],
)
def test_dates_are_written_as_the_language_does(language: str, text: str) -> None:
    assert long_date("2023-06-01T10:00:00+08:00", language) == text


def test_xml_holds_no_character_that_xml_forbids() -> None:
    assert xml_text("a\x00\x08\ufffe\ud800b\t\n中") == "ab\t\n中"
