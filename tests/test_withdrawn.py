"""A withdrawn article leaves the site with every word of its text; a notice stays at its address and old addresses."""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from beilin.cli import cli
from beilin.model import Summary, Withdrawal
from beilin.planning.unpublished import state_of
from tests.built_archive import equals_clean, settle
from tests.little_site import SETTINGS, LittleSite, article, little_site

WITHDRAWN = "{date: 2026-05-30, reason: 應作者要求撤回。}"
SECRET = ("鳳凰涅槃", "凤凰涅槃", "龍飛", "龙飞", "機密摘要", "机密摘要", "獨標", "孤系", "Zanzibar")
TEXT = "鳳凰涅槃 Zanzibar，見[乙](b.md)。\n\n![只](../images/only.svg) ![共](../images/both.svg)\n\n## 龍飛\n"
FRONT = {
    "date": "2024-03-01", "author": "[硯秋, 拓工]", "source": "舊刊", "summary": "機密摘要。", "tags": "[獨標, 共標]",
    "series": "孤系", "id": "0123abcd", "aliases": "[/old/gone/, was-gone]", "extra": "{cover: images/cover.svg}",
}  # fmt: skip
LINKS = (
    "[一](gone.md#龍飛)、[[gone]]、[[被撤之文|二]]、[三](/articles/gone/)、[四](https://example.org/articles/gone/)。\n"
)
FILES: dict[str, str | bytes] = {
    "site.yaml": SETTINGS + "script_twins: true\nexports: [jsonl, sqlite, csv, opml, llms, bibtex, ris, csl-json]\n",
    "themes/bare/templates/search.html": "<main>搜</main>",
    "themes/bare/templates/tag-feed.xml": "{% for entry in entries %}{{ entry.body }}{% endfor %}",
    "content/tags.yaml": "共標:\n獨標:\n",
    "content/articles/gone.md": article("被撤之文", TEXT, **FRONT),
    "content/articles/b.md": article("乙", LINKS.replace("#龍飛", ""), date="2024-04-01", tags="[共標]"),
    "content/articles/c.md": article("丙", "![共](../images/both.svg)\n", date="2024-02-01"),
    **{f"content/images/{name}.svg": "<svg/>" for name in ("only", "both", "cover")},
}


def withdraw(site: LittleSite) -> None:
    """Write the key into the article, as the command does."""
    path = site.root / "content/articles/gone.md"
    path.write_text(path.read_text("utf-8").replace("---\n", f"---\nwithdrawn: {WITHDRAWN}\n", 1), "utf-8")


@pytest.fixture(scope="module")
def before_and_after(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], LittleSite]:
    """What the site was, and the site after an article was withdrawn."""
    site = little_site(tmp_path_factory.mktemp("withdrawn"), FILES)
    site.build_well()
    settle(site)
    before = site.outputs()
    withdraw(site)
    site.build_well()
    return before, site


def contents(data: bytes) -> str:
    """The bytes as text, unpacked if they are packed."""
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    elif data[:1] == b"\x78":
        data = zlib.decompress(data)
    return data.decode(errors="replace")


def test_no_word_of_it_is_left_anywhere_in_the_output(before_and_after: tuple[dict[str, bytes], LittleSite]) -> None:
    before, site = before_and_after
    assert {word for word in SECRET if any(word in contents(data) for data in before.values())} == {*SECRET} - {
        "机密摘要"
    }
    left = {path: word for path, data in site.outputs().items() for word in SECRET if word in contents(data)}
    assert not left
    assert not {path for path in site.outputs() if "獨標" in path or "孤系" in path}
    gone = before.keys() - site.outputs().keys()
    assert {"articles/gone/index.md", "images/only.svg", "images/cover.svg"} <= gone
    assert "images/both.svg" in site.outputs()


def test_the_index_of_the_search_is_that_of_an_archive_without_it(tmp_path: Path) -> None:
    def index(site: LittleSite) -> dict[str, bytes]:
        site.build_well()
        return {path: data for path, data in site.outputs().items() if path.startswith("search/")}

    files = {**FILES, "content/articles/b.md": article("乙", date="2024-04-01", tags="[共標]")}
    site = little_site(tmp_path, files)
    before = index(site)
    withdraw(site)
    after = index(site)
    (site.root / "content/articles/gone.md").unlink()
    assert before != after == index(site)


def test_the_notice_says_what_it_was_and_when_and_why_it_went(
    before_and_after: tuple[dict[str, bytes], LittleSite],
) -> None:
    _, site = before_and_after
    page = site.page("articles/gone/index.html")
    for word in ("被撤之文", "硯秋", "拓工", "舊刊", "2024-03-01", "已撤回", "2026-05-30", "應作者要求撤回。"):
        assert word in page
    assert '<meta name="robots" content="noindex">' in page
    twin = site.page("zh-Hans/articles/gone/index.html")
    assert "应作者要求撤回。" in twin
    assert 'content="noindex"' in twin


def test_it_is_in_no_list_and_no_feed_and_former_addresses_lead_to_the_notice(
    before_and_after: tuple[dict[str, bytes], LittleSite],
) -> None:
    _, site = before_and_after
    holding = {path for path, data in site.outputs().items() if "/articles/gone/" in data.decode(errors="replace")}
    holding = {path for path in holding if not path.startswith(("exports/", "llms"))}  # with the texts of others
    own = {"articles/gone/index.html", "old/gone/index.html", "articles/was-gone/index.html", "id/0123abcd/index.html"}
    linking = {"articles/b/index.html", "articles/b/index.md", "feed.xml", "tags/共標/feed.xml"}  # the text of another
    assert holding == {*own, *linking, *(f"zh-Hans/articles/{name}/index.html" for name in ("gone", "b"))}
    assert "sources/舊刊/index.html" not in site.outputs()
    assert "共標 1" in site.page("tags/index.html")
    assert "url=/articles/gone/'" in site.page("old/gone/index.html")


def test_links_to_it_lead_to_the_notice_and_are_marked(
    before_and_after: tuple[dict[str, bytes], LittleSite],
) -> None:
    _, site = before_and_after
    assert site.page("articles/b/index.html").count('<a href="/articles/gone/" data-withdrawn="">') == 5
    assert site.page("zh-Hans/articles/b/index.html").count('"/zh-Hans/articles/gone/" data-withdrawn="">') == 5


def test_incremental_equals_clean_and_undoing_gives_the_site_that_was(tmp_path: Path) -> None:
    site = little_site(tmp_path / "archive", FILES)
    site.build_well()
    before = site.outputs()
    withdraw(site)
    site.build_well()
    equals_clean(site, tmp_path)
    # An edit of what is withdrawn, and of what links to it, reaches the pages that show it and no others.
    site.write(
        {"content/articles/gone.md": (site.root / "content/articles/gone.md").read_text("utf-8") + "\n[丙](c.md)\n"}
    )
    assert site.build_well().written == 0
    text = (site.root / "content/articles/gone.md").read_text("utf-8")
    site.write({"content/articles/gone.md": text.replace("被撤之文", "題目改了")})
    site.build()
    assert "題目改了" in site.page("articles/b/index.html")
    equals_clean(site, tmp_path)
    site.write({"content/articles/gone.md": FILES["content/articles/gone.md"]})
    site.build_well()
    assert site.outputs() == before


def test_a_replacement_with_the_same_title_gets_the_links_by_title_and_not_those_by_slug(tmp_path: Path) -> None:
    site = little_site(tmp_path, {**FILES, "content/articles/new.md": article("被撤之文", "新文。\n")})
    withdraw(site)
    site.build_well()
    page = site.page("articles/b/index.html")
    assert '<a href="/articles/new/">二</a>' in page
    assert '<a href="/articles/gone/" data-withdrawn="">被撤之文</a>' in page


@pytest.mark.parametrize(
    ("front", "state"),
    [
        ({}, "withdrawn"),
        ({"expires": "2025-01-01"}, "withdrawn"),
        ({"draft": True}, "draft"),
        ({"date": "2027-01-01"}, "scheduled"),
    ],
)
def test_only_what_was_published_has_a_notice(front: dict[str, object], state: str) -> None:
    summary = Summary("content/articles/a.md", "a", title="甲", withdrawn=Withdrawal("2026-01-01", "x"), **front)  # type: ignore[arg-type]
    assert state_of(summary, "2026-06-01") == state


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("{date: 2026-13-01, reason: x}", "withdrawn: date: '2026-13-01' is not a day of the calendar"),
        ("{date: 2026-01-01}", "withdrawn: reason is missing"),
        ("{date: 2026-01-01, reason: ' '}", "withdrawn: reason: it is empty"),
        ("{date: 2026-01-01, reason: x, by: y}", "unknown key 'by'"),
        ("true", "withdrawn: expected a mapping"),
    ],
)
def test_a_slip_in_it_is_an_error_and_publishes_nothing(tmp_path: Path, value: str, message: str) -> None:
    site = little_site(tmp_path, {"content/articles/a.md": article("甲", withdrawn=value)})
    assert message in [problem.message for problem in site.build_badly()]


def test_a_standalone_page_cannot_be_withdrawn(tmp_path: Path) -> None:
    site = little_site(tmp_path, {"content/pages/about.md": article("關於", withdrawn=WITHDRAWN)})
    (problem,) = site.build_badly()
    assert (problem.message, problem.line) == ("withdrawn: only an article can be withdrawn", 3)


def test_the_reading_path_leaves_it_out_with_a_warning(tmp_path: Path) -> None:
    settings = SETTINGS + "reading_path: {articles: [{article: gone}, {article: c}]}\n"
    site = little_site(tmp_path, {**FILES, "site.yaml": settings})
    withdraw(site)
    (problem,) = site.build().problems
    assert (problem.code, problem.line) == ("path-not-published", 6)
    assert problem.message.endswith("which is not published: it was withdrawn on 2026-05-30")


def test_list_explain_and_check_know_it(before_and_after: tuple[dict[str, bytes], LittleSite]) -> None:
    _, site = before_and_after

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(cli, [*arguments, "--root", str(site.root)])
        assert done.exit_code == 0, done.output
        return done.stdout

    (line,) = run("list", "--withdrawn").splitlines()
    assert line.split("\t")[0::4] == ["content/articles/gone.md", "withdrawn"]
    assert len(run("list").splitlines()) == 3
    assert "content/articles/gone.md" in run("list", "鳳凰涅槃")
    assert run("search", "鳳凰涅槃") == ""
    explained = run("explain", "content/articles/gone.md")
    assert explained.startswith("content/articles/gone.md was withdrawn on 2026-05-30: 應作者要求撤回。\n")
    assert (
        "site/articles/gone/index.html is made for content/articles/gone.md by the template tombstone.html" in explained
    )
    noted = re.findall(
        r"^(.*?): note: the link (.*) leads to an article that was withdrawn", run("check", "--all"), re.M
    )
    assert {link for _, link in noted} == {
        "'gone.md'", "'[[gone]]'", "'[[被撤之文]]'", "'/articles/gone/'", "'https://example.org/articles/gone/'",
    }  # fmt: skip


@pytest.mark.parametrize("theme", ["ink", "plain"])
def test_the_themes_that_come_with_beilin_have_the_notice(tmp_path: Path, theme: str) -> None:
    files: dict[str, str | bytes] = {
        "site.yaml": SETTINGS.replace("bare", theme),
        "content/articles/gone.md": article("Gone", "Secret.\n", withdrawn=WITHDRAWN, language="en"),
    }
    site = little_site(tmp_path, files)
    site.build_well()
    page = site.page("articles/gone/index.html")
    assert '<html lang="en">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "This article was withdrawn on May 30, 2026." in page or "30 May 2026" in page
    assert '<blockquote class="reason" lang="zh-Hant">' in page
    assert "Secret" not in page
