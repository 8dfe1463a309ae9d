"""From files to a site: every address, its content, and how pages refer to each other."""

from __future__ import annotations

import json

import pytest

from beilin.building.build import BuildOptions, build
from tests.conftest import MakeSite
from tests.little_site import article

TAGS = """\
open source:
  slug: open-source
  names: {zh-Hant: 開源, en: open source}
  synonyms: [开源, open-source]
LLaMA:
  names: {zh-Hant: 羊駝, en: LLaMA}
"""

ARCHIVE: dict[str, str | bytes] = {
    "content/tags.yaml": TAGS,
    "content/articles/new.md": article("新", date="2024-03-01", tags="[開源, LLaMA]", author="[甲, 乙]", source="某刊"),
    "content/articles/old.md": article("舊", date="2023-01-01", tags="[open-source]", author="甲"),
    "content/articles/older.md": article("更舊", date="2023-01-01", tags="[llama]", slug="aaa"),
    "content/articles/undated.md": article("無日期"),
    "content/articles/future.md": article("未來", date="2026-06-02"),
    "content/articles/draft.md": article("草稿", date="2024-01-01", draft="true"),
    "content/articles/old.source.yaml": "never: served\n",
    "content/pages/about.md": article("關於"),
    "content/pages/404.md": article("找不到"),
    "content/images/a.svg": "<svg/>",
    "content/.hidden": "x",
    "content/import.yaml": "x: y\n",
}


def test_the_site_has_exactly_the_documented_addresses(make_site: MakeSite) -> None:
    site = make_site(ARCHIVE)
    site.build_well()
    assert sorted(site.outputs()) == sorted(
        [
            "index.html",
            "articles/new/index.html", "articles/new/index.md",
            "articles/old/index.html", "articles/old/index.md",
            "articles/aaa/index.html", "articles/aaa/index.md",
            "articles/undated/index.html", "articles/undated/index.md",
            "tags/index.html",
            "tags/open-source/index.html",
            "tags/llama/index.html",
            "years/2024/index.html", "years/2023/index.html", "undated/index.html",
            "authors/甲/index.html", "authors/乙/index.html", "sources/某刊/index.html",
            "feed.xml", "feed.json", "sitemap.xml", "robots.txt", "404.html", "about/index.html",
            "images/a.svg", ".nojekyll",
            next(path for path in site.outputs() if path.startswith("assets/bare.")),
        ]
    )  # fmt: skip


def test_articles_are_newest_first_and_undated_ones_last_by_address(make_site: MakeSite) -> None:
    site = make_site(ARCHIVE)
    site.build_well()
    assert json.loads(site.page("feed.json")) == ["新", "更舊", "舊", "無日期"]
    assert "href='/articles/aaa/'>更舊</a> 2023-01-01" in site.page("index.html")
    older = site.page("articles/aaa/index.html")
    assert "class=newer href='/articles/new/'" in older
    assert "class=older href='/articles/old/'" in older


def test_only_articles_with_a_date_are_older_or_newer_than_others(make_site: MakeSite) -> None:
    site = make_site(ARCHIVE | {"content/articles/undated-2.md": article("也無日期")})
    site.build_well()
    for slug in ("undated", "undated-2"):
        assert "class=newer" not in site.page(f"articles/{slug}/index.html")
        assert "class=older" not in site.page(f"articles/{slug}/index.html")
    oldest = site.page("articles/old/index.html")
    assert "class=older" not in oldest
    assert "class=newer" in oldest


def test_a_tag_includes_its_synonyms(make_site: MakeSite) -> None:
    site = make_site(ARCHIVE)
    site.build_well()
    assert "<title>開源 2</title>" in site.page("tags/open-source/index.html")
    assert "羊駝 2" in site.page("tags/index.html")


def test_a_scheduled_article_waits_for_its_day(make_site: MakeSite) -> None:
    site = make_site(ARCHIVE)
    site.build_well()
    assert "未來" not in site.page("index.html")
    site.options = BuildOptions(jobs=1, today="2026-06-02")
    site.build_well()
    assert "未來" in site.page("index.html")
    assert "articles/future/index.html" in site.outputs()


def test_drafts_are_built_elsewhere_and_never_into_site(make_site: MakeSite) -> None:
    site = make_site(ARCHIVE)
    result = build(site.root, BuildOptions(drafts=True, jobs=1, today="2026-06-01"))
    assert result.output == site.root / ".beilin" / "preview"
    assert (result.output / "articles/draft/index.html").exists()
    assert result.draft_paths == {"articles/draft/index.html", "articles/draft/index.md"}
    assert not site.output.exists()
    refused = build(site.root, BuildOptions(drafts=True, output=site.output, jobs=1))
    assert "drafts do not go into site/" in refused.problems[0].message


def test_the_markdown_beside_an_article_is_the_file(make_site: MakeSite) -> None:
    text = article("碼", "a < b & c\r\n\r\n{{ not.a.template }}\n").encode()
    site = make_site({"content/articles/a.md": text})
    site.build_well()
    assert (site.output / "articles/a/index.md").read_bytes() == text


def test_lists_are_paginated(make_site: MakeSite) -> None:
    site = make_site(
        {f"content/articles/a{n:03}.md": article(f"第{n}篇", tags="[某]", date="2024-01-01") for n in range(101)}
    )
    result = site.build()
    assert result.published
    pages = [path for path in site.outputs() if path.endswith("index.html") and not path.startswith("articles")]
    assert {
        "index.html",
        "page/2/index.html",
        "page/6/index.html",
        "tags/某/page/3/index.html",
        "years/2024/page/3/index.html",
    } <= set(pages)
    assert "page/7/index.html" not in pages
    assert "tags/某/page/4/index.html" not in pages
    assert "3/3" in site.page("tags/某/page/3/index.html")


@pytest.mark.parametrize("base_url", ["https://example.org/", "https://example.org/archive/"])
def test_references_become_addresses_under_the_base_path(make_site: MakeSite, base_url: str) -> None:
    body = "[文](b.md#標題) [籤](/tags/) ![圖](../images/圖.svg) [自己](#x) [檔](data/表.csv?x=1)\n"
    site = make_site({
        "content/articles/a.md": article("甲", body, date="2024-01-01"),
        "content/articles/b.md": article("乙", "## 標題\n", slug="另名"),
        "content/images/圖.svg": "<svg/>",
        "content/articles/data/表.csv": "x",
    })  # fmt: skip
    site.options = BuildOptions(jobs=1, base_url=base_url)
    site.build_well()
    base = base_url.removeprefix("https://example.org")
    page = site.page("articles/a/index.html")
    assert f'href="{base}articles/%E5%8F%A6%E5%90%8D/#%E6%A8%99%E9%A1%8C"' in page
    assert f'href="{base}tags/"' in page
    assert f'src="{base}images/%E5%9C%96.svg"' in page
    assert 'href="#x"' in page
    assert f'href="{base}articles/data/%E8%A1%A8.csv?x=1"' in page
    assert f"{base_url}articles/a/ 2024-01-01T00:00:00+08:00" in site.page("feed.xml")
    assert f"{base_url}tags/" in site.page("feed.xml")


def test_broken_references_are_warnings_with_their_line(make_site: MakeSite) -> None:
    body = "[無](no.md)\n\n[草稿](draft.md) [址](/nowhere/)\n\n![圖](no.png)\n"
    site = make_site(
        {"content/articles/a.md": article("甲", body), "content/articles/draft.md": article("草稿", draft="true")}
    )
    result = site.build()
    assert result.published
    assert sorted((problem.severity, problem.line, problem.message) for problem in result.problems) == [
        ("warning", 5, "the link 'no.md' leads nowhere"),
        ("warning", 7, "the link '/nowhere/' leads nowhere"),
        ("warning", 7, "the link 'draft.md' leads to an article that is not published: it is a draft"),
        ("warning", 9, "the image 'no.png' leads nowhere"),
    ]


def test_an_unknown_tag_is_a_warning_with_the_nearest_and_has_a_page(make_site: MakeSite) -> None:
    site = make_site({"content/tags.yaml": TAGS, "content/articles/a.md": article("甲", tags="[open sorce, 另一]")})
    result = site.build()
    assert [(problem.line, problem.hint) for problem in result.problems] == [
        (3, "Did you mean 'open source'? Or add it to content/tags.yaml: build.py tag adopt"),
        (3, "Add it to content/tags.yaml: build.py tag adopt"),
    ]
    assert "tags/另一/index.html" in site.outputs()


def test_related_articles_share_more_than_a_tag(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        f"content/articles/common{n}.md": article(f"常{n}", "無關。\n", tags="[常]", date=f"2024-01-{n + 10}")
        for n in range(8)
    }
    text = "授權的條款與賠償，以及法院的判決。\n"
    files["content/articles/x.md"] = article("甲", text, tags="[常, 稀]", date="2024-01-01")
    files["content/articles/y.md"] = article("乙", text, tags="[常]", date="2020-01-02")
    files["content/articles/z.md"] = article("丙", text, tags="[稀]", date="2020-01-01")
    site = make_site(files)
    site.build()
    related = site.page("articles/x/index.html").split("class=related ")[1:]
    assert [link.split("'")[1] for link in related] == ["/articles/z/", "/articles/y/"]


def test_an_empty_archive_builds(make_site: MakeSite) -> None:
    site = make_site()
    site.build_well()
    assert "1/1" in site.page("index.html")
    assert "undated/index.html" not in site.outputs()


def test_many_processes_give_the_same_bytes_as_one(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        f"content/articles/a{n:03}.md": article(
            f"第{n}篇", f"## 節{n}\n\n文[{n}](a000.md)", date=f"20{10 + n % 15}-01-01"
        )
        for n in range(150)
    }
    one, two = make_site(files, "one"), make_site(files, "two")
    one.build_well()
    two.options = BuildOptions(jobs=2, today="2026-06-01")
    two.build_well()
    assert one.outputs() == two.outputs()
