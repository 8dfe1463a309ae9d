"""Spellings of one name are one group, and no others; its page keeps its former addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.built_archive import equals_clean, settle
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article

SPELLINGS = [
    ("Ann Lee", "ann-lee"), ("\u00e9ric", "e\u0301ric"), ("甲 乙", "甲-乙"), ("GPT", "gpt"), ("張三", "张三"),
    ("AI 晶片", "ＡＩ晶片"), ("Strauß", "Strauss"),
]  # fmt: skip
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
def test_spellings_of_one_name_are_one_group(make_site: MakeSite, kind: str, newer: str, older: str) -> None:
    site = site_of(make_site, kind, newer, older)
    folder = "series" if kind == "series" else f"{kind}s"
    text = one_page(site, folder)
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


def one_page(site: LittleSite, folder: str) -> str:
    """The only page in the folder that does not redirect."""
    pages = [
        site.page(path) for path in site.outputs() if path.startswith(f"{folder}/") and path.endswith("index.html")
    ]
    (page,) = [page for page in pages if "http-equiv=refresh" not in page and "<title>" in page]
    return page


def redirect_at(site: LittleSite, address: str) -> str:
    """The address that the page there redirects to; "" if there is no page or it does not redirect."""
    path = f"{address.strip('/')}/index.html"
    if path not in site.outputs():
        return ""
    return site.page(path).partition("url=")[2].partition("'")[0]


def publish(site: LittleSite) -> None:
    """Build the site; tags that are not in the authority do not matter here."""
    result = site.build()
    assert result.published, result.problems


FAMILY = ("C", "C++", "C#", ".NET", "net", "Go+", "A*", "R&D", "Node.js", "T++")


def site_with(make_site: MakeSite, *names: str, key: str = "tags", **files: str) -> LittleSite:
    """An archive with an article for each name, the first one newest."""
    values = [f'"{name}"' if key == "series" else f'["{name}"]' for name in names]
    return make_site({
        **{
            f"content/articles/{n}.md": article(f"第{n}篇", date=f"2024-01-{28 - n:02}", **{key: value})
            for n, value in enumerate(values)
        },
        **files,
    })  # fmt: skip


@pytest.mark.parametrize(("key", "folder"), [("tags", "tags"), ("author", "authors"), ("series", "series")])
def test_names_that_differ_in_signs_have_a_page_each(make_site: MakeSite, key: str, folder: str) -> None:
    site = site_with(make_site, *FAMILY, key=key)
    publish(site)
    titles = {
        site.page(path) for path in site.outputs() if path.startswith(f"{folder}/") and "<title>" in site.page(path)
    }
    assert len(titles) == len(FAMILY)
    for n in range(len(FAMILY)):
        assert sum(f"/articles/{n}/" in page for page in titles) == 1


def test_the_page_of_a_name_answers_at_its_former_address_unless_that_belongs_to_another_name(
    make_site: MakeSite,
) -> None:
    site = site_with(make_site, "C++", "Node.js", "R&D", "R D")
    publish(site)
    assert redirect_at(site, "/tags/c/") == "/tags/c_plus_plus/"
    assert redirect_at(site, "/tags/node-js/") == "/tags/node.js/"
    assert "<title>R D 1" in site.page("tags/r-d/index.html")


def test_a_former_address_of_several_names_leads_to_the_one_with_the_most_articles(make_site: MakeSite) -> None:
    site = site_with(make_site, "C++", "C#", "C#", "C++", "C#")
    publish(site)
    assert redirect_at(site, "/tags/c/") == "/tags/c_sharp/"


def test_the_further_pages_of_a_list_redirect_too(make_site: MakeSite) -> None:
    site = site_with(make_site)
    site.write({f"content/articles/{n}.md": article(f"第{n}篇", tags="[C++]") for n in range(51)})
    publish(site)
    assert redirect_at(site, "/tags/c/page/2") == "/tags/c_plus_plus/"
    assert redirect_at(site, "/tags/c/page/3") == ""


@pytest.mark.parametrize(
    "claim",
    [
        {"content/articles/x.md": article("別篇", aliases="[/tags/c/]")},
        {"content/tags/c/index.html": "<title>own</title>"},
        {"content/tags/c": "a file"},
        {"content/tags.yaml": "碑: {aliases: [c]}\n", "content/articles/x.md": article("別篇", tags="[碑]")},
    ],
)
def test_a_former_address_gives_way_to_anything_else(make_site: MakeSite, claim: dict[str, str]) -> None:
    site = site_with(make_site, "C++", **claim)
    publish(site)
    assert redirect_at(site, "/tags/c/") != "/tags/c_plus_plus/"


def test_a_term_without_a_slug_redirects_from_its_former_address(make_site: MakeSite) -> None:
    site = site_with(make_site, "cpp", **{"content/tags.yaml": "C++: {synonyms: [cpp]}\n"})
    publish(site)
    assert redirect_at(site, "/tags/c/") == "/tags/c_plus_plus/"
    assert not any(path.startswith("tags/cpp/") for path in site.outputs())


def test_two_tags_with_one_address_are_an_error_that_names_both(make_site: MakeSite) -> None:
    site = site_with(make_site, "C", "C++", **{"content/tags.yaml": "C++: {slug: c}\n"})
    (problem,) = [problem for problem in site.build().problems if problem.severity == "error"]
    assert (problem.code, problem.file, problem.line) == ("address-clash", "content/articles/0.md", 4)
    assert "'C'" in problem.message
    assert "'C++'" in problem.message
    assert "slug" in problem.hint


def test_a_tag_may_be_written_as_the_slug_of_its_term(make_site: MakeSite) -> None:
    site = site_with(make_site, "C++", "cpp", **{"content/tags.yaml": "C++: {slug: cpp}\n"})
    assert not site.build_well().problems
    assert "<title>C++ 2" in site.page("tags/cpp/index.html")


def test_the_spelling_of_most_articles_is_displayed(make_site: MakeSite) -> None:
    site = site_with(make_site, "开源", "開源", "開源", "开源模型")
    publish(site)
    assert "<title>開源 3" in site.page("tags/開源/index.html")
    assert redirect_at(site, "/tags/开源") == "/tags/%E9%96%8B%E6%BA%90/"
