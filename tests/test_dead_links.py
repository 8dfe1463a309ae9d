"""Links that a check found dead are marked and listed, and saved pages are published, if the archive asks for it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from beilin.config import read_config
from beilin.fetching.exchange import Exchange
from beilin.fetching.warc import capture_of
from beilin.layout import LINKS_FILE, SNAPSHOT_INDEX
from beilin.planning.ownership import owner_of
from beilin.problems.problem import has_errors
from beilin.reading.captures import captures_data
from beilin.reading.link_records import LinkRecord, link_records_data, read_link_records
from tests.conftest import MakeSite
from tests.little_site import SETTINGS, LittleSite, article

INK = SETTINGS.replace("theme: bare", "theme: ink")
ON = SETTINGS + "dead_links: true\n"
REPORT = (  # of the theme of most of these tests
    "{{ report.checked }} {{ report.dead }}/{{ report.moved }}{% for file in report.files %}<h2>{{ file.title }}</h2>"
    "{% for link in file.links %}<p>{{ link }}</p>{% endfor %}{% endfor %}"
)
GONE = LinkRecord("http://gone.example/a", "dead", "2026-05-01", "2026-04-01", "404")
COPY = LinkRecord(
    "http://copy.example/?a=1&b=2", "dead", "2026-05-01", "2026-04-01", "410",
    archived_url="https://web.archive.org/web/20140203000000/http://copy.example/", archived_on="2014-02-03",
)  # fmt: skip
MOVED = LinkRecord("http://moved.example/", "moved", "2026-05-02", new_url="http://new.example/")
GOOD = LinkRecord("http://good.example/", "good", "2026-05-01")
FILES: dict[str, str | bytes] = {
    "themes/bare/templates/dead-links.html": REPORT,
    "content/articles/a.md": article(
        "甲",
        "[一](http://gone.example/a#x)、[二](http://copy.example/?a=1&b=2)、[三](http://moved.example/)。\n",
        date="2020-01-02",
    ),
    "content/articles/b.md": article("乙", "[好](http://good.example/)\n"),
    "content/articles/c.md": article("Three", "![[p]]\n", language="en"),
    "content/parts/p.md": "[A part](http://gone.example/a)\n",
    "content/pages/about.md": article("關於", "文字。\n"),
}


def links(*records: LinkRecord) -> dict[str, str | bytes]:
    return {LINKS_FILE: link_records_data(records)}


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def build(site: LittleSite) -> set[str]:
    """Build, and return which files have other bytes."""
    before = bytes_of(site.output)
    result = site.build()
    assert result.published, result.problems
    after = bytes_of(site.output)
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def prose(site: LittleSite, name: str) -> str:
    html = (site.output / f"articles/{name}/index.html").read_text("utf-8")
    match = re.search(r'<div class="prose"[^>]*>(.*?)</div>', html, re.DOTALL)
    match = match or re.search(r"<article[^>]*>(.*?)</article>", html, re.DOTALL)
    assert match
    return match[1]


def same_as_clean(site: LittleSite) -> None:
    before = bytes_of(site.output)
    shutil.rmtree(site.root / ".beilin")
    shutil.rmtree(site.output)
    site.build()
    assert bytes_of(site.output) == before


def test_without_the_setting_the_file_changes_nothing(make_site: MakeSite) -> None:
    site = make_site({"site.yaml": INK, **FILES})
    site.build()
    before = bytes_of(site.output)
    site.write(links(GONE))
    assert site.build().written == 0
    assert bytes_of(site.output) == before
    assert "dead-links/index.html" not in before
    # Nor does the setting without the file change a page; it adds the report.
    site.write({"site.yaml": INK + "dead_links: true\n"})
    (site.root / LINKS_FILE).unlink()
    site.build()
    after = bytes_of(site.output)
    assert {path for path in after if after[path] != before.get(path)} == {"dead-links/index.html"}
    assert "還沒有檢查過連結" in after["dead-links/index.html"].decode()
    assert "dead-links" not in after["sitemap.xml"].decode()


def test_dead_links_are_marked_with_what_is_known_of_them(make_site: MakeSite) -> None:
    site = make_site({"site.yaml": INK + "dead_links: true\n", **FILES, **links(GONE, COPY, MOVED, GOOD)})
    site.build()
    body = prose(site, "a")
    assert (
        '<a href="http://gone.example/a#x" data-originalurl="http://gone.example/a#x" data-versiondate="2020-01-02">一</a>'
        '<sup class="dead-link"><span role="img" aria-label="連結已失效" title="連結自2026年4月1日起失效">†</span></sup>、'
    ) in body
    assert (
        '<a href="http://copy.example/?a=1&amp;b=2" data-originalurl="http://copy.example/?a=1&amp;b=2" '
        'data-versionurl="https://web.archive.org/web/20140203000000/http://copy.example/" data-versiondate="2014-02-03">二</a>'
    ) in body
    assert 'title="2014年2月3日的存檔副本">存檔</a></sup>、<a href="http://moved.example/">三</a>。' in body
    assert body.count("†") == 2
    assert prose(site, "c").count("†") == 1
    html = (site.output / "articles/a/index.html").read_text("utf-8")
    assert html[html.index('id="_bibliography"') :].count("†") == 2
    for path in ("feed.xml", "feed.json", "articles/a/index.md"):
        assert "†" not in (site.output / path).read_text("utf-8")
    report = (site.output / "dead-links/index.html").read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in report
    assert "失效2個，搬移1個。" in report
    assert "最近檢查於2026年5月2日。" in report
    assert "http://new.example/" in report
    assert report.index(">甲</a>") < report.index(">Three</a>")
    assert ">乙</a>" not in report


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "link is dead"), ("zh-Hans", "链接已失效"), ("ja", "link is dead"), ("zh-TW", "連結已失效")],
)
def test_the_mark_speaks_the_language_of_the_article(make_site: MakeSite, language: str, label: str) -> None:
    site = make_site({
        "site.yaml": ON, "content/articles/a.md": article("x", "[y](http://gone.example/a)\n", language=language), **links(GONE),
    })  # fmt: skip
    site.build()
    assert f'aria-label="{label}"' in prose(site, "a")


def test_only_pages_whose_links_changed_are_made_anew(make_site: MakeSite) -> None:
    site = make_site({"site.yaml": ON, **FILES, **links(GONE, MOVED, GOOD)})
    site.build()
    site.write(links(GONE, MOVED))
    assert site.build().rendered == 0
    site.write(links(GONE, MOVED, COPY))
    result = site.build()
    assert (result.rendered, set(result.named)) == (2, {"articles/a/index.html", "dead-links/index.html"})
    site.write(links(COPY))
    assert build(site) == {"articles/a/index.html", "articles/c/index.html", "dead-links/index.html"}
    same_as_clean(site)


def test_an_edit_reaches_the_report_if_it_concerns_a_dead_link(make_site: MakeSite) -> None:
    site = make_site({"site.yaml": ON, **FILES, **links(GONE, MOVED)})
    site.build()
    edits: list[tuple[str, str, bool]] = [
        ("content/articles/b.md", article("乙", "[好](http://good.example/)，改。\n"), False),
        ("content/articles/b.md", article("乙", "[壞](http://gone.example/a)\n"), True),
        ("content/articles/b.md", article("乙改", "[壞](http://gone.example/a)\n"), True),
        ("content/articles/b.md", article("乙改", "文字。\n"), True),
        ("content/articles/b.md", article("乙改", "文字。\n", source_url="http://moved.example/#x"), True),
        ("content/parts/p.md", "沒有連結。\n", True),
        ("content/parts/p.md", "[回來](http://gone.example/a)\n", True),
        ("content/articles/b.md", article("乙改", "![[p]]\n"), True),
    ]
    for path, text, reaches in edits:
        site.write({path: text})
        assert ("dead-links/index.html" in build(site)) is reaches, text
    same_as_clean(site)


def test_a_host_that_stays_away_for_long_counts_as_dead(make_site: MakeSite) -> None:
    away = LinkRecord("http://gone.example/a", "unreachable", "2026-04-29", "2026-03-31", "no response in 20 s")
    site = make_site({"site.yaml": ON, **FILES, **links(away)})
    site.build()
    assert "†" not in prose(site, "a")
    site.write(
        links(LinkRecord("http://gone.example/a", "unreachable", "2026-04-30", "2026-03-31", "no response in 20 s"))
    )
    site.build()
    assert "†" in prose(site, "a")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"url":"javascript:alert(1)","outcome":"dead","checked":"2026-05-01"}', "is not an address with http"),
        ('{"url":"http://a.example/","outcome":"dead","checked":"2026-02-30"}', "is not a valid date"),
        ('{"url":"http://a.example/","outcome":"dead","checked":"2026-W05-1"}', "is not a valid date"),
        ('{"url":"http://a.example/","outcome":"gone","checked":"2026-05-01"}', "gone"),
        ('{"url":"http://a.example/","outcome":"dead"}', "checked"),
        ('{"url":"http://a.example/","outcome":"dead","checked":"2026-05-01","note":"x"}', "note"),
        ('{"url":"http://a.example/","outcome":"dead","checked":"2026-05-01","archived_url":"https://b.example/"}', "belong together"),
        ("<<<<<<< HEAD", "cannot be used"),
        ("\udcff", "cannot be used"),
    ],
)  # fmt: skip
def test_a_line_that_is_not_a_record_is_an_error_with_its_place(make_site: MakeSite, line: str, message: str) -> None:
    data = link_records_data([GOOD]) + line.encode(errors="surrogateescape") + b"\n"
    site = make_site({"site.yaml": ON, **FILES, LINKS_FILE: data})
    result = site.build()
    (problem,) = [problem for problem in result.problems if problem.severity == "error"]
    assert (problem.code, problem.file, problem.line) == ("bad-link-record", LINKS_FILE, 2)
    assert message in problem.message
    assert not result.published


def test_of_two_lines_for_an_address_the_newer_counts(tmp_path: Path) -> None:
    older, newer = GONE, LinkRecord(GONE.url, "good", "2026-06-01")
    (tmp_path / LINKS_FILE).write_bytes(link_records_data([newer, older]).replace(b"\n", b"\r\n"))
    assert read_link_records(tmp_path) == ({GONE.url: newer}, [])


def capture_files(*urls: str) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {}
    captures = []
    for url in urls:
        exchange = Exchange(
            url, "2026-05-03T04:05:06Z", "", b"GET /", (), b"200 OK", ((b"Content-Type", b"text/html"),), b"x"
        )
        capture, data = capture_of(url, [exchange])
        files[capture.path] = data
        captures.append(capture)
    return {**files, SNAPSHOT_INDEX: captures_data(captures)}


def test_saved_pages_are_downloads_if_the_archive_publishes_them(make_site: MakeSite) -> None:
    saved = capture_files(GONE.url, "http://good.example/")
    site = make_site({"site.yaml": ON, **FILES, **links(GONE), **saved, "snapshots/notes.txt": "private"})
    site.build()
    assert not (site.output / "snapshots").exists()
    assert ".warc.gz" not in (site.output / "dead-links/index.html").read_text("utf-8")
    site.write({"site.yaml": ON + "publish_snapshots: true\n"})
    changed = build(site)
    names = sorted(path for path in saved if path != SNAPSHOT_INDEX)
    assert sorted(path for path in bytes_of(site.output) if path.startswith("snapshots/")) == names
    assert all((site.output / name).read_bytes() == saved[name] for name in names)
    name = next(name for name in names if "gone" in name)
    body = prose(site, "a")
    assert f'data-versionurl="https://example.org/{name}" data-versiondate="2026-05-03"' in body
    assert f'<a href="/{name}" download title="2026年5月3日的存檔副本">存檔（WARC，' in body
    assert changed == {*names, "articles/a/index.html", "articles/c/index.html", "dead-links/index.html"}
    # A file that is no longer listed goes.
    site.write({SNAPSHOT_INDEX: ""})
    site.build()
    assert not (site.output / "snapshots").exists()
    same_as_clean(site)


def test_a_saved_page_that_has_changed_is_not_published(make_site: MakeSite) -> None:
    saved = capture_files(GONE.url)
    (name,) = (path for path in saved if path != SNAPSHOT_INDEX)
    data = saved[name]
    assert isinstance(data, bytes)
    for damaged in (data[:-1], bytes([data[0] ^ 1]) + data[1:], None):
        site = make_site({"site.yaml": SETTINGS + "publish_snapshots: true\n", **FILES, **saved})
        if damaged is None:
            (site.root / name).unlink()
        else:
            site.write({name: damaged})
        result = site.build()
        assert has_errors(result.problems)
        assert [problem.file for problem in result.problems if problem.severity == "error"] == [name]


def test_an_own_page_at_the_address_of_the_report_stays(make_site: MakeSite) -> None:
    files = {**FILES, "content/pages/dead-links.md": article("自己的一頁", "文字。\n")}
    site = make_site({"site.yaml": SETTINGS, **files})
    assert site.build().published
    assert "自己的一頁" in (site.output / "dead-links/index.html").read_text("utf-8")
    assert owner_of("/dead-links/", config=read_config(site.root)[0]) is None
    site.write({"site.yaml": ON})
    assert owner_of("/dead-links/", config=read_config(site.root)[0]) == "the list of dead links"
    (problem,) = [problem for problem in site.build().problems if problem.severity == "error"]
    assert "content/pages/dead-links.md" in problem.message + problem.file
