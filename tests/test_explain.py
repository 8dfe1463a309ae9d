"""`explain` says what a page is made of, and why it was rendered or not."""

from __future__ import annotations

import pytest

from beilin.explain import explain
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """A built archive of two articles."""
    site = make_site({
        "content/articles/a.md": article("甲", date="2024-01-02"),
        "content/articles/乙.md": article("乙", date="2024-01-01"),
        "content/images/x.svg": "<svg/>",
    })  # fmt: skip
    site.build_well()
    return site


def words(site: LittleSite, name: str) -> str:
    lines, problems = explain(site.root, site.options, name)
    assert not problems
    return "\n".join(lines)


@pytest.mark.parametrize(
    "name",
    [
        "/articles/a/", "/articles/a", "articles/a/", "articles/a/index.html", "site/articles/a/index.html",
        "https://example.org/articles/a/", "content/articles/a.md",
    ],
)  # fmt: skip
def test_a_page_is_found_by_each_of_its_names(site: LittleSite, name: str) -> None:
    said = words(site, name)
    assert "site/articles/a/index.html is made for content/articles/a.md by the template article.html" in said
    assert "themes/bare/templates/base.html" in said
    assert "article = ArticleView(title='甲'" in said


def test_an_encoded_address_and_a_copied_file(site: LittleSite) -> None:
    assert "content/articles/乙.md" in words(site, "/articles/%E4%B9%99/")
    assert "is a copy of content/images/x.svg" in words(site, "/images/x.svg")
    assert words(site, "/nowhere/") == ""


def test_a_part_is_explained_by_the_pages_that_take_it_in(site: LittleSite) -> None:
    site.write({"content/parts/note.md": "註。\n", "content/articles/a.md": article("甲", "![[note]]\n")})
    site.build_well()
    said = words(site, "content/parts/note.md")
    assert "site/articles/a/index.html is made for content/articles/a.md" in said
    assert "articles/乙" not in said.split("values that these name")[0]


def test_why_the_last_build_rendered_a_page_or_did_not(site: LittleSite) -> None:
    assert "(number 1) rendered it: it is new" in words(site, "/articles/a/")
    site.write({"content/articles/a.md": article("甲", "改了。\n", date="2024-01-02", summary="一段文字。")})
    assert "will render it: these changed: body" in words(site, "/articles/a/")
    assert "the next build will not render it" in words(site, "/articles/乙/")
    site.build_well()
    assert "(number 2) rendered it: these changed: body" in words(site, "/articles/a/")
    assert "up to number 2, did not: none of its template files and values had changed" in words(site, "/articles/乙/")
    (site.output / "articles/a/index.html").write_text("harmed")
    assert "will render it: the output file was altered" in words(site, "/articles/a/")
    site.build_well()
    assert "(number 3) rendered it: the output file was altered" in words(site, "/articles/a/")


def test_a_broken_archive_is_a_problem(site: LittleSite) -> None:
    site.write({"content/articles/a.md": "---\ntitle: [\n---\n"})
    lines, problems = explain(site.root, site.options, "/")
    assert not lines
    assert problems[0].file == "content/articles/a.md"
