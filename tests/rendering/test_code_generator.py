"""Pages have the bytes that Jinja's own code would give them."""

from __future__ import annotations

import jinja2
from hypothesis import given
from hypothesis import strategies as st
from jinja2.meta import find_undeclared_variables
from markupsafe import Markup, escape

from beilin.rendering.code_generator import escaped
from beilin.rendering.environment import make_environment
from beilin.rendering.render import render_page
from beilin.rendering.theme import Template


class _Html:
    def __html__(self) -> str:
        return "<i>&amp;</i>"


_SOURCES = {
    "macros.html": "{% macro quote(text) %}<q>{{ text }}</q>{% endmacro %}"
    "{% macro frame(text) %}{{ text }}{{ caller() }}{% endmacro %}",
    "base.html": "<title>{{ self.name() }}</title>{% block name %}{{ value }}{% endblock %}{% block body %}{% endblock %}",
    "page.html": (
        '{% extends "base.html" %}{% import "macros.html" as ui %}{% block name %}{{ super() }}&{% endblock %}'
        "{% block body %}{{ value }}{{ ui.quote(value) }}{{ value ~ '<' }}{{ value | safe }}{{ value | e | upper }}"
        "{% set twice %}{{ value }}{{ value }}{% endset %}{{ twice }}{% call ui.frame(twice) %}{{ value }}{% endcall %}"
        "{% for one in [value, 1, none, true] %}{{ one }}{% endfor %}{% filter upper %}{{ value }}{% endfilter %}"
        "{% autoescape false %}{{ value }}{% endautoescape %}{% endblock %}"
    ),
    "page.txt": "{{ value }}",
}

_TEMPLATES = {name: Template(name, source) for name, source in _SOURCES.items()}
_OURS = make_environment(_TEMPLATES)
_THEIRS = jinja2.Environment(
    loader=jinja2.DictLoader(_SOURCES),
    autoescape=jinja2.select_autoescape(["html", "xml"]),
    undefined=jinja2.StrictUndefined,
)


_TEXTS = st.text(st.characters(codec="utf-8"))


@given(_TEXTS | st.integers() | st.none() | _TEXTS.map(Markup) | st.builds(_Html))
def test_values_are_escaped_as_by_jinja(value: object) -> None:
    """Wherever a value stands: in a block, a macro, a loop, a text that is set, and where nothing is escaped."""
    assert escaped(value) == escape(value)
    for name in ("page.html", "page.txt"):
        page = _THEIRS.get_template(name).render(value=value)
        assert _OURS.get_template(name).render(value=value) == page
        assert render_page(_OURS, _TEMPLATES, name, {"value": value}) == page.encode()


def test_the_names_of_a_template_are_those_that_jinja_finds() -> None:
    """What a template looks up decides what its pages depend on; the code that is made for that is then compiled."""
    for name, source in _SOURCES.items():
        environment = make_environment({name: Template(name, source) for name, source in _SOURCES.items()})
        _, names = environment.parse_and_name(source, name, name)
        assert names == find_undeclared_variables(_THEIRS.parse(source))
        assert environment.get_template(name).name == name
