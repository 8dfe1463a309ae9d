"""A cached part of a template is what it would be if it were rendered each time."""

from __future__ import annotations

from dataclasses import dataclass

import jinja2
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from beilin.rendering import cached_parts
from beilin.rendering.environment import make_environment
from beilin.rendering.messages import Words
from beilin.rendering.page_environment import PageEnvironment
from beilin.rendering.render import render_page
from beilin.rendering.theme import Template


@dataclass(frozen=True, slots=True)
class _View:
    title: str


def _environment(**sources: str) -> PageEnvironment:
    return make_environment({f"{name}.html": Template(f"t/{name}.html", source) for name, source in sources.items()})


_CARD = (
    "{% macro card(view, title, words) %}X"
    "<p>{% set own = title == 1 %}{{ title }}{{ own }}{% for one in [view, view] %}{{ one.title }}{{ words.of }}"
    "{{ loop.index }}{% endfor %}{{ data }}{{ dict(a=title) }}</p>Y{% endmacro %}"
)
_PAGE = '{% import "macros.html" as ui with context %}{{ ui.card(view, title, words) }}'
_CACHED = _environment(page=_PAGE, macros=_CARD.replace("X", "{% cache %}").replace("Y", "{% endcache %}"))
_EACH = _environment(page=_PAGE, macros=_CARD.replace("X", "").replace("Y", ""))

_TITLES: list[object] = ["1", 1, 1.0, True, Markup("1"), "<b>", Markup("<b>"), None, (1, "<b>"), (True, "<b>"), ()]
_VIEWS = [_View("a"), _View("a&"), _View("b")]
_WORDS = [Words({"of": "of"}), Words({"of": "之"})]


_values = st.tuples(
    st.sampled_from(_VIEWS), st.sampled_from(_TITLES), st.sampled_from(_WORDS), st.sampled_from(["", "data", ("d",)])
)


@given(st.lists(_values, max_size=12))
def test_it_is_what_would_be_rendered(pages: list[tuple[object, ...]]) -> None:
    """Values that are equal but written differently, equal objects, and two languages of the interface."""
    for view, title, words, data in pages:
        values = {"view": view, "title": title, "words": words, "data": data}
        assert _CACHED.get_template("page.html").render(values) == _EACH.get_template("page.html").render(values)


class _Counting:
    """A filter that counts how often it is applied."""

    def __init__(self, environment: PageEnvironment) -> None:
        self.times = 0
        environment.filters["counted"] = self

    def __call__(self, value: object) -> object:
        self.times += 1
        return value


def test_it_is_rendered_once_for_the_same_values() -> None:
    """Whatever page asks for it; a copy of a view is another value, for its next edit may be its only difference."""
    environment = _environment(
        page='{% import "macros.html" as ui with context %}{{ other }}{{ ui.card(view) }}{{ ui.card(view) }}',
        macros="{% macro card(view) %}{% cache %}{{ view.title | counted }}{{ words.of }}{% endcache %}{% endmacro %}",
    )
    counting = _Counting(environment)
    template = environment.get_template("page.html")
    assert template.render(view=_VIEWS[0], words=_WORDS[0], other=1) == "1aofaof"
    assert template.render(view=_VIEWS[0], words=_WORDS[0], other=2) == "2aofaof"
    assert counting.times == 1
    assert template.render(view=_VIEWS[0], words=_WORDS[1], other=3) == "3a之a之"
    assert template.render(view=_View("a"), words=_WORDS[0], other=4) == "4aofaof"
    assert counting.times == 3


def test_a_build_keeps_it_for_each_language() -> None:
    """The code that renders pages has the words as constants."""
    sources = {
        "page.html": '{% import "macros.html" as ui with context %}{{ ui.card(view) }}',
        "macros.html": "{% macro card(view) %}{% cache %}{{ view.title | counted }}{{ words.of }}{% endcache %}{% endmacro %}",
    }
    templates = {name: Template(f"t/{name}", source) for name, source in sources.items()}
    environment = make_environment(templates)
    counting = _Counting(environment)
    pages = [
        render_page(environment, templates, "page.html", {"view": view, "words": words})
        for view, words in [(_VIEWS[0], _WORDS[0]), (_VIEWS[0], _WORDS[1]), (_VIEWS[1], _WORDS[1])] * 2
    ]
    assert pages == [b"aof", "a之".encode(), "a&amp;之".encode()] * 2
    assert counting.times == 3
    assert not environment.indirect


@pytest.mark.parametrize("value", ["[1]", "{'a': 1}", "namespace(a=1)", "(1, [2])", "loop", "ui"])
def test_what_can_change_is_rendered_each_time(value: str) -> None:
    environment = _environment(
        page='{% import "macros.html" as ui %}{% for one in [1, 1] %}{% set x = ' + value + " %}"
        "{% cache %}{{ one | counted if x }}{% endcache %}{% endfor %}",
        macros="",
    )
    counting = _Counting(environment)
    assert environment.get_template("page.html").render() == "11"
    assert counting.times == 2


class _Struct(msgspec.Struct, frozen=True):
    title: str


class _Changeable(msgspec.Struct):
    title: str


@pytest.mark.parametrize(("kind", "times"), [(_View, 1), (_Struct, 1), (_Changeable, 2)])
def test_views_are_kept_whatever_they_are_made_of(kind: type, times: int) -> None:
    environment = _environment(page="{% cache %}{{ view.title | counted }}{% endcache %}")
    counting, view = _Counting(environment), kind("a")
    for _ in range(2):
        assert environment.get_template("page.html").render(view=view) == "a"
    assert counting.times == times


def test_what_it_sets_outside_is_set_each_time() -> None:
    environment = _environment(
        page="{% set sum = namespace(all=0) %}{% for one in [1, 1] %}{% cache %}{% set sum.all = sum.all + one %}"
        "{% endcache %}{% endfor %}{{ sum.all }}"
    )
    assert environment.get_template("page.html").render() == "2"


def test_a_failure_is_not_kept() -> None:
    environment = _environment(page="{% cache %}\n{{ 1 // number }}{% endcache %}")
    template = environment.get_template("page.html")
    for _ in range(2):
        with pytest.raises(ZeroDivisionError) as raised:
            template.render(number=0)
        assert raised.traceback[-1].lineno == 1  # counted from 0
    with pytest.raises(jinja2.UndefinedError, match="'number' is undefined"):
        template.render()


def test_little_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """`serve` renders for days."""
    monkeypatch.setattr(cached_parts, "MAX_CHARACTERS", 1000)
    environment = _environment(page="{% cache %}{{ number }}{{ '-' * 90 }}{% endcache %}")
    for number in range(100):
        environment.get_template("page.html").render(number=number)
    assert 5 <= len(environment.cached_parts._texts) <= 11


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("{% block a %}{% endblock %}", "blocks"),
        ("{{ self.a() }}", "blocks"),
        ("{{ super() }}", "blocks"),
        ("{% include 'page.html' %}", "other templates"),
        ("{% import 'page.html' as ui with context %}", "other templates"),
        ("{% from 'page.html' import ui %}", "other templates"),
        ("{% cache %}{% include 'page.html' %}{% endcache %}", "other templates"),
    ],
)
def test_what_reads_values_without_naming_them_cannot_be_cached(part: str, message: str) -> None:
    with pytest.raises(jinja2.TemplateSyntaxError, match=message) as raised:
        _environment().parse("{% cache %}\n" + part + "{% endcache %}")
    assert raised.value.lineno == 2


def test_whether_it_escapes_depends_on_nothing_outside() -> None:
    with pytest.raises(jinja2.TemplateSyntaxError, match="autoescape"):
        _environment().parse("{% autoescape x %}{% cache %}{% endcache %}{% endautoescape %}")
    environment = _environment(page="{% cache %}{{ x }}{% autoescape y %}{{ x }}{% endautoescape %}{% endcache %}")
    assert environment.get_template("page.html").render(x="&", y=False) == "&amp;&"
    assert environment.get_template("page.html").render(x="&", y=True) == "&amp;&amp;"


def test_pages_that_escape_and_others_have_texts_of_their_own() -> None:
    sources = dict.fromkeys(("page.txt", "page.html"), "{% extends 'base.html' %}")
    sources["base.html"] = "{% cache %}<i>{{ x }}</i>{% endcache %}"
    templates = {name: Template(f"t/{name}", source) for name, source in sources.items()}
    environment = make_environment(templates)
    render_page(environment, templates, "page.txt", {"x": "&"})
    assert render_page(environment, templates, "page.html", {"x": "&"}) == b"<i>&amp;</i>"
