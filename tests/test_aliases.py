"""There are redirects at former addresses; they are in no list, and never replace a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.built_archive import counts, equals_clean, settle
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article

TAGS = "開源:\n  slug: open-source\n  aliases: [kaiyuan, /category/oss/]\n"


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive with an article, a page and a tag that had other addresses before."""
    site = make_site({
        "content/tags.yaml": TAGS,
        "content/articles/new.md": article("新題", date="2024-01-01", tags="[開源]", aliases="[old, /2019/post.html]"),
        "content/articles/other.md": article("別題", "[舊](/articles/old/)\n", date="2024-01-02"),
        "content/pages/about.md": article("關於", aliases="[guanyu]"),
    })  # fmt: skip
    site.build_well()
    settle(site)
    return site


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("articles/old/index.html", "/articles/new/"),
        ("2019/post.html", "/articles/new/"),
        ("guanyu/index.html", "/about/"),
        ("tags/kaiyuan/index.html", "/tags/open-source/"),
        ("category/oss/index.html", "/tags/open-source/"),
    ],
)
def test_an_alias_redirects_to_the_page(site: LittleSite, path: str, target: str) -> None:
    assert f"url={target}'" in site.page(path)
    assert path.removesuffix("index.html") not in site.page("sitemap.xml")


@pytest.mark.parametrize(
    "edit",
    [
        {"content/articles/new.md": article("新題", date="2024-01-01", tags="[開源]", aliases="[older]")},
        {"content/articles/new.md": article("改題", date="2024-01-01", tags="[開源]", aliases="[old]")},
        {"content/articles/new.md": article("新題", date="2027-01-01", aliases="[old]")},
        {"content/articles/other.md": article("別題", aliases="[another]")},
        {"content/tags.yaml": "開源:\n  slug: open-source\n  aliases: [oss]\n"},
        {"content/tags.yaml": "開源:\n  slug: oss\n  aliases: [open-source, kaiyuan]\n"},
        {"themes/bare/templates/redirect.html": "{{ target.canonical }}"},
    ],
)
def test_a_change_of_aliases_or_of_their_target_is_exact(
    site: LittleSite, tmp_path: Path, edit: dict[str, str | bytes]
) -> None:
    site.write(edit)
    assert site.build().written
    equals_clean(site, tmp_path)
    assert counts(site.build())[1:] == (0, 0, 0)


def test_the_feed_of_a_tag_is_at_its_former_addresses_too(site: LittleSite, tmp_path: Path) -> None:
    site.write({"themes/bare/templates/tag-feed.xml": "{{ feed.url }} {{ entries[0].body }}"})
    site.build_well()
    feed = site.page("tags/open-source/feed.xml")
    assert feed.startswith("https://example.org/tags/open-source/feed.xml")
    assert site.page("tags/kaiyuan/feed.xml") == site.page("category/oss/feed.xml") == feed
    text = article("新題", "新文。\n", date="2024-01-01", tags="[開源]", aliases="[old, /2019/post.html]", summary="無")
    site.write({"content/articles/new.md": text})
    site.build_well()
    site.write({"content/articles/new.md": text.replace("新文。", "又新。")})
    site.build_well()
    assert "又新。" in site.page("tags/kaiyuan/feed.xml")
    equals_clean(site, tmp_path)


def test_drafts_have_no_redirects(make_site: MakeSite) -> None:
    site = make_site({"content/articles/new.md": article("新題", draft="true", aliases="[old]")})
    site.build_well()
    assert not (site.output / "articles/old").exists()


@pytest.mark.parametrize(
    ("files", "place", "words"),
    [
        (
            {"content/articles/a.md": article("甲", aliases="[b]"), "content/articles/b.md": article("乙")},
            "content/articles/a.md:3",
            "/articles/b/ is claimed twice: by content/articles/b.md and by content/articles/a.md:3",
        ),
        (
            {"content/articles/a.md": article("甲", aliases="[x]"), "content/articles/b.md": article("乙", aliases="[X]".lower())},
            "content/articles/b.md:3",
            "/articles/x/ is claimed twice: by content/articles/a.md:3 and by content/articles/b.md:3",
        ),
        (
            {"content/articles/a.md": article("甲", aliases="[/images/]"), "content/images/index.html": "x"},
            "content/articles/a.md:3",
            "/images/ is claimed twice: by content/images/index.html and by content/articles/a.md:3",
        ),
        ({"content/articles/a.md": article("甲", aliases="[/]")}, "content/articles/a.md:3", "/ is claimed twice"),
        (
            {"content/articles/a.md": article("甲"), "content/pages/b b.md": article("乙", aliases="[/articles/a/]")},
            "content/pages/b b.md:3",
            "by content/articles/a.md and by content/pages/b b.md:3",
        ),
        (
            {"content/articles/a.md": article("甲"), "content/articles/the list.md": article("乙", slug="a")},
            "content/articles/the list.md:3",
            "/articles/a/ is claimed twice",
        ),
        ({"content/articles/a.md": article("甲", aliases="[ok, ../x]")}, "content/articles/a.md:3:15", "aliases: '../x'"),
        ({"content/articles/a.md": article("甲", aliases="old")}, "content/articles/a.md:3:10", "expected list"),
        ({"content/tags.yaml": "甲:\n  aliases: [yi]\n乙:\n  slug: yi\n"}, "content/tags.yaml:3:1", "the slug 'yi' belongs to two terms"),
        ({"content/tags.yaml": "甲:\n  aliases: [A B]\n"}, "content/tags.yaml:2:13", "neither an address nor a slug"),
    ],
)  # fmt: skip
def test_what_cannot_be_redirected_is_an_error(
    make_site: MakeSite, files: dict[str, str | bytes], place: str, words: str
) -> None:
    problem = make_site(files).build_badly()[0]
    assert problem.location == place
    assert words in problem.message
    assert problem.hint


def test_a_theme_without_the_template_is_reported(site: LittleSite) -> None:
    (site.root / "themes/bare/templates/redirect.html").unlink()
    result = site.build()
    assert result.published
    assert "the theme has no redirect.html" in result.problems[0].message
