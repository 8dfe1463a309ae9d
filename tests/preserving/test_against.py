"""`verify --against`: what became of the articles of a bag in an archive, another bag, or a site."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from beilin.preserving import sites
from beilin.preserving.articles import ArticleEntry
from beilin.preserving.compare import compare, describe_change, published
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article
from tests.preserving.support import FILES, foreign_bag, run, write_files

TODAY = ("--today", "2026-06-01")
ARTICLES: dict[str, str | bytes] = {
    **{name: data for name, data in FILES.items() if "/articles/" in name},
    "themes/bare/templates/sitemap.xml": "{% for url in urls %}<loc>{{ url.url }}</loc>\n{% endfor %}",
    "content/articles/moved.md": article("遷", date="2023-06-23"),
    "content/articles/retracted.md": article("撤", date="2023-06-19"),
    "content/articles/id.md": article("號", date="2023-06-20", id="g0000001"),
    "content/articles/gone.md": article("去", date="2023-06-24"),
    "content/articles/later.md": article("後", date="2026-08-01"),
    "content/articles/past.md": article("前", date="2020-01-01", expires="2021-01-01"),
}


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive with articles in every state."""
    return make_site(ARTICLES)


@pytest.fixture
def bag(site: LittleSite, tmp_path: Path) -> Path:
    """Its bag."""
    assert run("bag", "--root", site.root, tmp_path / "bag.zip").exit_code == 0
    return tmp_path / "bag.zip"


def edit(site: LittleSite) -> None:
    """Change the archive in every way."""
    site.write(
        {
            "content/articles/a.md": article(
                "甲二", "一段文字。<!-- 待查 -->\n", date="2023-06-21", author="硯秋", language="en"
            ),
            "content/articles/海/index.md": article("乙", "另一段。\n", date="2023-06-22", updated="2023-07-01"),
            "content/articles/retracted.md": article(
                "撤", date="2023-06-19", withdrawn="{date: 2026-05-01, reason: 有誤。}"
            ),
            "content/articles/new.md": article("新", date="2023-06-25"),
            "content/articles/here.md": article("遷", date="2023-06-23", aliases="[/articles/moved/]"),
        }
    )
    (site.root / "content/articles/moved.md").unlink()
    (site.root / "content/articles/id.md").rename(site.root / "content/articles/elsewhere.md")
    (site.root / "content/articles/gone.md").unlink()


def told(*arguments: str | Path) -> tuple[int, list[str]]:
    """The exit code of `verify`, and what it says of articles."""
    result = run("verify", *arguments)
    assert "Traceback" not in result.output
    return result.exit_code, [line for line in result.stdout.splitlines() if "rticle" in line]


def test_an_unchanged_archive_and_its_own_bag_are_the_same(site: LittleSite, bag: Path) -> None:
    for other in (site.root, bag):
        assert told(bag, "--against", other) == (0, ["Articles: 9 the same, 0 changed, 0 missing, 0 new"])


def test_an_edited_archive_is_told_by_article(site: LittleSite, bag: Path, tmp_path: Path) -> None:
    edit(site)
    expected = [
        "changed article: /articles/a/ (title)",
        "changed article: /articles/id/ → /articles/elsewhere/ (address)",
        "changed article: /articles/retracted/ (withdrawn)",
        "changed article: /articles/海/ (text)",
        "missing article: /articles/gone/",
        "missing article: /articles/moved/",
        "new article: /articles/here/",
        "new article: /articles/new/",
        "Articles: 3 the same, 4 changed, 2 missing, 2 new",
    ]
    assert told(bag, "--against", site.root) == (1, expected)
    assert run("bag", "--root", site.root, tmp_path / "later").exit_code == 0
    assert told(bag, "--against", tmp_path / "later") == (1, expected)


@contextmanager
def served(folder: Path, prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    """The URL of a server of the folder, and the paths that it is asked for."""
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            asked.append(self.path)
            super().do_GET()

        def translate_path(self, path: str) -> str:
            return super().translate_path(path.removeprefix(prefix))

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{prefix}/", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sites.WebSite.__init__, "__defaults__", (0.0,))


@pytest.mark.parametrize("is_deployed", [False, True])
def test_a_site_is_compared_by_the_markdown_beside_its_pages(site: LittleSite, bag: Path, is_deployed: bool) -> None:
    def compared() -> tuple[int, list[str]]:
        if not is_deployed:
            return told(bag, "--against", site.output, *TODAY)
        with served(site.output) as (url, asked):
            site.write({"site.yaml": settings.replace("https://example.org/", url)})
            site.build_well()
            told_of = told(bag, "--against", url, *TODAY)
        assert not [path for path in asked if "draft" in path or "later" in path or "/tags/" in path]
        return told_of

    settings = (site.root / "site.yaml").read_text("utf-8")
    site.build_well()
    assert compared() == (0, ["Articles: 6 the same, 0 changed, 0 missing, 0 new"])
    edit(site)
    site.build_well()
    assert compared() == (
        1,
        [
            "changed article: /articles/a/ (title)",
            "changed article: /articles/id/ → /articles/elsewhere/ (address)",
            "changed article: /articles/moved/ → /articles/here/ (address)",
            "changed article: /articles/retracted/ (withdrawn)",
            "changed article: /articles/海/ (text)",
            "missing article: /articles/gone/",
            "new article: /articles/new/",
            "Articles: 0 the same, 5 changed, 1 missing, 1 new",
        ],
    )


def test_a_site_below_a_path_is_compared(site: LittleSite, bag: Path) -> None:
    with served(site.output, "/archive") as (url, _):
        settings = (site.root / "site.yaml").read_text("utf-8")
        site.write({"site.yaml": settings.replace("https://example.org/", url)})
        site.build_well()
        assert told(bag, "--against", url.rstrip("/"), *TODAY)[0] == 0


@pytest.mark.parametrize(
    ("against", "message"),
    [
        ("nowhere", "there is no nowhere"),
        ("empty", "empty: there is no index.html in this folder"),
        ("foreign", "the bag has no list of articles, articles.jsonl"),
        ("broken", "the settings of the archive have errors"),
        ("https://", "'https://' is not a valid base URL"),
        ("http://127.0.0.1:1/", "http://127.0.0.1:1/: "),
    ],
)
def test_what_cannot_be_compared_is_refused(
    bag: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, against: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    write_files(tmp_path / "foreign", foreign_bag())
    write_files(tmp_path / "broken", {"site.yaml": b"title: x\n"})
    result = run("verify", bag, "--against", against)
    assert result.exit_code == 1
    assert message in result.stderr
    assert "The articles were not compared." in result.stderr


def test_redirects_stay_on_the_host_and_end() -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        to = {"/away": "https://b.example/x", "/loop": "/loop"}.get(request.url.path)
        return httpx.Response(302, headers={"Location": to}) if to else httpx.Response(200, content=b"x")

    site = sites.WebSite("https://a.example/", httpx.Client(transport=httpx.MockTransport(answer)))
    assert (site.read("/away"), site.read("/here")) == (None, b"x")
    assert not [url for url in asked if "b.example" in url]
    with pytest.raises(sites.SiteError, match="more than 5 redirects"):
        site.read("/loop")


@pytest.mark.parametrize(("status", "message"), [(429, "asks for fewer requests (429)"), (500, "the host answers 500")])
def test_a_host_that_refuses_is_not_asked_again(
    site: LittleSite, bag: Path, monkeypatch: pytest.MonkeyPatch, status: int, message: str
) -> None:
    site.build_well()
    with served(site.output) as (url, asked):

        def refuse(handler: Any) -> None:
            asked.append(handler.path)
            handler.send_error(status)

        monkeypatch.setattr(SimpleHTTPRequestHandler, "do_GET", refuse)
        result = run("verify", bag, "--against", url)
    assert (result.exit_code, message in result.stderr) == (1, True)
    assert len(asked) <= 2  # the server and its handler each note a request


def test_a_host_is_asked_a_few_times_a_second() -> None:
    assert sites.INTERVAL >= 0.2


def entry(path: str, address: str, id: str = "", sha256: str = "") -> ArticleEntry:
    """An article."""
    return ArticleEntry(path=path, address=address, id=id, sha256=sha256)


def test_an_id_counts_more_than_an_address_and_that_more_than_a_file() -> None:
    old = [entry("1.md", "/1/", "id1"), entry("2.md", "/2/", "id2"), entry("3.md", "/3/"), entry("4.md", "/4/")]
    new = [entry("x.md", "/2/", "id1"), entry("2.md", "/y/", "id2"), entry("4.md", "/3/"), entry("3.md", "/z/")]
    found = compare(old, new)
    assert [describe_change(pair) for pair in found.changed] == ["/1/ → /2/ (address)", "/2/ → /y/ (address)"]
    assert (found.same, [one.path for one in found.missing], [one.path for one in found.new]) == (
        1, ["4.md"], ["3.md"],
    )  # fmt: skip


def test_articles_with_different_ids_are_different() -> None:
    found = compare([entry("a.md", "/a/", "id1")], [entry("a.md", "/a/", "id2")])
    assert (len(found.missing), len(found.new)) == (1, 1)


def test_only_what_is_published_is_expected_of_a_site() -> None:
    entries = [
        entry("a.md", "/a/"),
        ArticleEntry(path="b.md", address="/b/", sha256="", draft=True),
        ArticleEntry(path="c.md", address="/c/", sha256="", withdrawn={"date": "2026-01-01"}),
        ArticleEntry(path="d.md", address="/d/", sha256="", date="2026-06-02T08:00:00+08:00"),
        ArticleEntry(path="e.md", address="/e/", sha256="", expires="2026-06-01"),
        ArticleEntry(path="f.md", sha256=""),
    ]
    assert [one.path for one in published(entries, "2026-06-01")] == ["a.md"]
