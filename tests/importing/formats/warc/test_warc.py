"""The pages of a crawl are read once each, with their images, however they are packed; everything else is counted."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest

from tests.importing.formats.mhtml.messages import page, png
from tests.importing.formats.support import body_of, facts_of, reader_of
from tests.importing.formats.warc.crawls import Crawled, chunked, deflated, warc

URL = "https://a.example/posts/first.html"
RED = png(200)
PAGE = page('<p><img src="../i/red.png" alt="紅"></p>')
IMAGE = Crawled("https://a.example/i/red.png", RED, content_type="image/png")


@pytest.mark.parametrize("packed", ["", "records", "file"])
def test_a_page_is_read_with_its_image(packed: str, tmp_path: Path) -> None:
    info = Crawled("", b"software: x\r\n", kind="warcinfo", content_type="application/warc-fields")
    request = Crawled(URL, b"GET / HTTP/1.1\r\n\r\n", kind="request", content_type="application/http; msgtype=request")
    read = reader_of("warc", tmp_path, "a.warc")(warc(info, request, Crawled(URL, PAGE), IMAGE, packed=packed))
    assert not read.problems
    (item,) = read.items
    assert (item.name, item.place, item.identity, item.data) == ("first", "record 3", URL, PAGE)
    facts = facts_of(read.document)
    assert (facts["title"], facts["source_url"]) == (("題目",), (URL,))
    assert facts["retrieved"][0].startswith("2023-06-21T01:19:00")
    if packed != "file":
        assert [image.data for image in read.document.images] == [RED]
        assert body_of(read.document)[0] == f"![紅]({read.document.images[0].name})"
    else:
        assert body_of(read.document)[0] == "![紅](https://a.example/i/red.png)"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (PAGE, ()),
        (chunked(PAGE), ("Transfer-Encoding: chunked",)),
        (gzip.compress(PAGE, mtime=0), ("Content-Encoding: gzip",)),
        (chunked(gzip.compress(PAGE, mtime=0)), ("Transfer-Encoding: chunked", "Content-Encoding: gzip")),
        (deflated(PAGE), ("Content-Encoding: deflate",)),
        (PAGE, ("Content-Encoding: gzip", "Transfer-Encoding: chunked")),  # unpacked by the crawler
        (PAGE, ("Content-Encoding: br",)),
    ],
)
def test_every_way_of_sending_a_page_is_read(body: bytes, headers: tuple[str, ...], tmp_path: Path) -> None:
    read = reader_of("warc", tmp_path, "a.warc")(warc(Crawled(URL, body, headers=headers)))
    assert [item.data for item in read.items] == [PAGE]


def test_a_compression_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    read = reader_of("warc", tmp_path, "a.warc")(
        warc(Crawled(URL, b"\x1b\x0f\0\xf8", headers=("Content-Encoding: br",)), Crawled(f"{URL}2", PAGE))
    )
    assert len(read.items) == 1
    (problem,) = read.problems
    assert (problem.code, "compressed by br" in problem.message, URL in problem.message) == (
        "unreadable-item",
        True,
        True,
    )


def test_the_newest_copy_of_a_page_is_read_and_the_rest_is_counted(tmp_path: Path) -> None:
    data = warc(
        Crawled(URL, page("舊"), "2023-01-01T00:00:00Z"),
        Crawled(f"{URL}#part", page("新"), "2023-03-01T00:00:00Z"),
        Crawled(URL, page("中"), "2023-02-01T00:00:00Z"),
        Crawled("https://a.example/old", b"", status="301 Moved", headers=(f"Location: {URL}",)),
        Crawled("https://a.example/gone", page("x"), status="404 Not Found"),
        Crawled(URL, b"", kind="revisit"),
        Crawled("https://a.example/a.pdf", b"%PDF", content_type="application/pdf"),
        Crawled("https://a.example/a.css", b"p {}", content_type="text/css"),
        Crawled("https://a.example/empty", b" "),
    )  # fmt: skip
    read = reader_of("warc", tmp_path, "a.warc")(data)
    assert [item.data for item in read.items] == [page("新")]
    (problem,) = read.problems
    assert problem.code == "not-imported"
    for what in (
        "older copies of pages (2)",
        "redirects (1)",
        "an error (1)",
        "nothing had changed (1)",
        "PDF files (1)",
        "empty pages (1)",
    ):
        assert what in problem.message


def test_the_charset_of_the_response_counts(tmp_path: Path) -> None:
    html = PAGE.decode().replace("<meta charset=utf-8>", "").encode("big5")
    read = reader_of("warc", tmp_path, "a.warc")(warc(Crawled(URL, html, content_type="text/html; charset=Big5")))
    assert read.document.encoding in ("big5", "cp950")


def test_what_precedes_a_damaged_place_is_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    whole = warc(Crawled(URL, PAGE))
    for rest in (
        b"nonsense\r\n\r\n",
        whole[:-2000],
        b"WARC/1.0\r\nContent-Length: x\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
    ):
        read = reader_of("warc", tmp_path, "a.warc")(whole + rest)
        assert [item.data for item in read.items][:1] == [PAGE]
        assert {problem.code for problem in read.problems} <= {"unreadable", "not-imported", "unreadable-item"}
    assert capfd.readouterr() == ("", "")


_LINE = b"WARC/1.0\r\nX: " + b"x" * 50_000_000
_LONG = b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://a.example/\r\nContent-Type: text/html\r\nContent-Length: 500000000\r\n\r\n"
_SMALL = Crawled(URL, PAGE).record()


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(_LONG + bytes(200_000_000), 1, mtime=0),
        gzip.compress(_LINE, mtime=0),
        _LINE,
        gzip.compress(gzip.compress(_LONG + bytes(100_000_000), mtime=0), mtime=0),
        warc(Crawled(URL, gzip.compress(bytes(100_000_000), mtime=0), headers=("Content-Encoding: gzip",))),
        gzip.compress(_SMALL, mtime=0) + gzip.compress(b"\r\n" * 50_000_000, mtime=0),
        b"WARC/1.0\r\n" + b"A: b\r\n" * 1_000_000 + b"\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Type: application/http\r\nContent-Length: 99\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n7fffffff\r\nabc",
        b"WARC/1.0\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: -5\r\n\r\n",
        b"",
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_quickly_and_says_nothing_itself(
    data: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    started = time.process_time()
    read = reader_of("warc", tmp_path, "a.warc.gz")(data)
    assert time.process_time() - started < 2
    assert all(problem.code in ("unreadable", "unreadable-item", "not-imported") for problem in read.problems)
    assert len(read.items) <= 1
    assert capfd.readouterr() == ("", "")
    assert [path.name for path in tmp_path.iterdir()] == ["a.warc.gz"]
