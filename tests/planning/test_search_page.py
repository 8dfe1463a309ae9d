"""The search page: where it is, what it offers without scripts, and that nothing else is in its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.explaining.explain import explain
from beilin.planning.kinds.search import MAX_OFFERED, MAX_YEARS
from tests.editing.trees import run
from tests.little_site import SETTINGS, LittleSite, article, little_site

THEME: dict[str, str | bytes] = {
    "themes/bare/templates/search.html": "{{ site.search }}\n{% for list in [tags, years, authors, sources] %}"
    "{{ list | map(attribute='title') | join('、') }}\n{% endfor %}{{ archive.tags }}",
    "themes/bare/templates/opensearch.xml": "{{ site.base_url }}search/?q={searchTerms}",
    "themes/bare/templates/home.html": "<{{ site.search }}>",
}


def searched(root: Path, files: dict[str, str | bytes] | None = None) -> LittleSite:
    """An archive whose theme has a search page."""
    return little_site(root, {**THEME, **(files or {})})


def test_templates_get_its_address(tmp_path: Path) -> None:
    site = searched(tmp_path / "a", {"site.yaml": SETTINGS.replace("example.org/", "example.org/b/")})
    site.build_well()
    assert site.page("index.html") == "</b/search/>"
    assert site.page("opensearch.xml") == "https://example.org/b/search/?q={searchTerms}"
    assert "https://example.org/b/search/" in site.page("sitemap.xml")
    site.write({"site.yaml": SETTINGS + "search: false\n"})
    site.build_well()
    assert site.page("index.html") == "<>"
    assert not {path for path in site.outputs() if "search" in path}
    without = little_site(tmp_path / "b", {"themes/bare/templates/home.html": "<{{ site.search }}>"})
    without.build_well()
    assert without.page("index.html") == "<>"


@pytest.mark.parametrize("theme", ["ink", "plain"])
def test_nothing_is_left_of_it_without_the_setting(tmp_path: Path, theme: str) -> None:
    settings = SETTINGS.replace("theme: bare", f"theme: {theme}")
    site = little_site(tmp_path, {"site.yaml": settings, "content/articles/a.md": article("甲")})
    site.build_well()
    assert [path for path in site.outputs() if path.startswith("assets/search")]
    site.write({"site.yaml": f"{settings}search: false\n"})
    site.build_well()
    assert not [path for path, data in site.outputs().items() if "search" in path or b"/search" in data]


def test_it_offers_the_groups_with_the_most_articles(tmp_path: Path) -> None:
    many: dict[str, str | bytes] = {
        f"content/articles/a{n}.md": article(
            "題", date=f"'{1000 + n}-01-01'", tags=f"[t{n}, 常]", author="甲" if n < 20 else f"作{n}"
        )
        for n in range(MAX_YEARS + 2)
    }
    site = searched(tmp_path, {**many, "content/tags.yaml": "常:\n" + "".join(f"t{n}:\n" for n in range(102))})
    assert site.build().published
    url, tags, years, authors, sources, count = site.page("search/index.html").split("\n")
    assert (url, count, sources) == ("/search/", str(MAX_YEARS + 3), "")
    assert tags.startswith("常、")
    assert authors.startswith("甲、")
    assert len(tags.split("、")) == len(authors.split("、")) == MAX_OFFERED
    assert (years.split("、")[0], len(years.split("、"))) == ("1101", MAX_YEARS)


def test_no_title_and_no_body_reaches_it(tmp_path: Path) -> None:
    site = searched(tmp_path, {"content/articles/a.md": article("甲", summary="句。")})
    site.build_well()
    site.write({"content/articles/a.md": article("乙", "改。\n", summary="改。")})
    site.build_well()
    lines = explain(tmp_path, site.options, "/search/").lines
    assert lines[-1] == "  the next build will not render it"
    assert "build number 1 rendered it" in "\n".join(lines)


@pytest.mark.parametrize(
    ("files", "hint"),
    [
        ({"content/pages/search.md": article("搜")}, "build.py rename content/pages/search.md NEW-NAME"),
        ({"content/pages/other.md": article("搜", slug="search")}, "build.py rename content/pages/other.md NEW-NAME"),
        ({"content/search/index.html": "<p>"}, "Move the file to another folder"),
        ({"content/search/meta.json": "{}"}, "Move the file to another folder"),
        ({"content/Search/a/g/0000.bin": "x"}, "Move the file to another folder"),
        ({"content/search": "x"}, "Give one of them a different name."),
        ({"content/articles/a.md": article("甲", aliases="[/search/old/]")}, "Remove the alias"),
    ],
)
def test_nothing_else_is_in_its_folder(tmp_path: Path, files: dict[str, str | bytes], hint: str) -> None:
    site = searched(tmp_path, files)
    problems = site.build_badly()
    assert [(problem.code, problem.file) for problem in problems] == [("address-clash", next(iter(files)))]
    assert hint in problems[0].hint
    site.write({"site.yaml": SETTINGS + "search: false\n"})
    assert site.build().published


def test_other_addresses_may_begin_alike(tmp_path: Path) -> None:
    site = searched(
        tmp_path,
        {"content/pages/searching.md": article("搜"), "content/searched/a.txt": "x", "content/opensearch.xml": "x"},
    )
    site.build_well()
    assert site.page("opensearch.xml") == "x"


def test_the_command_that_is_named_solves_it(tmp_path: Path) -> None:
    link = article("連", "[搜](/search/)\n")
    site = searched(tmp_path, {"content/pages/search.md": article("搜"), "content/articles/a.md": link})
    assert site.build_badly()
    code, said, _ = run(site.root, ["rename", "content/pages/search.md", "hunt"])
    assert (code, "/search/ is now /hunt/; the old address belongs to the search page" in said) == (0, True), said
    site.build_well()
    assert 'href="/hunt/"' in site.page("articles/a/index.html")
    assert "search/index.html" in site.outputs()


def test_without_the_search_the_old_address_redirects(tmp_path: Path) -> None:
    files = {"content/pages/search.md": article("搜"), "site.yaml": SETTINGS + "search: false\n"}
    site = searched(tmp_path, {**files})
    site.build_well()
    assert run(site.root, ["rename", "content/pages/search.md", "hunt"])[0] == 0
    site.build_well()
    assert "/hunt/" in site.page("search/index.html")
