"""Pages have the bytes, and faults the messages, that Jinja's own code would give them; ink needs none of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
import pytest
from markupsafe import escape

from beilin.problems.problem import Problem
from beilin.reading.data_values import Data, Extra, FrozenDict
from beilin.rendering import render
from beilin.rendering.environment import make_environment
from beilin.rendering.messages import Words
from beilin.rendering.page_environment import PageEnvironment
from beilin.rendering.render import render_page
from beilin.rendering.theme import Template
from tests.little_site import SETTINGS, LittleSite, article
from tests.theme.conftest import HARD


@dataclass(frozen=True, slots=True)
class _View:
    title: str = "<題>"
    url: str = "/a&b/"
    series: str = ""
    extra: Extra = field(default_factory=lambda: Extra({"title": "<x>"}))


_VALUES = {
    "site": _View("a & b", "/"),
    "words": Words({"tags": "<Tags>", "rules": {"one": "1"}}),
    "assets": {"a.css": "/assets/a.1.css"},
    "data": Data(FrozenDict({"books": (FrozenDict({"title": "T", "items": "i"}),)}), ""),
    "article": _View(),
    "items": (1, 2, 3),
}
_MACROS = (
    "{% macro link(view, words='w') %}<a href='{{ view.url }}'>{{ words }}{{ view.title }}</a>{% endmacro %}\n"
    "{% macro twice(view) %}{{ link(view) }}{{ link(view, words=words.tags) }}{{ varargs }}{{ kwargs }}{% endmacro %}"
    "{% macro frame() %}[{{ caller(1) }}]{% endmacro %}{% macro of_page(site) %}{{ site.title }}{{ article.title }}"
    "{{ twice(article) }}{% endmacro %}{% macro _hidden() %}{% endmacro %}"
)
_BASE = (
    "{% import 'macros.html' as ui with context %}{% set top = 'top' %}<title>{{ self.name() | upper }}{{ self.name() }}"
    "{{ site.title }}</title>{% block name %}{{ words.tags }}&{{ site.url }}{{ top }}{% endblock %}"
    "{% block body %}{% endblock %}{{ assets['a.css'] }}{% block empty %}{% endblock %}"
)


def both(body: str, **others: str) -> tuple[bytes | Problem, bytes | Problem, PageEnvironment]:
    """The page with that body, as it is rendered and by Jinja's code; and the environment that rendered it."""
    sources = {"macros.html": _MACROS, "base.html": _BASE, **{name.replace("_", "."): text for name, text in others.items()}}  # fmt: skip
    sources["page.html"] = "{% extends 'base.html' %}{% block body %}" + body + "{% endblock %}"
    templates = {name: Template(f"t/{name}", source) for name, source in sources.items()}
    environment, plain = make_environment(templates), make_environment(templates)
    plain.indirect.add("page.html")
    return (
        render_page(environment, templates, "page.html", _VALUES),
        render_page(plain, templates, "page.html", _VALUES),
        environment,
    )


@pytest.mark.parametrize(
    "body",
    [
        "{{ super() }}{{ self.name() }}{{ self.name() | length }}",
        "{{ ui.link(article) }}{{ ui.twice(article, 1, a=2) }}{{ ui.of_page(site) }}{{ ui }}",
        "{{ ui.link(article) ~ '<' }}{{ ui.link(words='<', view=article) | upper }}{{ article.title | safe }}{{ 1 | safe }}",
        "{% call(n) ui.frame() %}{{ n }}{{ words.tags }}{% endcall %}",
        "{% import 'macros.html' as own with context %}{{ own.of_page(article) }}{{ own.link is defined }}",
        "{% from 'macros.html' import link as l with context %}{{ l(view=article) }}",
        "{% for item in items %}{{ loop.index }}{{ item }}{{ words.tags if loop.last }}{% else %}{{ site.url }}{% endfor %}",
        "{% for item in () %}{% else %}{{ site.url }}{% endfor %}{% for one in items if one > 1 %}{{ one }}{% endfor %}",
        "{% for row in data.books recursive %}{{ row.title }}{{ row.items is string }}{{ row['items'] }}{% endfor %}",
        "{{ article.extra.title }}{{ {'title': 5}.title }}{% set x = {'url': 6} %}{{ x.url }}{{ x.title is defined }}",
        "{{ article.nothing is defined }}{{ article.series is defined }}{{ article.name | default('none') }}",
        "{{ words.nothing is defined }}{% if words.other is defined %}{{ words.other }}{% endif %}{{ words.rules['one'] }}",
        "{% set ns = namespace(title='a') %}{% for i in items %}{% set ns.title = ns.title ~ i %}{% endfor %}{{ ns.title }}",
        "{% set twice %}{{ article.title }}{{ words.tags }}{% endset %}{{ twice }}{% filter upper %}{{ site.title }}{% endfilter %}",
        "{% include 'part.html' %}{% include ['none.html', 'part.html'] %}{% include 'none.html' ignore missing %}",
        "{% include 'plain.html' without context %}{{ 1 if article.series }}{{ 'a'.upper() }}{{ [1, 2] }}",
        "{% with title = words.tags %}{{ title }}{% include 'part.html' %}{% endwith %}{{ dict(a=1).items() | list }}",
        "{% block inner scoped %}{{ site.title }}{% block empty %}{{ super() }}!{% endblock %}{% endblock %}",
        "{{ site.title ~ words.tags }}{{ words.tags | e }}{{ assets['a.css'][site.url | length:] }}{{ site['title'] }}",
        "{% macro f(function, context) %}{{ function }}{{ context }}{% endmacro %}{{ f(context=1, function=2) }}",
        "{{ (5).bit_length() }}{{ (-5).bit_length() }}{{ (1 + 2).bit_length() }}{{ ','.join('<b') }}",
    ],
)  # fmt: skip
def test_what_is_compiled_directly_is_as_by_jinja(body: str) -> None:
    ours, theirs, environment = both(body, part_html="{{ site.title }}{{ top }}{{ article.title }}", plain_html="<p>")
    assert ours == theirs
    assert isinstance(ours, bytes)
    assert not environment.indirect


@pytest.mark.parametrize(
    "body",
    [
        "{% set site = article %}{{ site.title }}",
        "{% for words in items %}{{ words }}{% endfor %}",
        "{% autoescape false %}{{ article.title }}{{ words.tags }}{% endautoescape %}",
        "{% set shown = dict(title=1) %}{{ ui.link({'title': 3, 'url': 4}) }}",
        "{% macro own(site) %}{% include 'part.html' %}{% endmacro %}{{ own(article) }}",
        "{% with site = article %}{% include 'part.html' %}{% endwith %}",
        "{{ super.super }}",
    ],
)
def test_what_is_unusual_is_left_to_jinja(body: str) -> None:
    ours, theirs, environment = both(body, part_html="{{ site.title }}")
    assert ours == theirs
    assert environment.indirect


@pytest.mark.parametrize(
    "body",
    [
        "\n{{ article.nope }}",
        "\n{{ nope.title }}",
        "\n{{ words.nope }}",
        "\n{{ words.nope.more is defined }}",
        "\n{{ site.title.nope() }}",
        "\n{{ ui.nope(1) }}",
        "\n{{ ui.link() }}",
        "\n{{ ui.link(1, 2, 3) }}",
        "\n{{ ui.link(article, nope=1) }}",
        "\n{{ self.nope() }}",
        "\n{% call self.name() %}{% endcall %}",
        "\n{% if nope %}{% endif %}",
        "\n{{ 1 // 0 }}",
        "\n{% import 'macros.html' as own %}{{ own.of_page(article) }}",
        "\n{% include 'part.html' without context %}",
    ],
)
def test_faults_are_those_that_jinja_finds(body: str) -> None:
    """With the file, the line and the words."""
    ours, theirs, _ = both(body, part_html="{{ site.title }}")
    assert ours == theirs
    assert isinstance(ours, Problem)


@pytest.mark.parametrize(("page", "base"), [("page.txt", "base.html"), ("page.html", "base.txt")])
def test_blocks_of_a_template_that_escapes_otherwise_are_as_by_jinja(page: str, base: str) -> None:
    """It depends on the page, and not on the template that writes it, whether what a block returns is escaped."""
    sources = {
        page: "{% extends '" + base + "' %}{% block name %}<{{ super() }}{{ site.title }}{% endblock %}",
        base: "{% block name %}<i>{{ site.title }}{% endblock %}{{ self.name() }}{{ self.name() ~ '<' }}",
    }
    templates = {name: Template(f"t/{name}", source) for name, source in sources.items()}
    environment, plain = make_environment(templates), make_environment(templates)
    plain.indirect.add(page)
    assert render_page(environment, templates, page, _VALUES) == render_page(plain, templates, page, _VALUES)


def test_constants_are_of_their_page() -> None:
    templates = {"page.html": Template("t", "{{ words.tags }}{% macro m() %}{{ site.title }}{% endmacro %}{{ m() }}")}
    environment = make_environment(templates)
    for word in ("a", "b", "a<"):
        values = {"words": Words({"tags": word}), "site": _View(word)}
        assert render_page(environment, templates, "page.html", values) == str(escape(word) * 2).encode()
    assert not environment.indirect


def test_other_constants_compile_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as of another language, or the addresses of assets after an edit of a style sheet."""
    templates = {"page.html": Template("t", "{{ words.tags }}{{ assets['a.css'] }}")}
    environment = make_environment(templates)
    assert render_page(environment, templates, "page.html", _VALUES) == b"&lt;Tags&gt;/assets/a.1.css"
    monkeypatch.setattr(jinja2.Environment, "compile", None)
    values = _VALUES | {"assets": {"a.css": "/assets/a.2.css"}}
    assert render_page(environment, templates, "page.html", values) == b"&lt;Tags&gt;/assets/a.2.css"


@pytest.mark.parametrize("theme", ["ink", "plain"])
def test_our_themes_are_compiled_directly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theme: str) -> None:
    """All of their pages, in all languages, and with the bytes that Jinja's code would give them."""
    pages: list[tuple[str, Mapping[str, object], bytes | Problem]] = []
    used: list[tuple[PageEnvironment, Mapping[str, Template]]] = []

    def keep(environment: PageEnvironment, templates: Mapping[str, Template], name: str, values: Mapping[str, object]) -> bytes | Problem:  # fmt: skip
        page = render_page(environment, templates, name, values)
        pages.append((name, values, page))
        used.append((environment, templates))
        return page

    monkeypatch.setattr(render, "render_page", keep)
    site = LittleSite(tmp_path)
    settings = SETTINGS.replace("bare", theme) + "script_twins: true\n"
    articles = {f"content/articles/{name}": text for name, text in HARD.items() if not name.startswith("many-2")}
    english = {"content/articles/english.md": article("English", date="2024-01-01", language="en", tags="[open]")}
    site.write(
        {"site.yaml": settings, **articles, **english, "content/pages/about.md": article("關於", "[[English]]\n")}
    )
    assert site.build().published
    environment, templates = used[-1]
    assert not environment.indirect
    assert len(environment._direct) > 3
    plain = make_environment(templates)
    plain.indirect.update(templates)
    for name, values, page in pages:
        assert page == render_page(plain, templates, name, values)
