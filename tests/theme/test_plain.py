"""The theme plain: two templates and one style sheet on top of ink, and a theme that extends it."""

from __future__ import annotations

from tests.conftest import MakeSite
from tests.theme.conftest import ROOT
from tests.theme.test_inheritance import family

MAX_SHEET = 3072


def test_plain_is_four_templates_and_one_style_sheet() -> None:
    files = {path.relative_to(ROOT / "themes/plain").as_posix() for path in (ROOT / "themes/plain").rglob("*.*")}
    assert files == {
        "theme.yaml",
        "templates/base.html",
        "templates/home.html",
        "templates/list.html",
        "templates/sw.js",
        "assets/plain.css",
    }
    assert (ROOT / "themes/plain/assets/plain.css").stat().st_size < MAX_SHEET


def test_plain_has_every_page_of_ink_and_loads_only_its_own_style_sheet(make_site: MakeSite) -> None:
    ink = family(make_site, "ink", {})
    ink.build_well()
    pages = {path for path in ink.outputs() if not path.startswith("assets/")}
    plain = family(make_site, "plain", {})  # in the same place
    plain.build_well()
    assert {path for path in plain.outputs() if not path.startswith("assets/")} == pages
    assets = sorted(path.split(".")[0] for path in plain.outputs() if path.startswith("assets/"))
    # The scripts are on pages at former addresses and on that of the search.
    assert set(assets) <= {
        "assets/icon", "assets/touch-icon", "assets/share", "assets/plain", "assets/redirect", "assets/search-page",
        "assets/search-core",
    }  # fmt: skip
    for path in pages:
        if path.endswith(".html"):
            text = plain.page(path)
            assert text.count('<link rel="stylesheet"') == 1, path
            assert "<img" not in text
            assert '<a class="skip"' in text


def test_a_grandchild_changes_one_block_of_a_page_and_keeps_what_plain_changed(make_site: MakeSite) -> None:
    site = family(make_site, "mine", {
        "themes/mine/theme.yaml": "extends: plain\n",
        "themes/mine/templates/base.html": '{% extends "plain/base.html" %}{% block styles %}{{ super() }}'
        '<link rel="stylesheet" href="{{ assets["mine.css"] }}">{% endblock %}',
        "themes/mine/templates/tag.html": '{% extends "ink/tag.html" %}{% block intro %}<p>mine</p>{{ super() }}{% endblock %}',
        "themes/mine/assets/mine.css": "p { color: green }\n",
    })  # fmt: skip
    site.build_well()
    tag = site.page("tags/second/index.html")
    assert tag.index("/assets/plain.") < tag.index("/assets/mine.")
    assert "/assets/ink." not in tag
    assert "<p>mine</p>" in tag
    assert "<p>mine</p>" not in site.page("index.html")
    assert "/assets/mine." in site.page("articles/one/index.html")
