"""Images are fetched politely, once, and articles show the copies. The host of these tests is on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beilin.cli import cli
from beilin.fetching.download import Manners
from beilin.fetching.fetch import FetchReport, fetch_images
from beilin.fetching.places import place_of
from beilin.fetching.record import read_record
from beilin.fetching.store import FAILURES
from beilin.files.image_formats import ending_of
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 20
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"
QUICK = Manners(interval=0.0, may_ask_private=True)
SILENT = {"progress": lambda *_: None, "say": lambda _: None}

pytestmark = pytest.mark.usefixtures("local_hosts")


@dataclass
class ImageHost:
    """A host with images: bytes, a status, or a location by path."""

    answers: dict[str, bytes | int | str]
    url: str = ""
    asked: list[tuple[str, float]] = field(default_factory=list)
    agents: set[str | None] = field(default_factory=set)


@pytest.fixture
def host() -> Iterator[ImageHost]:
    host = ImageHost({
        "/a.png": PNG, "/b/a.png": PNG, "/c.svg": SVG, "/moved": "/a.png", "/page": b"<html>", "/gone": 404, "/limit": 429,
        "/large": b"\xff\xd8\xff" + b"x" * 3000, "/loop": "/loop", "/local": "file:///etc/passwd", "/fails": 500,
    })  # fmt: skip

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            host.asked.append((self.path, time.monotonic()))
            host.agents.add(self.headers.get("User-Agent"))
            answer = host.answers.get(self.path, 404)
            data = answer if isinstance(answer, bytes) else b""
            self.send_response(answer if isinstance(answer, int) else 302 if isinstance(answer, str) else 200)
            if isinstance(answer, str):
                self.send_header("Location", answer)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    host.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield host
    server.shutdown()
    server.server_close()
    thread.join()


def fetch(site: LittleSite, manners: Manners = QUICK, *only: str) -> FetchReport:
    return fetch_images(site.root, only, manners=manners, **SILENT)  # type: ignore[arg-type]


def run(site: LittleSite, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["images", "fetch", "--root", str(site.root), *arguments])


def test_articles_show_the_copies_and_the_record_says_where_they_are_from(make_site: MakeSite, host: ImageHost) -> None:
    body = f"![一]({host.url}/a.png) [文]({host.url}/a.png)\n\n![二]({host.url}/moved)\n\n![三]({host.url}/gone)\n"
    site = make_site({
        "content/articles/x/a.md": article("甲", body).replace("\n", "\r\n"),
        "content/pages/b.md": article("乙", f"<img src='{host.url}/c.svg'> ![同]({host.url}/b/a.png)\n"),
    })  # fmt: skip
    report = fetch(site)
    first, svg = place_of(f"{host.url}/a.png", "png"), place_of(f"{host.url}/c.svg", "svg")
    assert (report.fetched, report.known, report.files) == (4, 0, ["content/articles/x/a.md", "content/pages/b.md"])
    text = (site.root / "content/articles/x/a.md").read_bytes().decode()
    copy = first.removeprefix("content/")
    assert text == article(
        "甲",
        body.replace(f"![一]({host.url}/a.png)", f"![一](../../{copy})").replace(f"{host.url}/moved", f"../../{copy}"),
    ).replace("\n", "\r\n")
    page = (site.root / "content/pages/b.md").read_text("utf-8")
    assert f"<img src='../{svg.removeprefix('content/')}'> ![同](../{copy})" in page
    assert (site.root / first).read_bytes() == PNG
    record = read_record(site.root)
    assert {url.removeprefix(host.url): image.file for url, image in record.items()} == {
        "/a.png": first, "/b/a.png": first, "/moved": first, "/c.svg": svg,
    }  # fmt: skip
    assert record[f"{host.url}/a.png"].fetched_at.startswith("20")
    (problem,) = report.problems
    assert (problem.code, problem.file, problem.line) == ("not-fetched", "content/articles/x/a.md", 9)
    assert "404" in problem.message
    assert all("Beilin" in str(agent) for agent in host.agents)
    assert [problem.code for problem in site.build().problems if problem.code == "broken-image"] == []


def test_a_second_run_asks_for_nothing_and_an_interrupted_one_continues(make_site: MakeSite, host: ImageHost) -> None:
    body = f"![一]({host.url}/a.png)\n\n![三]({host.url}/gone)\n"
    site = make_site({"content/articles/a.md": article("甲", body)})
    fetch(site)
    asked = len(host.asked)
    again = fetch(site)
    assert (again.fetched, again.files, len(again.problems)) == (0, [], 1)
    # As if it had been interrupted before the article was edited, with half a line in the record.
    site.write({"content/articles/a.md": article("甲", body)})
    with (site.root / "imports/images.jsonl").open("ab") as file:
        file.write(b'{"url": "http')
    report = fetch(site)
    assert (report.fetched, report.known, report.files) == (0, 1, ["content/articles/a.md"])
    assert len(host.asked) == asked
    (site.root / FAILURES).unlink()
    fetch(site)
    assert [path for path, _ in host.asked[asked:]] == ["/gone"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/page", "not an image"), ("/limit", "429"), ("/large", "larger than"), ("/loop", "redirects"),
        ("/local", "does not begin with http"), ("/fails", "server error"),
    ],
)  # fmt: skip
def test_what_is_not_had_stays_and_is_reported(make_site: MakeSite, host: ImageHost, path: str, reason: str) -> None:
    text = article("甲", f"![一]({host.url}{path})\n")
    site = make_site({"content/articles/a.md": text})
    report = fetch(site, Manners(interval=0.0, may_ask_private=True, max_size=2000))
    (problem,) = report.problems
    assert reason in problem.message
    assert (site.root / "content/articles/a.md").read_text("utf-8") == text
    assert not (site.root / "content/images").exists()


def test_private_addresses_are_not_asked(make_site: MakeSite, host: ImageHost) -> None:
    site = make_site({"content/articles/a.md": article("甲", f"![一]({host.url}/a.png) ![二](http://[::1]/a.png)\n")})
    report = fetch(site, Manners(interval=0.0))
    assert ["not on the public internet" in problem.message for problem in report.problems] == [True, True]
    assert host.asked == []


def test_a_host_is_asked_for_one_image_after_the_other(make_site: MakeSite, host: ImageHost) -> None:
    host.answers |= {f"/{number}.png": PNG + bytes([number]) for number in range(4)}
    body = "".join(f"![圖]({host.url}/{number}.png)\n" for number in range(4))
    site = make_site({"content/articles/a.md": article("甲", body)})
    assert fetch(site, Manners(interval=0.05, may_ask_private=True)).fetched == 4
    assert host.asked[3][1] - host.asked[1][1] >= 0.07  # the server may notice a single request late


def test_the_command_counts_and_takes_single_files(make_site: MakeSite) -> None:
    site = make_site({
        "content/articles/a.md": article("甲", "![一](https://one.example/a.png) ![二](//two.example/b.png)\n"),
        "content/articles/b.md": article("乙", "![三](https://one.example/c.png)\n"),
    })  # fmt: skip
    result = run(site, "--dry-run")
    assert result.exit_code == 0
    assert "Images on other hosts: 3, in 2 Markdown files\n       2  one.example\n" in result.output
    assert (
        "Images on other hosts: 1, in 1 Markdown files"
        in run(site, "--dry-run", str(site.root / "content/articles/b.md")).output
    )
    assert not (site.root / "imports").exists()


def test_the_command_refuses_what_is_not_in_the_archive(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({})
    (tmp_path / "x.md").write_text("")
    assert run(site, str(tmp_path / "x.md")).exit_code == 2
    assert "Images: 0 fetched" in run(site).output


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (PNG, "png"), (b"\xff\xd8\xff\xe0", "jpg"), (b"GIF89a", "gif"), (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"\0\0\0 ftypavif", "avif"), (SVG, "svg"), (b"<?xml version='1.0'?>\n<!-- x --><svg>", "svg"),
        (b"<!---->" * 500 + b"<svg>", "svg"), (b"<!---->" * 500, ""),
        (b"<svg onload='x()'>", ""), (b"<svg><script>", ""), (b"<html><svg>", ""), (b"", ""), (b"%PDF-1.7", ""),
    ],
)  # fmt: skip
def test_the_bytes_say_what_an_image_is(data: bytes, ending: str) -> None:
    assert ending_of(data) == ending


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://far.example/圖 一.PNG?x=/../y", "content/images/remote/far.example/圖-一-"),
        ("https://far.example/", "content/images/remote/far.example/"),
        ("https://far.example:80/../../_a.html", "content/images/remote/far.example-80/a-"),
        ("//far.example/" + "長" * 300, "content/images/remote/far.example/長"),
    ],
)
def test_a_place_has_the_name_of_the_image(url: str, place: str) -> None:
    found = place_of(url, "png")
    assert found.startswith(place.replace("far.example", found.split("/")[3].split("-80")[0]))
    assert found.endswith(".png")
    assert len(found.encode()) < 200
    assert ".." not in found
