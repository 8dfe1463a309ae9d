"""Addresses follow the pattern everywhere, former ones redirect, and articles are removed on the day they expire."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.built_archive import equals_clean, settle
from tests.conftest import MakeSite
from tests.little_site import SETTINGS, LittleSite, article

DATED = "permalinks: {articles: /:year/:month/:slug/, former: [/articles/:slug/, /:slug/]}\n"


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """Two articles that refer to each other, one without a date."""
    site = make_site({
        "site.yaml": SETTINGS + DATED,
        "content/articles/a.md": article("甲", "[乙](b.md#x)\n", date="2024-01-09", tags="[標]", aliases="[old]"),
        "content/articles/b.md": article("乙", "[甲](a.md)\n"),
        "content/tags.yaml": "標:\n",
    })  # fmt: skip
    site.build_well()
    settle(site)
    return site


def test_everything_follows_the_pattern(site: LittleSite) -> None:
    assert 'href="/b/#x"' in site.page("2024/01/a/index.html")
    assert 'href="/2024/01/a/"' in site.page("b/index.html")
    assert (site.output / "2024/01/a/index.md").is_file()
    assert "https://example.org/2024/01/a/ 2024-01-09" in site.page("sitemap.xml")
    assert "https://example.org/2024/01/a/" in site.page("feed.xml")
    for listing in ("index.html", "tags/標/index.html", "years/2024/index.html"):
        assert "/2024/01/a/" in site.page(listing)


def test_former_addresses_redirect_to_the_new_ones(site: LittleSite) -> None:
    for old in ("articles/a", "a", "2024/01/old"):
        assert "url=/2024/01/a/" in site.page(f"{old}/index.html")
    assert "url=/b/" in site.page("articles/b/index.html")


@pytest.mark.parametrize("setting", ["", DATED.replace(":month", ":day"), DATED.replace("/:slug/]", "/p/:slug/]")])
def test_a_new_pattern_is_exact(site: LittleSite, tmp_path: Path, setting: str) -> None:
    site.write({"site.yaml": SETTINGS + setting})
    assert site.build_well().removed
    equals_clean(site, tmp_path)


def test_a_different_date_gives_a_different_address(site: LittleSite, tmp_path: Path) -> None:
    site.write({"content/articles/a.md": article("甲", date="2025-02-01")})
    site.build_well()
    assert not (site.output / "2024").exists()
    equals_clean(site, tmp_path)


@pytest.mark.parametrize(
    ("setting", "place", "words"),
    [
        ("permalinks: {articles: /:yaer/:slug/}\n", "site.yaml:6:24", "there is no :yaer"),
        ("permalinks:\n  former: [/:slug/, x]\n", "site.yaml:7:21", "does not begin and end with /"),
        ("permalinks: {article: /:slug/}\n", "site.yaml:6:14", "unknown key 'article'"),
        ("permalinks: /:slug/\n", "site.yaml:6:13", "expected a mapping"),
    ],
)
def test_a_wrong_pattern_is_reported_with_its_position(
    make_site: MakeSite, setting: str, place: str, words: str
) -> None:
    problem = make_site({"site.yaml": SETTINGS + setting, "content/articles/a.md": article("甲")}).build_badly()[0]
    assert problem.location == place
    assert words in problem.message
    assert problem.hint


def test_a_pattern_that_gives_the_address_of_a_page_names_both(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        "site.yaml": SETTINGS + "permalinks: {articles: /:slug/}\n",
        "content/articles/about.md": article("甲"),
        "content/pages/about.md": article("乙"),
    }
    (problem,) = make_site(files).build_badly()
    assert "content/articles/about.md" in problem.message
    assert "content/pages/about.md" in problem.message


@pytest.mark.parametrize(("today", "is_there"), [("2026-05-31", True), ("2026-06-01", False), ("2027-01-01", False)])
def test_an_article_is_gone_from_the_day_it_expires(
    make_site: MakeSite, tmp_path: Path, today: str, *, is_there: bool
) -> None:
    site = make_site({
        "content/articles/a.md": article("甲", expires="2026-06-01 12:00", aliases="[old]", tags="[標]"),
        "content/articles/b.md": article("乙", "[甲](a.md)\n"),
        "content/pages/offer.md": article("丙", expires="2026-06-01"),
        "content/tags.yaml": "標:\n",
    })  # fmt: skip
    site.options = site.options._replace(today="2026-01-01")
    site.build_well()
    settle(site)
    site.options = site.options._replace(today=today)
    problems = site.build().problems
    shown = {"articles/a/index.html", "articles/old/index.html", "offer/index.html", "tags/標/index.html"}
    assert (shown <= site.outputs().keys()) is is_there
    assert (shown & site.outputs().keys() == set()) is not is_there
    assert [problem.message for problem in problems] == (
        [] if is_there else ["the link 'a.md' leads to an article that is not published: it expired on 2026-06-01"]
    )
    equals_clean(site, tmp_path)


def test_an_article_that_expires_before_it_is_published_is_a_warning(make_site: MakeSite) -> None:
    site = make_site({"content/articles/a.md": article("甲", date="2024-02-01", expires="2024-01-01")})
    (problem,) = site.build().problems
    assert (problem.severity, problem.location) == ("warning", "content/articles/a.md:4:10")
