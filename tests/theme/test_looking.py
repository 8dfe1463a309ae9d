"""Pictures show the archive's data, have text alternatives, and lead to every article."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from tests.conftest import MakeSite
from tests.little_site import SETTINGS, LittleSite, article
from tests.theme.conftest import Built
from tests.theme.test_output import Page, pages

__all__ = ["pages"]  # a fixture

MAX_LIST_SHEET = 8 * 1024


def inked(make_site: MakeSite, files: dict[str, str | bytes]) -> LittleSite:
    """A little archive in the theme ink."""
    return make_site({"site.yaml": SETTINGS.replace("theme: bare", "theme: ink"), **files})


def test_every_picture_has_a_text_alternative(pages: dict[str, Page]) -> None:
    seen = set()
    for path, page in pages.items():
        for svg in page.all("svg"):
            if "aria-hidden" in svg:
                continue  # the text beside it has the same numbers
            assert svg["role"] == "img", path
            assert svg["aria-label"], path
            seen.add(path.split("/")[0])
    assert {"index.html", "tags"} <= seen


def test_pictures_use_the_colours_of_the_page(built: Built) -> None:
    for path in built.html():
        for svg in re.findall(r"<svg\b.*?</svg>", path.read_text("utf-8"), re.DOTALL):
            assert not re.search(r"\b(fill|stroke|style)=", svg), path


@pytest.mark.parametrize("path", ["index.html", "tags/open-source/index.html"])
def test_a_chart_states_its_numbers(built: Built, path: str) -> None:
    text = built.text(path)
    chart = text[text.index('<figure class="chart">') : text.index("</figure>")]
    counts = [int(number) for number in re.findall(r'aria-label="[^"]*?(\d+)篇"', chart)]
    assert counts == [int(number) for number in re.findall(r"<b [^>]*>(\d+)</b>", chart)]
    total = re.search(r'<span class="count">(\d+)篇', text)
    if path.startswith("tags"):
        assert total
        assert sum(counts) + 2 == int(total[1])  # two without a date


def test_every_article_is_named_on_the_timeline(pages: dict[str, Page]) -> None:
    articles = {
        f"/archive/{path.removesuffix('index.html')}" for path in pages if re.match(r"articles/[^/]+/index", path)
    }
    marks = [
        unquote(link["href"])
        for path, page in pages.items()
        if path.startswith("timeline/")
        for link in page.all("a")
        if link["href"].startswith("/archive/articles/")
    ]
    assert sorted(marks) == sorted(articles)


def test_a_little_archive_has_its_titles_on_one_page(make_site: MakeSite) -> None:
    site = inked(make_site, {
        "content/articles/a.md": article("甲 <&>", date="2024-01-02"), "content/articles/b.md": article("乙"),
    })  # fmt: skip
    site.build_well()
    text = site.page("timeline/index.html")
    assert '<li><span>02</span><a href="/articles/a/">甲 &lt;&amp;&gt;</a></li>' in text
    assert '<li><a href="/articles/b/">乙</a></li>' in text
    assert '<table class="months' not in text  # they are seen at a glance
    assert '<ol class="titles" id="_2024-01">' in text
    assert [path for path in site.outputs() if path.startswith("timeline/")] == ["timeline/index.html"]


def test_a_changed_body_changes_no_picture_but_a_changed_date_does(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        f"content/articles/a{n}.md": article(f"第{n}篇", date=f"202{n}-01-01", tags="[甲]", summary="同")
        for n in range(3)
    }
    files["content/tags.yaml"] = "甲: {slug: a}\n"
    site = inked(make_site, files)
    site.build_well()
    site.write({"content/articles/a1.md": article("第1篇", "改過。\n", date="2021-01-01", tags="[甲]", summary="同")})
    before = site.outputs()
    assert site.build_well().rendered == 5  # the article, its Markdown, three feeds
    for path in ("index.html", "tags/index.html", "tags/a/index.html", "timeline/index.html", "years/index.html"):
        assert site.outputs()[path] == before[path]
    site.write({"content/articles/a1.md": article("第1篇", "改過。\n", date="2020-01-01", tags="[甲]", summary="同")})
    site.build_well()
    for path in ("index.html", "tags/a/index.html", "timeline/index.html", "years/index.html"):
        assert site.outputs()[path] != before[path], path


def test_home_shows_the_newest_article_and_an_overview(built: Built) -> None:
    text = built.text("index.html")
    newest = text[text.index('<section class="newest"') : text.index('<section class="home-part')]
    assert newest.count('<article class="card"') == 1
    assert text.count('<article class="card"') == 20
    glance = text[text.index('<section class="home-part glance"') :]
    for place in ("timeline/", "years/", "sources/", "authors/", "tags/", "undated/"):
        assert f'href="/archive/{place}"' in glance
    articles = list(built.output.glob("articles/*/index.md"))
    assert f"{len(articles)}篇文章" in glance
    assert "home-part" not in built.text("page/2/index.html")


def test_the_404_page_links_into_the_archive_from_any_address(pages: dict[str, Page]) -> None:
    links = {link["href"] for link in pages["404.html"].all("a") if not link["href"].startswith("#")}
    assert all(link.startswith("/archive/") for link in links)
    for part in ("articles/", "tags/", "years/", "timeline/"):
        assert any(link.startswith(f"/archive/{part}") for link in links)


def test_an_archive_without_a_404_file_has_a_404_page(make_site: MakeSite) -> None:
    site = inked(make_site, {"content/articles/a.md": article("甲", date="2024-01-02")})
    site.build_well()
    assert 'href="/articles/a/"' in site.page("404.html")
    site.write({"content/pages/404.md": article("沒有", "這裡沒有。\n")})
    site.build_well()
    assert "這裡沒有。" in site.page("404.html")
    (site.root / "content/pages/404.md").unlink()
    site.write({"content/404.html": "mine"})
    site.build_well()
    assert site.page("404.html") == "mine"


def test_breadcrumbs_lead_home_and_are_in_the_structured_data(pages: dict[str, Page]) -> None:
    trail = next(data for data in pages["tags/open-source/index.html"].json() if data["@type"] == "BreadcrumbList")
    assert [(step["position"], step["name"], unquote(step["item"])) for step in trail["itemListElement"]] == [
        (1, "首頁", "https://example.org/archive/"),
        (2, "標籤", "https://example.org/archive/tags/"),
        (3, "開源", "https://example.org/archive/tags/open-source/"),
    ]
    for path, page in pages.items():
        for data in page.json():
            if data["@type"] == "BreadcrumbList":
                last = unquote(data["itemListElement"][-1]["item"])
                assert last.startswith("https://example.org/archive/"), path
                assert path.startswith(last.removeprefix("https://example.org/archive/")), path


def test_each_list_describes_itself(pages: dict[str, Page]) -> None:
    def description(path: str) -> str:
        return pages[path].all("meta", name="description")[0]["content"]

    assert description("years/2020/index.html") == "2020年・28篇・常見的標籤 開源"
    assert description("authors/ada_and_less_co_greater/index.html") == "Ada & <Co>・1篇・常見的標籤 開源"
    assert description("sources/某報/index.html") == "某報・1篇・常見的標籤 開源"
    assert description("tags/open-source/index.html").startswith("符合開放原始碼定義")
    assert len({description(path) for path in pages if path.startswith("years/2")}) > 3


def test_only_lists_load_what_only_lists_need(built: Built) -> None:
    (sheet,) = built.output.glob("assets/lists.*.css")
    assert sheet.stat().st_size <= MAX_LIST_SHEET
    assert sheet.name in built.text("index.html")
    assert sheet.name not in built.text("articles/llama-family/index.html")
