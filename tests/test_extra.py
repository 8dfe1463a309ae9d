"""`extra` in the front matter: templates get it as it is written, and only what can show it is rendered again."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.building.build import Session, build
from beilin.rendering.environment import make_environment
from beilin.rendering.extra_use import uses_extra
from beilin.rendering.syntax_tree import descendants
from tests.built_archive import counts, equals_clean
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article

COVER = "<p>{{ article.extra.cover if 'cover' in article.extra }}</p>"


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive whose article pages show a cover, and whose tag pages list covers."""
    files: dict[str, str | bytes] = {
        f"content/articles/a{n}.md": article(f"題{n}", date=f"2024-01-0{n}", tags="[甲]", extra=f"{{cover: {n}.jpg}}")
        for n in range(1, 4)
    }
    files["content/articles/none.md"] = article("無", date="2024-02-01")
    files["content/tags.yaml"] = "甲:\n  slug: jia\n"
    files["themes/bare/templates/article.html"] = COVER
    files["themes/bare/templates/tag.html"] = "{% for a in articles %}{{ a.extra.cover }} {% endfor %}"
    made = make_site(files)
    made.build_well()
    return made


def test_templates_get_a_mapping_which_is_empty_without_the_key(site: LittleSite) -> None:
    assert site.page("articles/a1/index.html") == "<p>1.jpg</p>"
    assert site.page("articles/none/index.html") == "<p></p>"
    assert site.page("tags/jia/index.html") == "3.jpg 2.jpg 1.jpg "


def test_it_may_nest_and_cannot_be_changed(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/articles/a.md": article("題", extra="{a: {b: [1, x, ~]}, items: y}"),
            "themes/bare/templates/article.html": "{{ article.extra.a.b | join('|') }} {{ article.extra['items'] }}",
        }
    )
    site.build_well()
    assert site.page("articles/a/index.html") == "1|x|None y"
    site.write({"themes/bare/templates/article.html": "{{ article.extra.a.update({'c': 1}) }}"})
    assert "cannot be changed" in site.build_badly()[0].message


@pytest.mark.parametrize("in_session", [False, True], ids=["command", "session"])
def test_an_edit_renders_only_what_can_show_it(site: LittleSite, tmp_path: Path, *, in_session: bool) -> None:
    session = Session() if in_session else None
    build(site.root, site.options, session=session)
    site.write({"content/articles/a2.md": article("題2", date="2024-01-02", tags="[甲]", extra="{cover: new.jpg}")})
    result = build(site.root, site.options, session=session)
    assert counts(result) == (1, 3, 3, 0)  # its page, its Markdown and the list of the tag; not home and year
    assert site.page("tags/jia/index.html") == "3.jpg new.jpg 1.jpg "
    equals_clean(site, tmp_path)


def test_an_edit_renders_nothing_where_no_template_uses_it(site: LittleSite, tmp_path: Path) -> None:
    site.write({"themes/bare/templates/article.html": "{{ article.title }}", "themes/bare/templates/tag.html": "x"})
    site.build_well()
    site.write({"content/articles/a2.md": article("題2", date="2024-01-02", tags="[甲]", extra="{cover: new.jpg}")})
    assert counts(site.build_well()) == (1, 1, 1, 0)  # its Markdown
    equals_clean(site, tmp_path)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ article.extra.cover }}", True),
        ("{{ article['extra'] }}", True),
        ("{{ article[key] }}", True),
        ("{{ articles[key] }}", True),
        ("{{ entries[0].article[key] }}", True),
        ("{% set words = article %}{{ words[key] }}", True),
        ("{% macro m(words) %}{{ words[key] }}{% endmacro %}", True),
        ("{{ articles | map(attribute='extra.cover') | join }}", True),
        ("{{ articles | selectattr('extra') | list }}", True),
        ("{{ articles | sort(attribute=key) | list }}", True),
        ("{{ article | attr(name) }}", True),
        ("{{ articles | map('attr', 'extra') | list }}", True),
        ("{{ extra }}", False),
        ("{{ articles[0].title ~ articles[-1].title ~ articles[:2] }}", False),
        ("{{ words[key] ~ data[key] ~ assets[key] }}", False),
        ("{{ chart.bars[row] }}", False),
        ("{{ articles | map(attribute='title') | join('extra') }}", False),
        ("{{ words.extra_long }}", False),
    ],
)
def test_uses_are_found_in_the_syntax_tree(source: str, *, expected: bool) -> None:
    assert uses_extra(descendants(make_environment({}).parse(source))) is expected


@pytest.mark.parametrize(
    ("value", "words"),
    [("cover", "expected mapping"), ("[a]", "expected mapping"), ("{a: &x b}", "anchor"), ("{a: 1, a: 2}", "repeated")],
)
def test_it_is_read_as_strictly_as_all_front_matter(make_site: MakeSite, value: str, words: str) -> None:
    site = make_site({"content/articles/a.md": article("題", extra=value)})
    problem = site.build_badly()[0]
    assert words in problem.message.lower()
    assert problem.location.startswith("content/articles/a.md:3")


def test_other_unknown_keys_name_it(make_site: MakeSite) -> None:
    site = make_site({"content/articles/a.md": article("題", titel="a.jpg")})
    (problem,) = site.build_badly()
    assert problem.hint == "Did you mean 'title'? Keys of your own go under `extra`."
