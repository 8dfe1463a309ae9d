"""[[...]] refers to an article by slug, file, title or former slug, shows its title, and follows its address."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.built_archive import counts, equals_clean, settle
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article

LINKS = {
    "[[a-slug]]": '<a href="/articles/a-slug/">甲 &amp; 乙</a>',
    "[[file]]": '<a href="/articles/a-slug/">甲 &amp; 乙</a>',
    "[[甲 & 乙]]": '<a href="/articles/a-slug/">甲 &amp; 乙</a>',
    "[[former]]": '<a href="/articles/a-slug/">甲 &amp; 乙</a>',
    "[[a-slug|<i> 字]]": '<a href="/articles/a-slug/">&lt;i&gt; 字</a>',
    "[[a-slug#小 節]]": '<a href="/articles/a-slug/#小-節">甲 &amp; 乙 § 小 節</a>',
    "[[#本節]]": '<a href="#本節">本節</a>',
    "[[about]]": '<a href="/about/">關於</a>',
    "[[English]]": '<a href="/articles/english/" lang="en">English</a>',
    "[[English|英文]]": '<a href="/articles/english/">英文</a>',
}


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An article with every kind of link, one also beside raw HTML, and their targets."""
    body = "".join(f"{link}。\n\n" for link in LINKS)
    site = make_site({
        "content/articles/file.md": article("甲 & 乙", date="2024-01-01", slug="a-slug", aliases="[former]"),
        "content/articles/english.md": article("English", "Text.\n", language="en"),
        "content/articles/links.md": article("連結", body, date="2024-01-02", summary="無"),
        "content/articles/raw.md": article("生", "<u>[[a-slug]]</u> [乙](english.md)\n", summary="無"),
        "content/pages/about.md": article("關於"),
    })  # fmt: skip
    site.build_well()
    settle(site)
    return site


@pytest.mark.parametrize("link", LINKS)
def test_a_link_finds_its_article_and_shows_its_title(site: LittleSite, link: str) -> None:
    assert f">{LINKS[link]}。</p>" in site.page("articles/links/index.html")


def test_a_link_beside_raw_html_is_the_same(site: LittleSite) -> None:
    assert f"<u>{LINKS['[[a-slug]]']}</u>" in site.page("articles/raw/index.html")


def test_a_feed_has_absolute_urls(site: LittleSite) -> None:
    assert '<a href="https://example.org/articles/a-slug/">' in site.page("feed.xml").replace("&lt;", "<").replace(
        "&#34;", '"'
    ).replace("&gt;", ">")


@pytest.mark.parametrize(
    "front",
    [
        {"slug": "a-slug", "title": "新題"},
        {"slug": "other", "title": "甲 & 乙", "aliases": "[a-slug, former]"},
        {"slug": "a-slug", "title": "甲 & 乙", "language": "en"},
        {"slug": "a-slug", "title": "甲 & 乙", "draft": "true"},
    ],
)
def test_a_change_of_the_target_reaches_the_links(site: LittleSite, tmp_path: Path, front: dict[str, str]) -> None:
    site.write({"content/articles/file.md": article(date="2024-01-01", **front)})
    site.build()
    equals_clean(site, tmp_path)


def test_a_new_article_with_a_linked_name_is_noticed(site: LittleSite, tmp_path: Path) -> None:
    site.write({"content/articles/b.md": article("乙", "[[未來]]\n")})
    (problem,) = site.build().problems
    assert problem.message == "the link '[[未來]]' leads nowhere"
    assert ">未來</p>" in site.page("articles/b/index.html")
    site.write({"content/articles/未來.md": article("將來")})
    site.build_well()
    assert '<a href="/articles/%E6%9C%AA%E4%BE%86/">將來</a>' in site.page("articles/b/index.html")
    equals_clean(site, tmp_path)


def test_a_changed_body_of_the_target_renders_no_linking_page(site: LittleSite, tmp_path: Path) -> None:
    text = (site.root / "content/articles/english.md").read_text("utf-8")
    site.write({"content/articles/english.md": text.replace("Text.", "Text.\n\n## New heading\n")})
    assert counts(site.build_well())[1] <= 3
    equals_clean(site, tmp_path)


@pytest.mark.parametrize(
    ("link", "fault", "hint"),
    [
        ("[[a-slgu]]", "leads nowhere", "Did you mean [[a-slug]]?"),
        ("[[完全不同的東西]]", "leads nowhere", "Write a slug"),
        ("[[twin]]", "may mean content/articles/one/twin.md and content/articles/two/twin.md", "Write the slug"),
        ("[[hidden]]", "leads to an article that is not published: it is a draft", "Publish that article"),
    ],
)
def test_a_dead_or_ambiguous_link_is_reported_and_becomes_text(
    site: LittleSite, link: str, fault: str, hint: str
) -> None:
    site.write({
        "content/articles/one/twin.md": article("一", slug="one"),
        "content/articles/two/twin.md": article("二", slug="two"),
        "content/articles/hidden.md": article("藏", draft="true"),
        "content/articles/x.md": article("丙", f"一\n\n二{link}三\n"),
    })  # fmt: skip
    (problem,) = site.build().problems
    assert (problem.severity, problem.location) == ("warning", "content/articles/x.md:7")
    assert problem.message == f"the link {link!r} {fault}"
    assert hint in problem.hint
    assert f"二{link[2:-2]}三" in site.page("articles/x/index.html")
    again = site.build()
    assert (again.read, again.problems) == (0, (problem,))


def test_a_link_in_the_first_words_is_in_the_summary_as_written(make_site: MakeSite) -> None:
    site = make_site(
        {"content/articles/a.md": article("甲", "見[[b]]與[[b|那篇]]。\n"), "content/articles/b.md": article("乙")}
    )
    site.build_well()
    assert "見b與那篇。" in site.page("index.html")


def test_losing_the_state_changes_nothing(site: LittleSite) -> None:
    before = site.outputs()
    shutil.rmtree(site.root / ".beilin")
    site.build_well()
    assert site.outputs() == before
