"""Permanent identifiers lead to articles, whatever their addresses; none leads to two."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html

from tests.built_archive import equals_clean, settle
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article

FILES: dict[str, str | bytes] = {
    "content/articles/bill.md": article("帳單", date="2024-01-01", id="7K3M-9Q2X"),
    "content/articles/other.md": article("別題", "[帳單](/id/7k3m9q2x/)\n", date="2024-01-02"),
    "content/pages/about.md": article("關於", id="abcdefgh"),
}


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive with an article and a page that have identifiers, and an article without one."""
    site = make_site(FILES)
    site.build_well()
    settle(site)
    return site


def test_an_identifier_redirects_to_its_file(site: LittleSite) -> None:
    assert "url=/articles/bill/'" in site.page("id/7k3m9q2x/index.html")
    assert "url=/about/'" in site.page("id/abcdefgh/index.html")
    assert "/id/" not in site.page("sitemap.xml")
    assert len([path for path in site.outputs() if path.startswith("id/")]) == 2


def test_ink_gives_the_permanent_link_of_an_article_that_has_one(site: LittleSite) -> None:
    settings = (site.root / "site.yaml").read_text().replace("theme: bare", "theme: ink")
    site.write({"site.yaml": settings})
    site.build_well()
    page, other = site.page("articles/bill/index.html"), site.page("articles/other/index.html")
    link = "https://example.org/id/7k3m9q2x/"
    assert f'<link rel="cite-as" href="{link}">' in page
    assert f'<a href="{link}" rel="bookmark">{link}</a>' in page
    assert f"permalink = {{{link}}}" in page
    assert f"AN  - {link}" in page
    assert f"&#34;archive_location&#34;: &#34;{link}&#34;" in page
    (posting, *_) = map(json.loads, html.fromstring(page).xpath("//script[@type='application/ld+json']/text()"))
    assert posting["identifier"] == {"@type": "PropertyValue", "propertyID": "id", "value": "7k3m9q2x", "url": link}
    assert [item.get("_beilin") for item in json.loads(site.page("feed.json"))["items"]] == [
        None, {"id": "7k3m9q2x", "permalink": link},
    ]  # fmt: skip
    for absent in ("permalink", "cite-as", "AN  - ", "archive_location", '"identifier":'):
        assert absent not in other
    redirect = site.page("id/7k3m9q2x/index.html")
    assert '<link rel="canonical" href="https://example.org/articles/bill/">' in redirect
    assert '<meta name="robots" content="noindex">' in redirect


def test_an_identifier_leads_to_the_notice_of_a_withdrawn_article(site: LittleSite) -> None:
    withdrawn = article("帳單", date="2024-01-01", id="7k3m9q2x", withdrawn="{date: 2026-01-01, reason: 依要求}")
    site.write({"content/articles/bill.md": withdrawn})
    assert site.build().published
    assert "url=/articles/bill/'" in site.page("id/7k3m9q2x/index.html")
    assert "依要求" in site.page("articles/bill/index.html")


@pytest.mark.parametrize(
    "edit",
    [
        {"content/articles/bill.md": article("帳單", date="2024-01-01")},
        {"content/articles/bill.md": article("改題", date="2024-01-01", id="7k3m9q2x")},
        {"content/articles/bill.md": article("帳單", date="2024-01-01", id="7k3m9q2y", robots="noindex")},
        {"content/articles/bill.md": article("帳單", date="2024-01-01", slug="invoice", id="7k3m9q2x")},
        {"content/articles/bill.md": article("帳單", date="2027-01-01", id="7k3m9q2x")},
        {"content/articles/other.md": article("別題", id="00000000", license="mit", rights="某人", noai="true")},
    ],
)
def test_a_change_of_an_identifier_is_exact(site: LittleSite, tmp_path: Path, edit: dict[str, str | bytes]) -> None:
    site.write(edit)
    site.build()
    equals_clean(site, tmp_path)


@pytest.mark.parametrize(
    ("copy", "front", "blamed"),
    [
        ("content/articles/bill copy.md", {}, "content/articles/bill copy.md"),
        ("content/articles/a.md", {"draft": "true"}, "content/articles/a.md"),
        ("content/articles/a.md", {}, "content/articles/bill.md"),
        ("content/pages/bill-copy.md", {}, "content/pages/bill-copy.md"),
    ],
)
def test_one_identifier_of_two_files_is_an_error_that_names_both(
    site: LittleSite, copy: str, front: dict[str, str], blamed: str
) -> None:
    site.write({copy: article("帳單", slug="copied", id="7k3m9q2x", **front)})
    (problem,) = site.build_badly()
    first = "content/articles/bill.md:4" if blamed == copy else f"{copy}:4"
    assert (problem.code, problem.file, problem.line) == ("duplicate-id", blamed, 4)
    assert problem.message == f"id: {first} has '7k3m9q2x' too"
    quoted = f"'{blamed}'" if " " in blamed else blamed
    assert problem.hint.endswith(f"build.py id --redraw {quoted}")


def test_a_copy_of_a_copy_is_an_error_for_each(site: LittleSite) -> None:
    site.write({f"content/articles/bill-{n}.md": article("帳單", id="7k3m9q2x") for n in range(3)})
    assert [problem.file for problem in site.build_badly()] == [f"content/articles/bill-{n}.md" for n in range(3)]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("7k3m9q2", "id: '7k3m9q2' is not an identifier: it has 7 characters instead of 8"),
        ("7k3m9q2u", "id: '7k3m9q2u' is not an identifier: it contains 'u'"),
        ("[a]", "id: expected text, got list"),
    ],
)
def test_what_is_no_identifier_is_an_error(site: LittleSite, written: str, message: str) -> None:
    site.write({"content/articles/bill.md": article("帳單", id=written)})
    (problem,) = site.build_badly()
    assert (problem.file, problem.line, problem.message) == ("content/articles/bill.md", 3, message)


def test_a_file_of_the_archive_at_an_identifier_is_named(site: LittleSite) -> None:
    site.write({"content/id/7k3m9q2x/index.html": "<p>x"})
    (problem,) = site.build_badly()
    assert problem.code == "address-clash"
    assert (problem.file, problem.line) == ("content/articles/bill.md", 4)
    assert "content/id/7k3m9q2x/index.html" in problem.message
