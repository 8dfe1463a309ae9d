"""The published assets of a theme: those that its pages use, minified, and named by their content."""

from __future__ import annotations

import hashlib

import pytest

from beilin.rendering.asset_names import named_assets, without
from beilin.rendering.assets import AssetFile, prepare_assets
from tests.conftest import MakeSite
from tests.little_site import article

ASSETS = {"a.css", "b.css", "c.css"}
BASE = "{% block s %}{{ assets['a.css'] }}{% block more %}{{ assets[\"b.css\"] }}{% endblock %}{% endblock %}"


@pytest.mark.parametrize(
    ("page", "others", "wanted"),
    [
        ("{{ assets['a.css'] }}", {}, "a"),
        ("{#{{ assets['a.css'] }}#} assets['b.css']", {}, ""),
        ("{{ assets.get('a.css') }}", {}, "abc"),
        ("{% for name in assets %}{% endfor %}", {}, "abc"),
        ("{% set s = assets[ 'b.css' ] %}", {}, "b"),
        ("x", {"other.html": "{{ assets['a.css'] }}"}, ""),
        ("{% extends 'base.html' %}", {"base.html": BASE}, "ab"),
        ("{%- extends 'base.html' -%}{% block more %}{% endblock %}", {"base.html": BASE}, "a"),
        ("{% extends 'base.html' %}{% block more %}{{ super() }}{{ assets['c.css'] }}{% endblock %}", {"base.html": BASE}, "abc"),
        ("{% extends 'base.html' %}{% block s %}{{ assets['c.css'] }}{% endblock %}", {"base.html": BASE}, "c"),
        ("{% extends 'base.html' %}{% block s %}{% block more %}{{ super() }}{% endblock %}{% endblock %}", {"base.html": BASE}, "b"),
        ("{% extends 'base.html' %}{% block t %}{{ assets['c.css'] }}{% endblock %}", {"base.html": BASE}, "ab"),
        ("{% extends 'base.html' %}{% block s %}{{ self.more() }}{% endblock %}", {"base.html": BASE}, "b"),
        ("{% extends 'base.html' %}{% set x = assets['c.css'] %}", {"base.html": BASE}, "abc"),
        ("{% extends 'mid.html' %}{% block more %}{{ super() }}{% endblock %}",
         {"base.html": BASE, "mid.html": "{% extends 'base.html' %}{% block more %}{{ assets['c.css'] }}{% endblock %}"}, "ac"),
        ("{% include ['none.html', 'part.html'] ignore missing %}", {"part.html": "{{ assets['b.css'] }}"}, "b"),
        ("{% from 'm.html' import f %}", {"m.html": "{% macro f() %}{{ assets['c.css'] }}{% endmacro %}"}, "c"),
        ("{% extends 'page.html' %}{{ assets['a.css'] }}", {}, "a"),
    ],
)  # fmt: skip
def test_an_asset_is_used_if_a_page_renders_its_name(page: str, others: dict[str, str], wanted: str) -> None:
    assert named_assets({"page.html": page, **others}, ["page.html", "missing.html"], ASSETS) == {
        f"{letter}.css" for letter in wanted
    }


def published(*names: str, **texts: str) -> dict[str, str]:
    """The published files by output path, for a page that uses these names; `_` and `__` stand for "." and "/"."""
    files = {
        name.replace("__", "/").replace("_", "."): AssetFile(f"t/{name}", text.encode()) for name, text in texts.items()
    }
    page = "".join(f"{{{{ assets['{name}'] }}}}" for name in names)
    assets, problems = prepare_assets(files, {"page.html": page}, ["page.html"])
    assert not problems
    for file in assets.values():
        data = file.content if file.content is not None else data_of(files, file.source)
        assert hashlib.sha256(data).hexdigest() == file.digest
        assert file.digest[:12] in file.output
    return {
        name: (file.content if file.content is not None else data_of(files, file.source)).decode()
        for name, file in assets.items()
    }


def data_of(files: dict[str, AssetFile], source: str) -> bytes:
    """The bytes of the file that was read from `source`."""
    return next(file.data for file in files.values() if file.file == source)


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("a{% if site.search %}b{% endif %}c", "ac"),
        ("a{%- if site.search and page.kind != 'search' -%}b{% endif %}c", "ac"),
        ("a{% if site.search %}{% if x %}b{% else %}d{% endif %}{% else %}c{% endif %}", "ac{% endif %}"),
        ("{% if site.search %}b{% elif x %}c{% endif %}", "c{% endif %}"),
        ("{% if site.search or x %}b{% endif %}", "{% if site.search or x %}b{% endif %}"),
        ("{% if site.searches %}b{% endif %}", "{% if site.searches %}b{% endif %}"),
        ("{# {% if site.search %} #}b{% if x %}c{% endif %}", "{# {% if site.search %} #}b{% if x %}c{% endif %}"),
        ("a{% if site.search %}b", "a"),
        ("{% if site.service_worker %}b{% endif %}", "{% if site.service_worker %}b{% endif %}"),
    ],
)
def test_what_only_the_search_uses_is_left_out_without_one(source: str, kept: str) -> None:
    assert without("search", source) == kept


def test_only_style_sheets_and_scripts_are_minified() -> None:
    assets = published(
        "a.css",
        "a.js",
        "a.svg",
        a_css="/* x */ p :is(a, b) { color : red }",
        a_js="// x\nlet a = 1;\n",
        a_svg="<svg> </svg>\n",
    )
    assert assets == {"a.css": "p :is(a,b){color:red}", "a.js": "let a=1;", "a.svg": "<svg> </svg>\n"}


def test_the_files_of_a_style_sheet_are_published_under_their_new_names() -> None:
    assets = published(
        "in/a.css",
        in__a_css='@import "b.css"; p { src: url(../f.woff2#x) } q { src: url(no.png) } /* url(c.css) */ s { content: "url(c.css)" }',
        in__b_css="b { c: d }", f_woff2="font", c_css="never { }",
    )  # fmt: skip
    assert assets.keys() == {"in/a.css", "in/b.css", "f.woff2"}
    short = {name: hashlib.sha256(text.encode()).hexdigest()[:12] for name, text in assets.items()}
    assert f'@import "b.{short["in/b.css"]}.css"' in assets["in/a.css"]
    assert f'url("../f.{short["f.woff2"]}.woff2#x")' in assets["in/a.css"]
    assert "url(no.png)" in assets["in/a.css"]
    assert '"url(c.css)"' in assets["in/a.css"]


def test_the_name_of_a_style_sheet_changes_with_the_files_that_it_refers_to() -> None:
    def name(text: str) -> str:
        files = {"a.css": AssetFile("a.css", b"p{b:url(x.png)}"), "x.png": AssetFile("x.png", text.encode())}
        return prepare_assets(files, {"p.html": "{{ assets['a.css'] }}"}, ["p.html"])[0]["a.css"].output

    assert name("1") != name("2")


def test_style_sheets_in_a_circle_or_not_in_utf_8_are_errors() -> None:
    files = {"a.css": AssetFile("t/a.css", b'@import "b.css";'), "b.css": AssetFile("t/b.css", b'@import "a.css";')}
    page = {"p.html": "{{ assets['a.css'] }}"}
    (problem,) = prepare_assets(files, page, ["p.html"])[1]
    assert problem.message == "style sheets refer to each other in a circle: a.css → b.css → a.css"
    (problem,) = prepare_assets({"a.css": AssetFile("t/a.css", b"\xff")}, page, ["p.html"])[1]
    assert (problem.file, problem.hint) == ("t/a.css", "Save it as UTF-8.")


def test_an_unused_asset_is_not_published(make_site: MakeSite) -> None:
    site = make_site({
        "content/articles/a.md": article("甲"), "themes/bare/assets/unused.css": "p { }", "themes/bare/assets/x.png": "png",
    })  # fmt: skip
    site.build_well()
    assert [path.split(".")[0] for path in site.outputs() if path.startswith("assets/")] == ["assets/bare"]
    site.write({"themes/bare/assets/bare.css": "body { background: url(x.png) }\n"})
    site.build_well()
    assert sorted(path.split(".")[0] for path in site.outputs() if path.startswith("assets/")) == [
        "assets/bare",
        "assets/x",
    ]
