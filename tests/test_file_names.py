"""Articles in folders of their own, and days in names; what was once at an address stays there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from beilin.cli import cli
from tests.crawl import crawl
from tests.little_site import LittleSite, article, little_site

PIXEL = "<svg width='1' height='2'/>"
BY_DAY, BY_YEAR = "/:year/:month/:day/:slug/", "/:year/:slug/"


def site_of(root: Path, files: dict[str, str | bytes], permalink: str = "/articles/:slug/") -> LittleSite:
    settings = f"title: 碑林\nbase_url: https://example.org/\npermalinks: {{articles: {permalink}}}\n"
    return little_site(root, {"site.yaml": settings, **files})


def pages(site: LittleSite) -> dict[str, str]:
    """The addresses of articles and pages → "", and of their redirects → where these lead."""
    found = {}
    for path, data in site.outputs().items():
        text = data.decode(errors="replace")
        if path.endswith("index.html") and (match := re.search(r"; url=([^\"]+)\"", text)):
            found[f"/{path.removesuffix('index.html')}"] = match[1]
        elif (path.endswith("index.html") and 'class="text"' in text) or ("<article" in text and "card" not in text):
            found[f"/{path.removesuffix('index.html')}"] = ""
    return found


def redirects(site: LittleSite) -> dict[str, str]:
    return {address: to for address, to in pages(site).items() if to}


def test_the_folder_is_the_name_and_images_lie_beside(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {}
    for name in ("one", "2023/two"):
        files[f"content/articles/{name}/index.md"] = article(name, "![圖](a.svg)\n", date="2023-01-01")
        files[f"content/articles/{name}/a.svg"] = f"<svg width='1' height='2'><title>{name}</title></svg>"
    files["content/articles/b.md"] = article(
        "乙", "[一](one/index.md)[一](one/)[一](one)[[one]]![圖](one/a.svg)[二](2023/two/#x)\n", tags="[]"
    )
    site = site_of(tmp_path, files)
    site.build_well()
    assert 'src="/articles/one/a.svg"' in site.page("articles/one/index.html")
    assert 'src="/articles/2023/two/a.svg"' in site.page("articles/two/index.html")
    text = site.page("articles/b/index.html")
    assert text.count('href="/articles/one/"') >= 4
    assert 'href="/articles/two/#x"' in text
    assert [line for line in crawl(site.output, "https://example.org/")[1] if "#x" not in line] == []
    assert redirects(site) == {}  # the addresses of both were /articles/index/, so there never was a site


def test_the_same_name_in_two_years(tmp_path: Path) -> None:
    names = [f"content/articles/{year}/{name}.md" for year in (2022, 2023) for name in ("intro", "x/index")]
    site = site_of(tmp_path, {name: article(name, date=f"{name[17:21]}-01-01") for name in names}, BY_YEAR)
    site.build_well()
    assert {"2022/intro/index.html", "2023/intro/index.html", "2022/x/index.html", "2023/x/index.html"} <= set(
        site.outputs()
    )
    assert redirects(site) == {"/2022/index/": "/2022/x/", "/2023/index/": "/2023/x/"}


def test_a_former_address_gives_way_to_everything_else(tmp_path: Path) -> None:
    bundle: dict[str, str | bytes] = {
        "content/articles/x/index.md": article("甲"),
        "content/pages/team/index.md": article("隊"),
    }
    site = site_of(tmp_path, bundle)
    site.build_well()
    assert redirects(site) == {"/articles/index/": "/articles/x/", "/index/": "/team/"}
    site.write({"content/articles/index.md": article("乙"), "content/pages/b.md": article("丙", aliases="[/index/]")})
    site.build_well()
    assert redirects(site) == {"/index/": "/b/"}
    (site.root / "content/articles/index.md").unlink()
    site.write({"content/articles/index": "a file"})
    site.build_well()
    assert redirects(site) == {"/index/": "/b/"}


def test_a_name_gives_an_article_its_day(tmp_path: Path) -> None:
    site = site_of(
        tmp_path,
        {
            "content/articles/2016-01-02-post.md": article("甲"),
            "content/articles/2017-01-02-post.md": article("乙"),
            "content/articles/2018-01-02-post.md": article("丙", date="2020-05-05"),
            "content/articles/2016-13-45-post.md": article("丁"),
            "content/articles/2016-03-04-own.md": article("戊", slug="own"),
        },
    )
    site.build_well()
    days = dict(re.findall(r'<h[23]><a href="([^"]+)">.*?<time datetime="([^"]+)"', site.page("index.html"), re.DOTALL))
    assert days == {
        "/articles/2016-01-02-post/": "2016-01-02",  # the address is what it always was
        "/articles/2017-01-02-post/": "2017-01-02",
        "/articles/2018-01-02-post/": "2020-05-05",
        "/articles/own/": "2016-03-04",
    }
    assert "/articles/2016-13-45-post/" in site.page("undated/index.html")
    assert redirects(site) == {}


def test_an_address_with_the_whole_day_does_not_repeat_it(tmp_path: Path) -> None:
    site = site_of(
        tmp_path,
        {
            "content/articles/2016-01-02-post.md": article("甲"),
            "content/articles/2016-01-03-post.md": article("乙", date="2016-01-03 09:00"),
            "content/articles/2016-01-04-post.md": article("丙", date="2016-01-05"),
            "content/articles/2016-01-06.md": article("丁"),
        },
        BY_DAY,
    )
    site.build_well()
    made = {path for path in site.outputs() if re.match(r"201.*index\.html", path)}
    assert redirects(site) == {
        "/2016-01-02-post/": "/2016/01/02/post/",  # it was undated
        "/2016/01/03/2016-01-03-post/": "/2016/01/03/post/",
        "/2016-01-06/": "/2016/01/06/2016-01-06/",
    }
    articles = {f"/{path.removesuffix('index.html')}" for path in made} - redirects(site).keys()
    assert articles == {
        "/2016/01/02/post/", "/2016/01/03/post/", "/2016/01/05/2016-01-04-post/", "/2016/01/06/2016-01-06/",
    }  # fmt: skip


def run(site: LittleSite, *arguments: str) -> str:
    result = CliRunner().invoke(cli, [arguments[0], "--root", str(site.root), *arguments[1:]])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("permalink", ["/articles/:slug/", BY_DAY])
def test_renaming_keeps_day_and_addresses(tmp_path: Path, permalink: str) -> None:
    site = site_of(
        tmp_path,
        {
            "content/articles/2016-01-02-post.md": article("甲"),
            "content/articles/one/index.md": article("乙", "![圖](a.svg)\n"),
            "content/articles/one/a.svg": PIXEL,
            "content/articles/b.md": article("丙", "[一](2016-01-02-post.md)[二](one/)[[one]]、[三](one/a.svg)\n"),
        },
        permalink,
    )
    site.build_well()
    before = set(site.outputs())
    run(site, "rename", "2016-01-02-post", "new")
    run(site, "rename", "one", "two")
    site.build_well()
    assert before <= set(site.outputs()) | {
        path for path in before if path.endswith("index.md")
    }  # every address still answers
    assert "date: 2016-01-02" in (site.root / "content/articles/new.md").read_text("utf-8")
    assert "slug: two" in (site.root / "content/articles/one/index.md").read_text("utf-8")
    assert "](new.md)[二](one/)[[two]]、[三](one/a.svg)" in (site.root / "content/articles/b.md").read_text("utf-8")
    assert crawl(site.output, "https://example.org/")[1] == []


def test_a_new_name_never_gives_a_day(tmp_path: Path) -> None:
    site = site_of(tmp_path, {"content/articles/post.md": article("甲"), "content/articles/x/post2.md": article("乙")})
    run(site, "rename", "post", "2016-01-02-post")
    assert "slug: 2016-01-02-post" in (site.root / "content/articles/post.md").read_text("utf-8")
    run(site, "rename", "post2", "index")
    assert "slug: index" in (site.root / "content/articles/x/post2.md").read_text("utf-8")


@pytest.mark.parametrize(
    "name", ["one", "content/articles/one/index.md", "/articles/one/", "https://example.org/articles/one"]
)
def test_commands_know_the_article_by_its_names(tmp_path: Path, name: str) -> None:
    site = site_of(
        tmp_path, {"content/articles/one/index.md": article("甲"), "content/articles/two/index.md": article("乙")}
    )
    site.build_well()
    assert "content/articles/one/index.md → " not in run(site, "rename", name, "eins")
    assert "/articles/eins/" in run(site, "list", "--format", "json")
    assert "content/articles/one/index.md" in run(site, "explain", "/articles/two/".replace("two", "one"))


def test_the_text_of_a_list_in_hugo_is_reported_and_not_published(tmp_path: Path) -> None:
    site = site_of(
        tmp_path, {"content/articles/_index.md": article("列"), "content/articles/2023/_index.md": article("列")}
    )
    result = site.build()
    assert result.published
    assert [(one.code, one.severity, one.file) for one in result.problems] == [
        ("misplaced-markdown", "warning", "content/articles/2023/_index.md"),
        ("misplaced-markdown", "warning", "content/articles/_index.md"),
    ]
    assert not [path for path in site.outputs() if path.startswith("articles/")]


def test_what_lies_beside_a_draft_is_not_published(tmp_path: Path) -> None:
    site = site_of(tmp_path, {f"content/articles/x/{name}": PIXEL for name in ("a.svg", "b.svg")})
    site.write({"content/articles/x/index.en.md": article("Draft", "![a](a.svg)\n", draft="true")})
    site.build()
    assert not [path for path in site.outputs() if path.endswith(".svg") and path.startswith("articles/x")]
