"""content/redirects.yaml: former addresses redirect, or have a copy of a feed, and follow what they lead to."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.building.build import BuildOptions
from beilin.checking.check import check
from beilin.reading.redirects import read_redirects
from tests.built_archive import counts, equals_clean, settle
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article

REDIRECTS = """\
/categories/oss/: /tags/open-source/
/分類/開源/index.html: /tags/open-source
/2016/list.html: /articles/new/?a=b#節
/timeline-of-old/: /about/
/index.xml: /feed.xml
/rss/: /feed.xml
/categories/oss/index.xml: /tags/open-source/feed.xml
/old-chart/: /images/a.svg
/1999/a.htm: /about/
"""
NEWS = """\
kinds:
  news: {for: site, template: feed.xml, address: /news.xml, feed: true}
  yearly: {for: year, template: feed.xml, address: "/years/:slug/news.xml", feed: true}
"""


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive whose former lists and feeds had other addresses."""
    site = make_site({
        "themes/bare/templates/tag-feed.xml": "{{ feed.url }} {{ entries[0].body }}",
        "content/redirects.yaml": REDIRECTS,
        "content/tags.yaml": "開源: {slug: open-source}\n",
        "content/articles/new.md": article("新題", date="2024-01-01", tags="[開源]"),
        "content/pages/about.md": article("關於"),
        "content/images/a.svg": "<svg/>",
    })  # fmt: skip
    site.build_well()
    settle(site)
    return site


@pytest.mark.parametrize(
    ("path", "target", "title"),
    [
        ("categories/oss/index.html", "/tags/open-source/", "開源"),
        ("分類/開源/index.html", "/tags/open-source/", "開源"),
        ("2016/list.html", "/articles/new/?a=b#%E7%AF%80", "新題"),
        ("timeline-of-old/index.html", "/about/", "關於"),
        ("1999/a.htm", "/about/", "關於"),
        ("old-chart/index.html", "/images/a.svg", "小碑林"),
    ],
)
def test_a_former_address_redirects(site: LittleSite, path: str, target: str, title: str) -> None:
    page = site.page(path)
    assert f"url={target}'" in page
    assert f">{title}<" in page
    assert path.removesuffix("index.html") not in site.page("sitemap.xml")


def test_the_former_address_of_a_feed_has_a_copy(site: LittleSite) -> None:
    assert site.page("index.xml") == site.page("rss/index.html") == site.page("feed.xml") != ""
    assert site.page("categories/oss/index.xml") == site.page("tags/open-source/feed.xml") != ""


def test_so_has_that_of_a_feed_that_the_theme_declares(site: LittleSite) -> None:
    site.write({
        "themes/bare/theme.yaml": NEWS,
        "content/redirects.yaml": "/a.xml: /news.xml\n/2024.rss: /years/2024/news.xml\n",
    })  # fmt: skip
    site.build_well()
    assert (
        site.page("a.xml") == site.page("news.xml") == site.page("2024.rss") == site.page("years/2024/news.xml") != ""
    )


@pytest.mark.parametrize(
    "edit",
    [
        {"content/redirects.yaml": REDIRECTS.replace("/index.xml: ", "/atom.xml: ")},
        {"content/redirects.yaml": REDIRECTS.replace("/about/", "/articles/new/")},
        {"content/redirects.yaml": ""},
        {"content/redirects.yaml": "/gone/: /nowhere/\n/gone.xml: /nowhere.xml\n"},
        {"content/articles/new.md": article("改題", "新文。\n", date="2024-01-01", tags="[開源]")},
        {"content/articles/new.md": article("新題", date="2027-01-01", tags="[開源]")},
        {"content/tags.yaml": "開源: {slug: oss, names: {zh-Hant: 開放原始碼}}\n"},
        {"content/feed.xml": "<feed/>"},
        {"themes/bare/theme.yaml": NEWS, "content/redirects.yaml": "/a.xml: /news.xml\n"},
    ],
)
def test_an_edit_is_exact(site: LittleSite, tmp_path: Path, edit: dict[str, str | bytes]) -> None:
    site.write(edit)
    assert site.build().published
    equals_clean(site, tmp_path)
    assert counts(site.build())[1:] == (0, 0, 0)


def test_the_title_and_the_feed_follow_an_edit_of_an_article(site: LittleSite, tmp_path: Path) -> None:
    for title, body in (("二題", "一文。"), ("三題", "二文。")):
        site.write({"content/articles/new.md": article(title, f"{body}\n", date="2024-01-01", tags="[開源]")})
        site.build_well()
    assert "三題" in site.page("2016/list.html")
    assert "二文。" in site.page("index.xml")
    assert "二文。" in site.page("categories/oss/index.xml")
    equals_clean(site, tmp_path)


@pytest.mark.parametrize(
    ("entry", "code", "words"),
    [
        ("/a.php: /about/", "bad-value", "would not be an HTML file"),
        ("/../a/: /about/", "bad-value", "leads out of the site"),
        ("a: /about/", "bad-value", "does not begin at the site's root"),
        ("/a/: https://example.com/", "bad-value", "does not begin at the site's root"),
        ("/a/: //example.com/", "bad-value", "does not begin at the site's root"),
        ("/a/?p=1: /about/", "bad-value", "has a query"),
        ("/a/: [/about/]", "wrong-type", "expected an address"),
        ("/a/:", "wrong-type", "expected an address"),
        ("/about/: /articles/new/", "address-clash", "claimed twice"),
        ("/a/: /about/\n/a/index.html: /about/", "address-clash", "content/redirects.yaml:2"),
    ],
)
def test_what_no_page_can_do_is_an_error_with_its_line(site: LittleSite, entry: str, code: str, words: str) -> None:
    site.write({"content/redirects.yaml": f"# 舊址\n{entry}\n"})
    (problem,) = site.build_badly()
    assert (problem.code, problem.file) == (code, "content/redirects.yaml")
    assert words in problem.message
    assert problem.line == 1 + len(entry.splitlines())


def test_check_names_entries_that_lead_nowhere(site: LittleSite) -> None:
    gone = "/gone/: /tags/open-sauce/\n/gone.xml: /nowhere.xml\n/map.xml: /sitemap.xml\n"
    site.write({"content/redirects.yaml": REDIRECTS + gone})
    dead = [
        problem
        for problem in check(site.root, BuildOptions(jobs=1, today="2026-06-01")).problems
        if problem.file == "content/redirects.yaml"
    ]
    assert [(problem.code, problem.line) for problem in dead] == [("broken-link", line) for line in (10, 11, 12)]
    assert "neither a page nor a feed" in dead[2].message


def test_entries_beside_a_wrong_one_are_kept() -> None:
    redirects, problems = read_redirects(b"/a/: /b/\n/c: nowhere\n/%E7%A2%91/: /d%2525\n")
    assert [(moved.address, moved.target) for moved in redirects.entries] == [("/a/", "/b/"), ("/碑/", "/d%25/")]
    assert [problem.line for problem in problems] == [2]
