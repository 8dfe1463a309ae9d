"""Addresses with capitals: a slug is what it is, and a redirect may differ from other addresses in case alone."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from beilin.building import case_twins
from tests.built_archive import counts, equals_clean, settle
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article

REDIRECTS = "/About/: /about/\n/ABOUT/: /about/\n/Feed.xml: /feed.xml\n/gone/: /about/\n/Gone/: /about/\n"
TWINS = {"ABOUT/index.html", "About/index.html", "Feed.xml", "Gone/index.html", "articles/my_post/index.html"}


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive with addresses that differ in case."""
    return make_site({
        "content/redirects.yaml": REDIRECTS,
        "content/articles/my-post.md": article("甲", date="2024-01-01", slug="My_Post", aliases="[my_post, Ｍｙ]"),
        "content/articles/b.md": article("乙", "[[My_Post]]\n", date="2024-01-02", slug="你好，世界"),
        "content/pages/about.md": article("關於"),
    })  # fmt: skip


def test_a_slug_with_capitals_and_full_width_punctuation_is_the_address(site: LittleSite) -> None:
    site.build_well()
    assert "<title>甲</title>" in site.page("articles/My_Post/index.html")
    assert 'href="/articles/My_Post/"' in site.page("articles/你好，世界/index.html")
    assert "url=/articles/My_Post/" in site.page("articles/my_post/index.html")


def test_a_slug_is_in_nfc(site: LittleSite) -> None:
    site.write({"content/articles/c.md": article("丙", slug=unicodedata.normalize("NFD", "Café"))})
    site.build_well()
    assert (site.output / "articles/Café/index.html").is_file()


def test_redirects_may_differ_from_other_addresses_in_case_alone(site: LittleSite) -> None:
    site.build_well()
    assert {path for path in site.outputs() if path in TWINS} == TWINS
    assert "<title>關於</title>" in site.page("about/index.html")


def test_two_pages_may_not(site: LittleSite) -> None:
    site.write({"content/articles/other.md": article("丙", slug="MY_POST")})
    (problem,) = site.build_badly()
    assert problem.code == "address-clash"
    assert "content/articles/other.md" in problem.message


def test_a_file_system_without_case_lacks_the_redirects_and_the_build_says_so(
    site: LittleSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_twins, "distinguishes_case", lambda _staging: False)
    result = site.build()
    assert [problem.code for problem in result.problems] == ["case-twins"]
    assert "/ABOUT/, /About/, /Feed.xml and 2 more" in result.problems[0].message
    assert not TWINS & site.outputs().keys()
    assert "gone/index.html" in site.outputs()
    settle(site)
    site.write({"content/articles/b.md": article("乙", "又。\n", date="2024-01-02", slug="你好，世界")})
    assert [problem.code for problem in site.build().problems] == ["case-twins"]
    assert counts(site.build())[1:] == (0, 0, 0)
    equals_clean(site, tmp_path)
