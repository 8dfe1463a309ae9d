"""A file of the archive's own replaces what Beilin would make for programs at the same address."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.checking.check import check
from beilin.planning.ai_crawlers import AI_CRAWLERS
from tests.little_site import article, little_site

INK = "title: 碑林\nbase_url: https://example.org/archive/\n"
SITEMAP_LINE = "Sitemap: https://example.org/archive/sitemap.xml\n"


@pytest.mark.parametrize("name", ["robots.txt", "sitemap.xml", "feed.xml", "feed.json", "404.html"])
def test_it_is_published_and_comes_and_goes(tmp_path: Path, name: str) -> None:
    site = little_site(tmp_path, {"site.yaml": INK, "content/articles/a.md": article("甲")})
    site.build_well()
    made = site.page(name)
    site.write({f"content/{name}": "自己的\n"})
    site.build_well()
    assert site.page(name) == "自己的\n"
    (site.root / "content" / name).unlink()
    site.build_well()
    assert site.page(name) == made


def test_the_home_page_cannot_be_replaced(tmp_path: Path) -> None:
    site = little_site(tmp_path, {"content/index.html": "<p>", "content/articles/a.md": article("甲")})
    assert [problem.code for problem in site.build_badly()] == ["address-clash"]


@pytest.mark.parametrize(
    ("text", "is_noted"),
    [
        ("User-agent: GPTBot\nDisallow: /\n", True),
        (SITEMAP_LINE, False),
        (f"User-agent: *\n  {SITEMAP_LINE.lower()}", False),
    ],
)
def test_check_looks_for_the_sitemap_in_it(tmp_path: Path, text: str, is_noted: bool) -> None:
    site = little_site(tmp_path, {"site.yaml": INK, "content/robots.txt": text})
    notes = [problem for problem in check(site.root, site.options).problems if problem.code == "no-sitemap-line"]
    assert [(note.file, SITEMAP_LINE.strip() in note.hint) for note in notes] == [
        ("content/robots.txt", True)
    ] * is_noted


def test_check_asks_for_no_sitemap_that_is_not_there(tmp_path: Path) -> None:
    site = little_site(tmp_path, {"site.yaml": f"{INK}robots: noindex\n", "content/robots.txt": "User-agent: *\n"})
    assert not [p for p in check(site.root, site.options).problems if p.code in ("no-sitemap-line", "unnamed-crawlers")]


def test_check_looks_for_the_crawlers_in_it(tmp_path: Path) -> None:
    named = "".join(f"user-agent: {name.lower()}\n" for name in AI_CRAWLERS if name != "GPTBot")
    site = little_site(tmp_path, {"site.yaml": f"{INK}noai: true\n", "content/robots.txt": f"{named}Disallow: /\n"})
    (note,) = [problem for problem in check(site.root, site.options).problems if problem.code == "unnamed-crawlers"]
    assert (note.file, note.message) == (
        "content/robots.txt", "this robots.txt does not name these crawlers that collect for AI: GPTBot",
    )  # fmt: skip
