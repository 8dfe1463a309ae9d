"""The archive keeps what a check of its links found, if it asks for it, and where copies of dead pages are."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result

from beilin.checking import url_checks, wayback
from beilin.checking.bodies import BodyFindings
from beilin.checking.external_links import days_of_linking
from beilin.checking.kept_links import keep_copies, keep_results
from beilin.checking.link_recording import updated_records
from beilin.checking.occurrences import Occurrence
from beilin.checking.url_results import RESULTS_FILE, UrlResult
from beilin.checking.wayback import WaybackError, ask_wayback
from beilin.cli import cli
from beilin.layout import LINKS_FILE
from beilin.reading.link_records import LinkRecord, link_records_data, read_link_records
from tests.checking.hosts import Host, serving
from tests.little_site import SETTINGS, LittleSite, article, little_site

MAY_1, MAY_2 = 1_777_593_600, 1_777_680_000
URL = "http://a.example/"

pytestmark = pytest.mark.usefixtures("local_hosts")


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hosts on this machine are asked without pauses."""
    monkeypatch.setattr(url_checks.check_urls, "__kwdefaults__", {"interval": 0.0})
    _set_default(monkeypatch, "interval", 0.0)


def _set_default(monkeypatch: pytest.MonkeyPatch, name: str, value: object) -> None:
    defaults = wayback.ask_wayback.__kwdefaults__ or {}
    monkeypatch.setattr(wayback.ask_wayback, "__kwdefaults__", {**defaults, name: value})


def run(site: LittleSite, *arguments: str) -> Result:
    return CliRunner().invoke(
        cli, ["check", "--root", str(site.root), "--today", "2026-06-01", "--external", *arguments]
    )


def test_results_are_kept_in_the_order_of_addresses_if_the_archive_asks(tmp_path: Path) -> None:
    host = Host({"/good": 200, "/moved": (301, "/good")})
    with serving(host):
        body = f"[三]({host.url}/moved) [二]({host.url}/good) [一]({host.url}/gone#x) [內](https://example.org/)\n"
        site = little_site(tmp_path, {"content/articles/a.md": article("甲", body, source_url=f"{host.url}/src")})
        run(site)
        assert not (site.root / LINKS_FILE).exists()
        site.write({"site.yaml": SETTINGS + "dead_links: true\n"})
        run(site)
        first = (site.root / LINKS_FILE).read_bytes()
        assert run(site).exit_code == 0
        (site.root / RESULTS_FILE).unlink()
        run(site)
    assert (site.root / LINKS_FILE).read_bytes() == first
    lines = [json.loads(line) for line in first.decode().replace(host.url, "").splitlines()]
    day = lines[0]["checked"]
    assert lines == [
        {"url": "/gone", "outcome": "dead", "checked": day, "since": day, "reason": "404"},
        {"url": "/good", "outcome": "good", "checked": day},
        {"url": "/moved", "outcome": "moved", "checked": day, "new_url": "/good"},
        {"url": "/src", "outcome": "dead", "checked": day, "since": day, "reason": "404"},
    ]
    # A link that is gone from the archive leaves the file.
    site.write({"content/articles/a.md": article("甲", "文字。\n")})
    run(site)
    assert (site.root / LINKS_FILE).read_bytes() == b""


def test_a_line_that_cannot_be_used_is_not_overwritten(tmp_path: Path) -> None:
    site = little_site(
        tmp_path,
        {"site.yaml": SETTINGS + "dead_links: true\n", "content/articles/a.md": article("甲"), LINKS_FILE: "=======\n"},
    )
    result = run(site)
    assert result.exit_code == 1
    assert f"{LINKS_FILE}:1: error" in result.output
    assert "links.jsonl was not written" in result.output
    assert (site.root / LINKS_FILE).read_text() == "=======\n"


def test_the_wayback_machine_is_asked_only_where_answers_are_kept(tmp_path: Path) -> None:
    site = little_site(tmp_path, {"content/articles/a.md": article("甲")})
    result = run(site, "--archived")
    assert (result.exit_code, "dead_links: true" in result.output) == (2, True)
    result = CliRunner().invoke(cli, ["check", "--root", str(site.root), "--archived"])
    assert (result.exit_code, "--external" in result.output) == (2, True)


@pytest.mark.parametrize(
    ("was", "result", "expected"),
    [
        (None, UrlResult(URL, MAY_2, "dead", "404"), LinkRecord(URL, "dead", "2026-05-02", "2026-05-02", "404")),
        (
            LinkRecord(URL, "unreachable", "2026-05-01", "2026-04-01", "x"), UrlResult(URL, MAY_2, "dead", "404"),
            LinkRecord(URL, "dead", "2026-05-02", "2026-04-01", "404"),
        ),
        (
            LinkRecord(URL, "dead", "2026-05-01", "2026-04-01", "404", archived_url="https://b.example/", archived_on="2014-01-01"),
            UrlResult(URL, MAY_2, "good"),
            LinkRecord(URL, "good", "2026-05-02", archived_url="https://b.example/", archived_on="2014-01-01"),
        ),
        # What says nothing, or is older than a colleague's check, changes nothing.
        (
            LinkRecord(URL, "dead", "2026-05-01", "2026-04-01", "404"), UrlResult(URL, MAY_2, "untested", "429"),
            LinkRecord(URL, "dead", "2026-05-01", "2026-04-01", "404"),
        ),
        (
            LinkRecord(URL, "dead", "2026-05-02", "2026-04-01", "404"), UrlResult(URL, MAY_1, "good"),
            LinkRecord(URL, "dead", "2026-05-02", "2026-04-01", "404"),
        ),
        (None, UrlResult(URL, MAY_2, "untested", "403"), LinkRecord(URL, "untested", "2026-05-02", reason="403")),
    ],
)  # fmt: skip
def test_a_record_remembers_since_when(was: LinkRecord | None, result: UrlResult, expected: LinkRecord) -> None:
    before = {URL: was} if was else {}
    assert updated_records(before, [result], keeps_others=False) == {URL: expected}


def test_what_an_incomplete_check_did_not_see_is_kept(tmp_path: Path) -> None:
    other = LinkRecord("http://b.example/", "good", "2026-05-01")
    (tmp_path / LINKS_FILE).write_bytes(link_records_data([other]))
    assert keep_results(tmp_path, [UrlResult(URL, MAY_2, "good")], keeps_others=True)
    assert list(read_link_records(tmp_path)[0]) == [URL, other.url]
    assert keep_results(tmp_path, [UrlResult(URL, MAY_2, "good")], keeps_others=False)
    assert list(read_link_records(tmp_path)[0]) == [URL]


def test_an_address_has_been_linked_to_since_its_earliest_dated_file() -> None:
    findings = [
        BodyFindings(path, urls=(Occurrence(url, 1, None, ""),))
        for path, url in (("a", "http://x/#1"), ("b", "http://x/"), ("c", "http://x/"), ("c", "http://y/"))
    ]
    linked = days_of_linking(findings, {"a": "http://y/", "c": "http://z/"}, {"a": "2020-02-02", "b": "2019-01-01"})
    assert linked == {"http://x/": "2019-01-01", "http://y/": "2020-02-02", "http://z/": ""}


@dataclass
class Archive:
    """A Wayback Machine on this machine: an answer by address, as bytes, or a status."""

    answers: dict[str, bytes | int]
    url: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)


def found(url: str, timestamp: str = "20140203040506", status: str = "200") -> bytes:
    closest = {
        "status": status,
        "available": True,
        "url": f"http://web.archive.org/web/{timestamp}/{url}",
        "timestamp": timestamp,
    }
    return json.dumps({"url": url, "archived_snapshots": {"closest": closest}}).encode()


@pytest.fixture
def archive() -> Iterator[Archive]:
    archive = Archive({})

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            archive.asked.append(query)
            answer = archive.answers.get(query["url"], b'{"url": "x", "archived_snapshots": {}}')
            self.send_response(answer if isinstance(answer, int) else 200)
            self.send_header("Location", "javascript:alert(1)")
            self.end_headers()
            self.wfile.write(b"" if isinstance(answer, int) else answer)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    archive.url = f"http://127.0.0.1:{server.server_address[1]}/wayback/available"
    yield archive
    server.shutdown()
    server.server_close()
    thread.join()


def dead(name: str, **others: str) -> LinkRecord:
    return LinkRecord(f"http://{name}.example/", "dead", "2026-05-01", "2026-04-01", "404", **others)


def ask(root: Path, archive: Archive, linked: dict[str, str] | None = None) -> tuple[int, int]:
    return keep_copies(
        root,
        linked or {},
        lambda wanted, report: ask_wayback(wanted, report, api=archive.url, interval=0, timeout=2),
        lambda *_: None,
    )


def test_copies_are_asked_for_once_and_kept(tmp_path: Path, archive: Archive) -> None:
    records = [
        dead("a"), dead("b"), dead("known", archived_url="https://c.example/", archived_on="2014-01-01"),
        LinkRecord("http://good.example/", "good", "2026-05-01"),
    ]  # fmt: skip
    (tmp_path / LINKS_FILE).write_bytes(link_records_data(records))
    archive.answers["http://a.example/"] = found("http://a.example/")
    assert ask(tmp_path, archive, {"http://a.example/": "2019-02-03"}) == (2, 1)
    assert archive.asked == [{"url": "http://a.example/", "timestamp": "20190203"}, {"url": "http://b.example/"}]
    kept = read_link_records(tmp_path)[0]
    assert kept["http://a.example/"].archived_url == "https://web.archive.org/web/20140203040506/http://a.example/"
    assert kept["http://a.example/"].archived_on == "2014-02-03"
    assert kept["http://b.example/"].archive_asked
    assert ask(tmp_path, archive) == (0, 0)
    assert len(archive.asked) == 2


@pytest.mark.parametrize(
    "answer",
    [
        found("http://a.example/", status="404"), found("http://a.example/", timestamp="20149903040506"),
        found("http://a.example/").replace(b"web.archive.org", b"evil.example"), found('http://a.example/" onclick='),
        b'{"archived_snapshots": {"closest": {"available": false, "url": "x", "status": "200"}}}', b"{}",
    ],
)  # fmt: skip
def test_an_answer_that_names_no_copy_is_kept_as_that(tmp_path: Path, archive: Archive, answer: bytes) -> None:
    (tmp_path / LINKS_FILE).write_bytes(link_records_data([dead("a")]))
    archive.answers["http://a.example/"] = answer
    assert ask(tmp_path, archive) == (1, 0)
    assert read_link_records(tmp_path)[0]["http://a.example/"].archived_url == ""


@pytest.mark.parametrize(
    ("answer", "reason"),
    [(429, "429"), (503, "503"), (302, "not valid"), (b"<html>", "form"), (b" " * 70_000, "larger than")],
)
def test_asking_ends_at_the_first_failure_and_keeps_what_was_answered(
    tmp_path: Path, archive: Archive, answer: bytes | int, reason: str
) -> None:
    (tmp_path / LINKS_FILE).write_bytes(link_records_data([dead("a"), dead("b"), dead("c")]))
    archive.answers |= {"http://a.example/": found("http://a.example/"), "http://b.example/": answer}
    with pytest.raises(WaybackError, match=reason):
        ask(tmp_path, archive)
    assert len(archive.asked) == 2
    kept = read_link_records(tmp_path)[0]
    assert [bool(record.archive_asked) for record in kept.values()] == [True, False, False]


def test_the_command_says_what_came_of_it(tmp_path: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    _set_default(monkeypatch, "api", archive.url)
    host = Host({})
    with serving(host):
        site = little_site(
            tmp_path,
            {
                "site.yaml": SETTINGS + "dead_links: true\n",
                "content/articles/a.md": article("甲", f"[一]({host.url}/gone)\n", date="2020-01-02"),
            },
        )
        archive.answers[f"{host.url}/gone"] = found("http://x.example/")
        assert "Copies in the Wayback Machine: 1 of 1 pages that it was asked about" in run(site, "--archived").output
        assert archive.asked == [{"url": f"{host.url}/gone", "timestamp": "20200102"}]
        (site.root / LINKS_FILE).unlink()
        archive.answers[f"{host.url}/gone"] = 503
        assert "it answers 503. Try again later." in run(site, "--archived").output
