"""Names with one slug are one group, called by its first spelling; that is a function of all articles alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.built_archive import equals_clean, settle
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article

SPELLINGS = [("Ann Lee", "ann-lee"), ("\u00e9ric", "e\u0301ric"), ("甲 乙", "甲-乙"), ("GPT", "gpt")]
KINDS = ["author", "source", "series"]


def site_of(make_site: MakeSite, kind: str, newer: str, older: str) -> LittleSite:
    """An archive of two articles of one group under two spellings."""
    site = make_site({
        "content/articles/b.md": article("乙", date="2024-01-02", **{kind: newer}),
        "content/articles/a.md": article("甲", date="2024-01-01", **{kind: older}),
        "content/articles/c.md": article("丙", date="2023-01-01"),
        "themes/bare/templates/article.html": "{{ article.title }}|{{ article.source.title if article.source }}"
        "{% for author in article.authors %}{{ author.title }} {{ author.url }};{% endfor %}",
    })  # fmt: skip
    site.build_well()
    settle(site)
    return site


@pytest.mark.parametrize(("newer", "older"), SPELLINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_spellings_with_one_slug_are_one_group(make_site: MakeSite, kind: str, newer: str, older: str) -> None:
    site = site_of(make_site, kind, newer, older)
    folder = "series" if kind == "series" else f"{kind}s"
    (page,) = [path for path in site.outputs() if path.startswith(f"{folder}/") and path.count("/") == 2]
    text = site.page(page)
    assert f"<title>{newer}" in text
    assert {name for name in "abc" if f"/articles/{name}/" in text} == {"a", "b"}


def test_an_author_named_twice_in_one_article_is_shown_once(make_site: MakeSite) -> None:
    site = site_of(make_site, "author", "[ann-lee, Ann Lee]", "Ann Lee")
    assert site.page("articles/b/index.html").count("/authors/ann-lee/") == 1
    assert site.page("articles/a/index.html").split("|")[1] == "ann-lee /authors/ann-lee/;"
    assert site.page("authors/ann-lee/index.html").count("/articles/b/") == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "edit",
    [
        {"date": "2024-01-02"},
        {"date": "2024-01-02", "{}": "Ann Lee", "draft": "true"},
        {"date": "2023-12-31", "{}": "Ann Lee"},
        {"date": "2024-01-02", "{}": "ANN LEE"},
        {"date": "2024-01-02", "{}": "Ben"},
    ],
)
def test_an_edit_of_the_article_that_gave_the_name_is_exact(
    make_site: MakeSite, tmp_path: Path, kind: str, edit: dict[str, str]
) -> None:
    site = site_of(make_site, kind, "Ann Lee", "ann-lee")
    front = {key.format(kind): value for key, value in edit.items()}
    site.write({"content/articles/b.md": article("改", **front)})
    site.build_well()
    equals_clean(site, tmp_path)
