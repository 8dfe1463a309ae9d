"""Pages of other sites are saved politely, whole, and as WARC that others read. All hosts of these tests are on this machine."""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
import re
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from click.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from beilin.cli import cli
from beilin.fetching import snapshot as snapshot_module
from beilin.fetching.exchange import SAVING, Exchange
from beilin.fetching.robots import allows, rules_in
from beilin.fetching.snapshot import SaveReport, links_to_save, save_links
from beilin.fetching.warc import capture_in, file_name, warc_of
from beilin.files.replace import replace_file
from beilin.layout import LINKS_FILE, SNAPSHOT_INDEX
from beilin.reading.captures import read_captures
from beilin.reading.link_records import LinkRecord, link_records_data
from tests.conftest import MakeSite
from tests.little_site import SETTINGS, LittleSite, article

PAGE = b"<!doctype html><title>t</title><p>\xe9\x81\xa0"
QUICK = replace(SAVING, interval=0.0, may_ask_private=True, timeout=2.0, max_size=5000)

pytestmark = pytest.mark.usefixtures("local_hosts")


def response(body: bytes = PAGE, status: str = "200 OK", *headers: str, length: int | None = None) -> bytes:
    """The bytes of a response."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if not any(header.startswith("Transfer-Encoding") for header in headers):
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + body


HTML = "Content-Type: text/html; charset=utf-8"


@dataclass
class RawHost:
    """A host, its responses by path as bytes, and the requests that it received."""

    responses: dict[str, bytes | None]  # None for no response at all
    url: str = ""
    asked: list[tuple[str, float]] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)

    def pages(self) -> list[str]:
        """The paths that were asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def host() -> Iterator[RawHost]:
    host = RawHost({
        "/a": response(PAGE, "200 OK", HTML, "Set-Cookie: a=b"),
        "/b": response(b"plain", "200 Fine", "Content-Type: text/plain"),
        "/moved": response(b"", "302 Found", "Location: /a#top"),
        "/zip": response(gzip.compress(PAGE, mtime=0), "200 OK", HTML, "Content-Encoding: gzip"),
        "/chunks": response(b"3\r\nabc\r\n0\r\n\r\n", "200 OK", HTML, "Transfer-Encoding: chunked"),
        "/silent": None,
        "/short": response(PAGE, length=500),
        "/large": response(b"x" * 6000),
        "/loop": response(b"", "301 Moved", "Location: /loop"),
        "/local": response(b"", "302 Found", "Location: file:///etc/passwd"),
        "/script": response(b"", "302 Found", "Location: javascript:alert(1)"),
        "/garbage": b"\0\xff\r\n\r\n",
        "/nowhere": response(b"", "302 Found"),
        "/limit": response(b"", "429 Too Many"),
        "/fails": response(b"", "503 Ill"),
        "/forbidden": response(b"", "403 No"),
        "/private/x": response(),
        "/robots.txt": response(b"User-agent: *\nDisallow: /private/\n"),
    })  # fmt: skip

    ended = threading.Event()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            head = b""
            while not head.endswith(b"\r\n\r\n") and (line := self.rfile.readline()):
                head += line
            if not head:
                return
            path = head.split()[1].decode()
            host.asked.append((path, time.monotonic()))
            host.requests.append(head)
            answer = host.responses.get(path, response(b"", "404 Not Found"))
            if answer is None:
                ended.wait(30)
            else:
                self.wfile.write(answer)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    host.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield host
    ended.set()
    server.shutdown()
    server.server_close()
    thread.join()


def site_with(make_site: MakeSite, host: RawHost, *paths: str) -> LittleSite:
    body = "".join(f"[頁]({host.url}{path})\n\n" for path in paths)
    return make_site({"content/articles/a.md": article("甲", body)})


def save(site: LittleSite, *names: str, again: bool = False, report: SaveReport | None = None) -> SaveReport:
    archive, links = links_to_save(site.root, names, lambda *_: None)
    return save_links(
        site.root,
        archive,
        links,
        again=again,
        progress=lambda *_: None,
        say=lambda _: None,
        manners=QUICK,
        report=report,
    )


def replace_url(record: LinkRecord, url: str) -> LinkRecord:
    return msgspec.structs.replace(record, url=url)


def run(site: LittleSite, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["snapshot", "--root", str(site.root), *arguments])


def records(data: bytes) -> list[tuple[str, str, bytes]]:
    """The type, the address and the content of each record."""
    found = []
    for record in ArchiveIterator(BytesIO(data), check_digests="raise"):
        found.append(
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI") or "", record.content_stream().read())
        )
    return found


def test_a_page_is_saved_with_its_redirects_and_others_can_read_it(make_site: MakeSite, host: RawHost) -> None:
    site = site_with(make_site, host, "/moved#x", "/a")
    report = save(site)
    assert (len(report.saved), report.known, report.problems) == (2, 0, [])
    captures, problems = read_captures(site.root)
    assert not problems
    by_url = {capture.url: capture for capture in captures}
    moved = by_url[f"{host.url}/moved"]
    assert (moved.final_url, moved.type) == (f"{host.url}/a", "text/html")
    data = (site.root / moved.path).read_bytes()
    assert (len(data), hashlib.sha256(data).hexdigest()) == (moved.size, moved.sha256)
    kinds = [(kind, url.removeprefix(host.url)) for kind, url, _ in records(data)]
    assert kinds == [
        ("warcinfo", ""),
        ("response", "/moved"),
        ("request", "/moved"),
        ("response", "/a"),
        ("request", "/a"),
    ]
    assert records(data)[3][2] == PAGE
    assert data[:2] == b"\x1f\x8b"
    assert b"WARC/1.1\r\n" in gzip.decompress(data)
    assert b"WARC-IP-Address: 127.0.0.1" in gzip.decompress(data)
    checker = Checker(type("Arguments", (), {"inputs": [str(site.root / moved.path)], "verbose": False})())
    checker.process_all()
    assert checker.exit_value == 0
    agent = next(line for line in host.requests[-1].splitlines() if line.lower().startswith(b"user-agent"))
    assert b"Beilin/" in agent
    assert b"https://example.org/" in agent
    assert not any(b"cookie" in request.lower() for request in host.requests)
    # A build does not publish it.
    site.build()
    assert not (site.output / "snapshots").exists()


def test_encodings_are_kept_and_chunks_are_not(make_site: MakeSite, host: RawHost) -> None:
    site = site_with(make_site, host, "/zip", "/chunks")
    assert save(site).problems == []
    contents = {
        capture.url.removeprefix(host.url): records((site.root / capture.path).read_bytes())
        for capture in read_captures(site.root)[0]
    }
    assert contents["/zip"][1][2] == PAGE
    assert contents["/chunks"][1][2] == b"abc"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/silent", "no response in"), ("/short", "the connection was closed before"), ("/large", "larger than"), ("/loop", "redirects"),
        ("/local", "does not begin with http"), ("/script", "is not valid"), ("/nowhere", "redirects without saying where"), ("/garbage", "its answer is not valid HTTP"),
        ("/limit", "429"), ("/fails", "server error"), ("/forbidden", "403"),
        ("/gone", "it is gone (404)"), ("/圖", "it is gone (404)"), ("/private/x", "robots.txt"),
    ],
)  # fmt: skip
def test_what_is_not_saved_is_reported_and_the_next_run_asks_again(
    make_site: MakeSite, host: RawHost, path: str, reason: str
) -> None:
    site = site_with(make_site, host, path)
    report = save(site)
    (problem,) = report.problems
    assert (problem.code, problem.file, problem.line) == ("not-saved", "content/articles/a.md", 5)
    assert reason in problem.message
    assert not (site.root / "snapshots").exists()
    assert "/private/x" not in host.pages()
    host.responses |= {quote(path): response(), "/robots.txt": response(b"")}
    assert len(save(site).saved) == 1


def test_a_page_has_to_come_in_time(make_site: MakeSite, host: RawHost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("beilin.fetching.exchange.PATIENCE", 0.1)
    (problem,) = save(site_with(make_site, host, "/silent")).problems
    assert "it is not complete after 0 s" in problem.message


def test_without_an_answer_for_robots_txt_nothing_is_asked(make_site: MakeSite, host: RawHost) -> None:
    host.responses["/robots.txt"] = response(b"", "503 Ill")
    report = save(site_with(make_site, host, "/a", "/b"))
    assert ["the robots.txt of its host cannot be had" in problem.message for problem in report.problems] == [
        True,
        True,
    ]
    assert [path for path, _ in host.asked] == ["/robots.txt"]


def test_saved_pages_are_not_asked_for_again_unless_told(make_site: MakeSite, host: RawHost) -> None:
    site = site_with(make_site, host, "/a", "/b")
    save(site)
    index = (site.root / SNAPSHOT_INDEX).read_bytes()
    asked = len(host.asked)
    again = save(site)
    assert (len(again.saved), again.known) == (0, 2)
    assert len(host.asked) == asked
    assert (site.root / SNAPSHOT_INDEX).read_bytes() == index
    time.sleep(max(0.0, 1.05 - time.time() % 1))
    assert len(save(site, again=True).saved) == 2
    captures = read_captures(site.root)[0]
    assert len(captures) == 4
    assert sorted(captures, key=lambda capture: (capture.url, capture.captured)) == captures


def test_a_file_without_a_line_gets_one(make_site: MakeSite, host: RawHost) -> None:
    """As after a kill between the two, or when the index is lost."""
    site = site_with(make_site, host, "/moved", "/b")
    save(site)
    index = (site.root / SNAPSHOT_INDEX).read_bytes()
    (site.root / "snapshots/.beilin-1").write_bytes(b"half")
    (site.root / "snapshots/other-20200101000000-00000000.warc.gz").write_bytes(b"not one")
    renamed = site.root / "snapshots/other-20200101000000-00000001.warc.gz"
    renamed.write_bytes((site.root / read_captures(site.root)[0][0].path).read_bytes())
    (site.root / SNAPSHOT_INDEX).unlink()
    asked = len(host.asked)
    report = save(site)
    assert (report.adopted, report.known, len(host.asked)) == (2, 2, asked)
    assert (site.root / SNAPSHOT_INDEX).read_bytes() == index
    assert not (site.root / "snapshots/.beilin-1").exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"file":"', '"file":"../'), ('"size":', '"size":-'), ('"url":"http', '"url":"ftp'), ('"sha256":"', '"sha256":"Z'),
        ('"captured":"2', '"captured":"x'), ("{", "<<<<<<< ours\n{"),
    ],
)  # fmt: skip
def test_a_tampered_index_is_refused(make_site: MakeSite, host: RawHost, old: str, new: str) -> None:
    site = site_with(make_site, host, "/a")
    save(site)
    path = site.root / SNAPSHOT_INDEX
    path.write_text(path.read_text().replace(old, new, 1))
    before = path.read_bytes()
    result = run(site, "--all-links", "--allow-private")
    assert result.exit_code == 1
    assert re.search(rf"{SNAPSHOT_INDEX}:1(:\d+)?: error", result.output)
    assert "Nothing was saved." in result.output
    assert path.read_bytes() == before


def test_a_file_that_has_changed_is_named_and_its_page_saved_again(make_site: MakeSite, host: RawHost) -> None:
    site = site_with(make_site, host, "/a")
    (first,) = save(site).saved
    (site.root / first.path).write_bytes(b"x")
    time.sleep(max(0.0, 1.05 - time.time() % 1))
    report = save(site)
    assert [(problem.code, problem.file) for problem in report.problems] == [("bad-snapshot", first.path)]
    assert [capture.url for capture in report.saved] == [first.url]


def test_a_full_disk_ends_the_run_and_keeps_what_is_there(
    make_site: MakeSite, host: RawHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_with(make_site, host, "/a", "/b")

    def full(path: Path, data: bytes, **options: Any) -> None:
        if path.name.endswith(".warc.gz") and list((site.root / "snapshots").glob("*.warc.gz")):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        replace_file(path, data, **options)

    monkeypatch.setattr(snapshot_module, "replace_file", full)
    monkeypatch.setattr("beilin.fetching.exchange.SAVING", QUICK)
    result = run(site, "--all-links", "--allow-private")
    assert result.exit_code == 1
    assert "The pages so far are kept (1)" in result.output
    assert "No space left" in result.output
    assert "Traceback" not in result.output
    monkeypatch.undo()
    report = save(site)
    assert (len(report.saved), report.known) == (1, 1)


@pytest.mark.slow
@pytest.mark.xdist_group("latency")
def test_an_interrupted_run_continues(make_site: MakeSite, host: RawHost) -> None:
    site = site_with(make_site, host, "/a", "/b", "/zip")
    command = [sys.executable, "-m", "beilin", "snapshot", "--all-links", "--allow-private", "--root", str(site.root)]
    environment = {**os.environ, "NO_PROXY": "127.0.0.1", "LANG": "en", "LANGUAGE": "en"}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
    deadline = time.monotonic() + 60
    while not list((site.root / "snapshots").glob("*.warc.gz")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    saved = len(read_captures(site.root)[0])
    assert 1 <= saved < 3
    report = save(site)
    assert (len(report.saved), report.known) == (3 - saved, saved)


def test_private_addresses_are_asked_only_if_allowed(make_site: MakeSite, host: RawHost) -> None:
    site = site_with(make_site, host, "/a")
    result = run(site, "a")
    assert result.exit_code == 1
    assert "not on the public internet" in result.output
    assert host.asked == []
    result = run(site, "a", "--allow-private")
    assert result.exit_code == 0, result.output
    assert "Pages saved: 1\n" in result.output


def test_a_host_is_asked_for_one_page_after_the_other(make_site: MakeSite, host: RawHost) -> None:
    site = site_with(make_site, host, "/a", "/b", "/zip")
    archive, links = links_to_save(site.root, (), lambda *_: None)
    manners = replace(QUICK, interval=0.05)
    save_links(site.root, archive, links, again=False, progress=lambda *_: None, say=lambda _: None, manners=manners)
    assert host.asked[3][1] - host.asked[1][1] >= 0.07  # the server may notice a single request late


def test_which_links_are_meant(make_site: MakeSite) -> None:
    site = make_site({
        "content/articles/a.md": article("甲", "[一](https://one.example/a#b) [內](https://example.org/x)\n", source_url="https://src.example/"),
        "content/articles/b.md": article("乙", "[二](https://two.example/)\n\n![[p]]\n", draft="true"),
        "content/parts/p.md": "[三](https://three.example/)\n",
    })  # fmt: skip
    result = run(site, "--all-links", "--dry-run")
    assert result.exit_code == 0
    assert result.output == "Addresses on other hosts: 2\n  https://one.example/a\n  https://src.example/\n"
    assert run(site, "b", "--dry-run").output.split()[4:] == ["2", "https://three.example/", "https://two.example/"]
    assert not (site.root / "snapshots").exists()
    for arguments, text in (((), "Name an article"), (("a", "--all-links"), "Name an article")):
        result = run(site, *arguments)
        assert (result.exit_code, text in result.output) == (2, True)
    result = run(site, "nothing")
    assert (result.exit_code, "there is no article 'nothing'" in result.output) == (1, True)


def test_an_address_is_saved_as_it_is_sent(make_site: MakeSite, host: RawHost) -> None:
    host.responses["/%C3%A9?%E5%9C%96"] = response(b"", "302 Found", "Location: /ü".encode().decode("latin-1"))
    host.responses["/%C3%BC"] = response(PAGE, "200 OK", HTML)
    written = f"{host.url}/é?圖#節"
    site = make_site({
        "site.yaml": SETTINGS.replace("bare", "ink") + "publish_snapshots: true\ndead_links: true\n",
        "content/articles/a.md": article("甲", f"[頁]({written})\n", source="刊", source_url=f"'{written}'"),
    })  # fmt: skip
    (capture,) = save(site).saved
    assert capture.url == f"{host.url}/%C3%A9?%E5%9C%96"
    assert capture.final_url == f"{host.url}/%C3%BC"
    assert save(site).known == 1
    site.build()
    html = (site.output / "articles/a/index.html").read_text("utf-8")
    assert html.count(f'href="/{capture.path}"') == 2, "at the link in the text, and at the source"
    gone = LinkRecord(f"{host.url}/é?圖", "dead", "2026-05-01", "2026-04-01", "404")
    site.write({LINKS_FILE: link_records_data([gone, replace_url(gone, capture.url)])})
    site.build()
    html = (site.output / "articles/a/index.html").read_text("utf-8")
    assert f'data-versionurl="https://example.org/{capture.path}"' in html


def test_an_archive_with_a_domain_in_chinese_names_itself(make_site: MakeSite, host: RawHost) -> None:
    settings = SETTINGS.replace("https://example.org/", "https://碑林.example/文/")
    site = make_site({"site.yaml": settings, "content/articles/a.md": article("甲", f"[頁]({host.url}/a)\n")})
    assert len(save(site).saved) == 1
    assert b"+https://xn--btvu19a.example/%E6%96%87/)" in host.requests[-1]


def test_an_address_with_the_name_of_a_user_is_not_asked(make_site: MakeSite, host: RawHost) -> None:
    site = make_site({"content/articles/a.md": article("甲", f"[頁]({host.url.replace('//', '//me:secret@')}/a)\n")})
    assert "the name of a user" in save(site).problems[0].message
    assert host.asked == []


def test_the_same_exchange_gives_the_same_bytes(tmp_path: Path) -> None:
    url = "http://例.example/x?é"
    exchange = Exchange(
        url, "2026-11-28T01:02:03Z", "", b"GET /x", ((b"Host", b"x"),), b"200 OK",
        ((b"Content-Type", b"Text/HTML; charset=big5"), (b"X-Odd", b"\xe9")), b"body",
    )  # fmt: skip
    name = file_name(url, exchange.at)
    assert name.startswith("xn-fsq-example-20261128010203-")
    data = warc_of(name, [exchange])
    assert warc_of(name, [exchange]) == data
    (tmp_path / name).write_bytes(data)
    capture = capture_in(tmp_path / name)
    assert capture
    assert (capture.url, capture.captured, capture.type, capture.final_url) == (url, exchange.at, "text/html", "")
    for damaged in (data[:-20], data[:40] + b"\0" + data[41:], b"", b"WARC/1.1\r\n"):
        (tmp_path / name).write_bytes(damaged)
        assert capture_in(tmp_path / name) is None


@pytest.mark.parametrize(
    ("status", "data", "allowed"),
    [
        (200, b"", True), (404, b"User-agent: *\nDisallow: /", True), (403, b"", True), (503, b"", False), (0, b"", False), (429, b"", False),
        (200, b"User-agent: *\nDisallow: /", False), (200, b"User-agent: beilin\nDisallow: /x", False),
        (200, b"User-agent: other\nDisallow: /", True), (200, b"\xef\xbb\xbfUser-Agent: *\r\nDisallow: /\r\nAllow: /x\r\n", True),
        (200, b"\xff\xfe<html>", True), (200, b"User-agent: *\nDisallow: /*/y*ml", False), (200, b"User-agent: *\nDisallow: /*.html$", True),
        (200, b"User-agent: *\nDisallow: /x/y.html?%C3%A9$", False), (200, b"User-agent: *\nDisallow: /\nAllow: /x/y\n", True),
        (200, b"User-agent: a\nUser-agent: Beilin/2\nDisallow: / # all\n\nUser-agent: *\nAllow: /", False),
        (200, b"User-agent: *\nDisallow:\n", True), (200, b"Disallow: /\n", True), (200, b"User-agent: *\nDisallow: /" + b"*x" * 9000, True),
    ],
)  # fmt: skip
def test_robots_txt_is_respected(status: int, data: bytes, allowed: bool) -> None:
    assert allows(rules_in(status, data), "https://a.example/x/y.html?é") is allowed
