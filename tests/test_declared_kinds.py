"""Kinds of page that a theme declares in theme.yaml: their pages, values and addresses, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner

from beilin.cli import cli
from tests.built_archive import counts, equals_clean
from tests.conftest import MakeSite
from tests.little_site import SETTINGS, LittleSite, article

ROOT = Path(__file__).parent.parent
LIST = "{% for a in articles %}{{ a.title }} {% endfor %}"
KINDS = """\
kinds:
  everything: {template: everything.html, address: /everything/, for: site}
  print: {template: print.html, address: "/print/:slug/", for: article, sitemap: false}
  tag-rss: {template: rss.xml, address: "/tags/:slug/rss.xml", for: tag, feed: true}
  by-author: {template: by.html, address: "/by/:slug.html", for: author}
  by-source: {template: by.html, address: "/from/:slug.html", for: source}
  of-series: {template: of-series.html, address: "/reading/:slug/", for: series}
  review: {template: review.html, address: "/review/:slug/", for: year}
"""
TEMPLATES = {
    "everything.html": LIST,
    "print.html": "{{ article.title }}: {{ body | safe }}",
    "rss.xml": "{{ feed.title }}|{{ feed.url }}|{{ feed.page_url }}|{% for e in entries %}{{ e.body }}{% endfor %}",
    "by.html": "{{ name.title }}: " + LIST,
    "of-series.html": "{{ series.name }}: " + LIST,
    "review.html": "{{ year }}: " + LIST,
}
ARTICLES = {
    f"content/articles/a{n}.md": article(
        f"題{n}", f"文{n}。\n", date=f"202{n}-01-01", tags="[甲]", author="乙", source="丙", series="丁", summary="要。"
    )
    for n in range(1, 4)
}


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive whose theme declares a kind for each thing that there can be pages for."""
    files: dict[str, str | bytes] = {"content/tags.yaml": "甲:\n  slug: jia\n", **ARTICLES}
    files |= {f"themes/bare/templates/{name}": text for name, text in TEMPLATES.items()}
    made = make_site(files)
    made.write({"themes/bare/theme.yaml": KINDS})
    made.build_well()
    return made


def test_each_item_has_its_page_with_its_articles(site: LittleSite) -> None:
    assert site.page("everything/index.html") == "題3 題2 題1 "
    assert site.page("print/a2/index.html").startswith("題2: <p")
    assert site.page("by/乙.html") == "乙: 題3 題2 題1 "
    assert site.page("from/丙.html") == "丙: 題3 題2 題1 "
    assert site.page("reading/丁/index.html") == "丁: 題1 題2 題3 "
    assert site.page("review/2022/index.html") == "2022: 題2 "
    title, url, page_url, bodies = site.page("tags/jia/rss.xml").split("|")
    assert (title, url) == ("小碑林 · 甲", "https://example.org/tags/jia/rss.xml")
    assert page_url == "https://example.org/tags/jia/"
    assert re.findall("文.", bodies) == ["文3", "文2", "文1"]


def test_the_sitemap_has_the_html_that_is_to_be_in_it(site: LittleSite) -> None:
    listed = site.page("sitemap.xml")
    assert "/everything/" in listed
    assert "/review/2021/" in listed
    assert "/print/" not in listed
    assert "rss" not in listed


@pytest.mark.parametrize(
    ("edit", "rendered"),
    [
        # Its own page, Markdown and print page, the feeds of the archive and the feed of the tag.
        ({"content/articles/a2.md": ARTICLES["content/articles/a2.md"].replace("文2。", "改。")}, 6),
        # As well the six lists that have it, the five of the declared kinds, and both neighbours.
        ({"content/articles/a2.md": ARTICLES["content/articles/a2.md"].replace("題2", "改題")}, 19),
    ],
    ids=["body", "title"],
)
def test_an_edit_renders_the_pages_that_show_it(
    site: LittleSite, tmp_path: Path, edit: dict[str, str | bytes], rendered: int
) -> None:
    site.write(edit)
    result = site.build_well()
    assert counts(result)[:2] == (1, rendered)
    equals_clean(site, tmp_path)


def test_another_theme_has_none_of_them(site: LittleSite, tmp_path: Path) -> None:
    site.write({"site.yaml": SETTINGS.replace("theme: bare", "theme: plain")})
    assert site.build().published
    assert not [path for path in site.outputs() if path.startswith(("print/", "everything/", "by/"))]
    site.write({"site.yaml": SETTINGS, "themes/bare/theme.yaml": ""})
    site.build_well()
    assert "everything/index.html" not in site.outputs()
    equals_clean(site, tmp_path)


def test_a_child_theme_inherits_and_replaces_them(site: LittleSite) -> None:
    site.write(
        {
            "site.yaml": SETTINGS.replace("theme: bare", "theme: child"),
            "themes/child/theme.yaml": "extends: bare\nkinds: {everything: {template: everything.html, address: /all/, for: site}}\n",
        }
    )
    site.build_well()
    assert "all/index.html" in site.outputs()
    assert "everything/index.html" not in site.outputs()
    assert "print/a1/index.html" in site.outputs()


def test_two_claims_on_an_address_are_an_error(site: LittleSite) -> None:
    site.write({"content/pages/everything.md": article("全")})
    (problem,) = site.build_badly()
    assert problem.code == "address-clash"
    assert "the everything of the theme" in problem.message


def test_rename_refuses_their_addresses(site: LittleSite) -> None:
    site.write({"content/pages/about.md": article("關於")})
    done = CliRunner().invoke(cli, ["rename", "--root", str(site.root), "about", "everything"])
    assert done.exit_code == 1
    assert "belongs to a page of the theme (everything)" in done.output
    assert (site.root / "content/pages/about.md").exists()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("x: {template: no.html, address: /x/, for: site}", "no template 'no.html'"),
        ("x: {address: /x/, for: site}", "template is missing"),
        ("x: {template: everything.html, address: /x/, for: page}", "'page'"),
        ("x: {template: everything.html, address: /x/, for: tag}", "must have one :slug"),
        ('x: {template: everything.html, address: "/x/:slug/", for: site}', "must not have"),
        ("x: {template: everything.html, address: x/, for: site}", "does not begin"),
        ("x: {template: everything.html, address: /../x/, for: site}", "leads out"),
        ("x: {template: everything.html, address: /x, for: site}", "ends neither"),
        ('x: {template: rss.xml, address: "/x/:slug/", for: article, feed: true}', "no feed"),
        ("article: {template: everything.html, address: /x/, for: site}", "has a kind of that name"),
        ("X: {template: everything.html, address: /x/, for: site}", "not a valid name"),
        ("x: everything.html", "expected mapping"),
        ("x: {template: everything.html, address: /x/, for: site, colour: red}", "unknown key"),
    ],
)
def test_what_is_wrong_with_a_kind_has_its_place(site: LittleSite, kind: str, words: str) -> None:
    site.write({"themes/bare/theme.yaml": f"kinds:\n  {kind}\n"})
    problem = site.build_badly()[0]
    assert words in problem.message
    assert problem.location.startswith("themes/bare/theme.yaml:2")


def examples() -> dict[str, str | bytes]:
    """The files of the examples in the documentation, by their paths in an archive."""
    section = (ROOT / "docs/themes.md").read_text("utf-8").partition("## Kinds of page of your own\n")[2]
    blocks = re.findall(r"```\w+\n(?:#|\{#) (\S+)(?: #\})?\n(.*?)```", section.partition("\n## ")[0], re.DOTALL)
    return dict(blocks)


def test_the_examples_of_the_documentation_work(make_site: MakeSite) -> None:
    """A glossary from a data file, and a feed in RSS 2.0, in a theme over ink."""
    site = make_site({**examples(), **ARTICLES})
    site.write({"site.yaml": SETTINGS.replace("theme: bare", "theme: mine")})
    result = site.build()
    assert result.published, result.problems
    assert "權重" in site.page("glossary/index.html")
    feed = feedparser.parse((site.output / "rss.xml").read_bytes())
    assert (feed.bozo, feed.version) == (False, "rss20")
    assert [entry.title for entry in feed.entries] == ["題3", "題2", "題1"]
    assert feed.entries[0].published == "Sun, 01 Jan 2023 00:00:00 +0800"
    assert "文3。" in feed.entries[0].summary


@pytest.mark.parametrize("name", ["references", "checks", "problems", "output", "assets", "file", "feeds"])
def test_any_name_that_is_allowed_can_be_used(site: LittleSite, tmp_path: Path, name: str) -> None:
    """No name means something to the state of a build: an edit of a title renders only what shows it."""
    site.write(
        {"themes/bare/theme.yaml": f"kinds:\n  {name}: {{template: everything.html, address: /x/, for: site}}\n"}
    )
    site.write({"content/articles/a4.md": article("題", "見[二](a2.md)與[[題2]]。\n", summary="要。")})
    site.build_well()
    site.write({"content/articles/a2.md": ARTICLES["content/articles/a2.md"].replace("題2", "改題")})
    result = site.build()
    assert [problem.code for problem in result.problems] == ["broken-link"]
    assert counts(result)[0] == 1
    assert counts(result)[1] < len(site.outputs())
    equals_clean(site, tmp_path)


def test_the_feed_of_each_item_has_its_newest_articles(make_site: MakeSite) -> None:
    """A series is in an order of its own, the oldest first; its feed is not."""
    groups = ["tag", "year", "author", "source", "series"]
    site = make_site({
        f"content/articles/a{n:02}.md": article(
            f"題{n}", date=f"2024-01-{n:02}", tags="[甲]", author="乙", source="丙", series="丁", series_order=str(n)
        )
        for n in range(1, 26)
    })  # fmt: skip
    kinds = [
        f'f-{kind}: {{template: f.xml, address: "/f/{kind}/:slug.xml", for: {kind}, feed: true}}' for kind in groups
    ]
    kinds.append("f-site: {template: f.xml, address: /f/site/x.xml, for: site, feed: true}")
    site.write({
        "content/tags.yaml": "甲:\n",
        "themes/bare/theme.yaml": "kinds:\n" + "".join(f"  {kind}\n" for kind in kinds),
        "themes/bare/templates/f.xml": "{% for entry in entries %}{{ entry.article.title }} {% endfor %}",
    })  # fmt: skip
    site.build_well()
    newest = [f"題{n}" for n in range(25, 5, -1)]
    feeds = {path: site.page(path).split() for path in site.outputs() if path.startswith("f/")}
    assert {path.split("/")[1] for path in feeds} == {"site", *groups}
    assert feeds == dict.fromkeys(feeds, newest)


def test_a_page_of_a_name_is_also_at_the_address_that_the_name_had_before(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {"content/articles/a.md": article("題", tags="[C++]", author="J. Carver")}
    files |= {f"themes/bare/templates/{name}": text for name, text in TEMPLATES.items()}
    site = make_site(files | {"content/tags.yaml": "C++:\n"})
    site.write({"themes/bare/theme.yaml": KINDS})
    site.build_well()
    assert site.page("tags/c/rss.xml") == site.page("tags/c_plus_plus/rss.xml")
    assert site.page("by/j-carver.html") == site.page("by/j.-carver.html")
    assert "/tags/c/" not in site.page("sitemap.xml")
