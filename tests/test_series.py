"""A series has a page and an order, and its articles link to the next and previous one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.built_archive import equals_clean, settle
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """A series of four articles, two of them with a number, and one other article."""
    site = make_site({
        "content/articles/a.md": article("甲", date="2024-01-04", series="授權", series_order="2"),
        "content/articles/b.md": article("乙", date="2024-01-03", series="授權", series_order="1"),
        "content/articles/c.md": article("丙", date="2024-01-02", series="授權"),
        "content/articles/d.md": article("丁", series="授權"),
        "content/articles/e.md": article("戊", date="2024-01-01"),
    })  # fmt: skip
    site.build_well()
    settle(site)
    return site


def test_the_articles_are_in_order(site: LittleSite) -> None:
    assert re.findall("articles/(.)/", site.page("series/授權/index.html")) == ["b", "a", "c", "d"]
    assert "/series/%E6%8E%88%E6%AC%8A/" in site.page("series/index.html")


@pytest.mark.parametrize(
    ("slug", "words"), [("b", "1/4</a>|甲"), ("a", "2/4</a>乙|丙"), ("c", "3/4</a>甲|丁"), ("d", "4/4</a>丙|")]
)
def test_an_article_links_to_its_neighbours(site: LittleSite, slug: str, words: str) -> None:
    assert words in site.page(f"articles/{slug}/index.html")


def test_without_a_series_there_is_no_list_of_series(make_site: MakeSite) -> None:
    site = make_site({"content/articles/a.md": article("甲")})
    site.build_well()
    assert not (site.output / "series").exists()
    assert "class=series" not in site.page("articles/a/index.html")


@pytest.mark.parametrize(
    "front",
    [
        {"series": "授權", "series_order": "3"},
        {"series": "別的"},
        {"series": "授權", "draft": "true"},
        {},
    ],
)
def test_a_change_of_series_is_exact(site: LittleSite, tmp_path: Path, front: dict[str, str]) -> None:
    site.write({"content/articles/a.md": article("甲", date="2024-01-04", **front)})
    site.build_well()
    equals_clean(site, tmp_path)


def test_a_new_title_reaches_the_neighbours(site: LittleSite, tmp_path: Path) -> None:
    site.write({"content/articles/a.md": article("改", date="2024-01-04", series="授權", series_order="2")})
    site.build_well()
    assert "改|" in site.page("articles/c/index.html")
    equals_clean(site, tmp_path)


def test_two_articles_with_the_same_number_are_reported(site: LittleSite) -> None:
    site.write({"content/articles/c.md": article("丙", date="2024-01-02", series="授權", series_order="1")})
    (problem,) = site.build().problems
    assert problem.severity == "warning"
    assert "two parts with the number 1" in problem.message
    assert {problem.file, problem.hint.split()[3].rstrip(";")} == {"content/articles/b.md", "content/articles/c.md"}


@pytest.mark.parametrize(
    ("front", "place", "words"),
    [
        ({"series_order": "1"}, "content/articles/x.md:3:15", "there is no series"),
        ({"series": "x", "series_order": "one"}, "content/articles/x.md:4:15", "expected a whole number"),
        ({"series": "x", "series_order": "1.0"}, "content/articles/x.md:4:15", "expected a whole number"),
        ({"series": "' '"}, "content/articles/x.md:3:9", "it is empty"),
    ],
)
def test_faults_of_series_are_reported(make_site: MakeSite, front: dict[str, str], place: str, words: str) -> None:
    (problem,) = make_site({"content/articles/x.md": article("甲", **front)}).build().problems
    assert problem.location == place
    assert words in problem.message
    assert problem.hint
