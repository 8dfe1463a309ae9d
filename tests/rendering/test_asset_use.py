"""Which templates only write the URLs of assets into pages, so that these can be patched."""

from __future__ import annotations

import pytest

from beilin.rendering.environment import make_environment, template_dependencies
from beilin.rendering.theme import Template

MACROS = (
    "{% macro script(url) %}{% if url %}<script src='{{ url }}'></script>{% endif %}{% endmacro %}"
    "{% macro loud(url) %}{{ url | upper }}{% endmacro %}{% macro kept(url) %}{% set x = url %}{% endmacro %}"
)
BASE = "{% block head %}{{ assets['a.css'] }}{% endblock %}{% block title %}{{ site.title }}{% endblock %}"
WRITTEN = {
    "written": "<link href='{{ assets[\"a.css\"] }}'>",
    "in a condition and a loop": "{% for x in (1, 2) %}{% if site.title %}{{ assets['a.css'] }}{% endif %}{% endfor %}",
    "joined to another": "{{ site.base_url ~ assets['a.css'] }}",
    "after the base path": "{{ site.base_url }}{{ assets['a.css'][site.url | length:] }}",
    "by a macro": "{% import 'macros.html' as ui %}{{ ui.script(assets['a.js']) }}{{ ui.script(url=assets['a.js']) }}",
    "by an imported macro": "{% from 'macros.html' import script %}{{ script(assets['a.js']) }}",
    "in a block": "{% extends 'base.html' %}{% block head %}{{ super() }}{{ assets['b.css'] }}{% endblock %}",
    "in an included template": "{% include 'base.html' %}",
    "beside a block that is used": "{% extends 'base.html' %}{% block head %}{{ self.title() | upper }}{% endblock %}",
    "not at all": "{{ site.title | upper }}",
}
COMPUTED = {
    "by a filter": "{{ assets['a.css'] | upper }}",
    "by a method": "{{ assets['a.css'].upper() }}",
    "by a part of it": "{{ assets['a.css'][:12] }}",
    "by a comparison": "{% if assets['a.css'] == 'x' %}x{% endif %}",
    "by a loop": "{% for name in assets %}{{ name }}{% endfor %}",
    "by a name of its own": "{% set css = assets['a.css'] %}{{ css }}",
    "by its text": "{% set css %}{{ assets['a.css'] }}{% endset %}{{ css | length }}",
    "by a block of a filter": "{% filter upper %}{{ assets['a.css'] }}{% endfilter %}",
    "by a filter of an included template": "{% filter upper %}{% include 'base.html' %}{% endfilter %}",
    "by a filter of the text above": "{% extends 'base.html' %}{% block head %}{{ super() | upper }}{% endblock %}",
    "by a filter of a block": "{% extends 'base.html' %}{% block title %}{{ self.head() | upper }}{% endblock %}",
    "by a filter of what is around a block": "{% block all %}{% block head %}{{ assets['a.css'] }}{% endblock %}"
    "{% endblock %}{{ self.all() | upper }}",
    "by a macro": "{% import 'macros.html' as ui %}{{ ui.loud(assets['a.js']) }}",
    "by a macro that keeps it": "{% from 'macros.html' import kept %}{{ kept(assets['a.js']) }}",
    "by a filter of a macro": "{% import 'macros.html' as ui %}{{ ui.script(assets['a.js']) | upper }}",
    "by a macro for a caller": "{% macro m() %}{{ caller() | upper }}{% endmacro %}"
    "{% call m() %}{{ assets['a.css'] }}{% endcall %}",
    "by a function": "{{ dict(a=assets['a.css']) }}",
    "by the text of a module": "{% import 'base.html' as base %}{{ base | upper }}",
}


@pytest.mark.parametrize(
    ("source", "is_written"),
    [*((source, True) for source in WRITTEN.values()), *((source, False) for source in COMPUTED.values())],
    ids=[*WRITTEN, *(f"not {how}" for how in COMPUTED)],
)
def test_only_written(source: str, *, is_written: bool) -> None:
    sources = {"macros.html": MACROS, "base.html": BASE, "page.html": source}
    templates = {name: Template(f"themes/t/templates/{name}", text) for name, text in sources.items()}
    found, problems = template_dependencies(make_environment(templates), templates, ["page.html"])
    assert problems == []
    assert found["page.html"].writes_assets == is_written
