"""A page in MHTML is read with its images and its frames, whichever way its parts are encoded and named."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from beilin.importing.formats.mhtml.message import MAX_PARTS
from tests.importing.formats.mhtml.messages import MimePart, mhtml, page, png
from tests.importing.formats.support import body_of, facts_of, reader_of, set_aside

HEAD = "Snapshot-Content-Location: https://a.example/posts/1\nSubject: =?utf-8?Q?x?=\nDate: Wed, 21 Jun 2023 01:19:00 -0000"
RED, BLUE = png(200), png(30)
IMAGES = '<p><img src="https://a.example/i/red.png" alt="紅"></p><p><img src="cid:blue@mhtml.blink" alt="藍"></p>'
PARTS = (
    MimePart(page(IMAGES), location="https://a.example/posts/1"),
    MimePart(RED, "image/png", "https://a.example/i/red.png", encoding="base64"),
    MimePart(BLUE, "image/png", "", "blue@mhtml.blink", encoding="base64"),
    MimePart(b"p { color: red }", "text/css", "cid:css-1@mhtml.blink"),
)  # fmt: skip


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_a_page_is_read_with_its_images(newline: str, tmp_path: Path) -> None:
    document = reader_of("mhtml", tmp_path, "a.mhtml")(mhtml(*PARTS, head=HEAD, newline=newline)).document
    facts = facts_of(document)
    assert (facts["title"], facts["source_url"], facts["retrieved"]) == (
        ("題目",),
        ("https://a.example/posts/1",),
        ("2023-06-21T01:19:00+00:00",),
    )
    assert [image.data for image in document.images] == [RED, BLUE]
    body = body_of(document)
    assert body[:2] == [f"![紅]({document.images[0].name})", f"![藍]({document.images[1].name})"]
    assert len(body) == 7


@pytest.mark.parametrize("encoding", ["8bit", "binary", "7bit", "base64", "quoted-printable", "Quoted-Printable"])
def test_every_transfer_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    written = MimePart(page("<p>甲=3D</p>"), encoding=encoding.lower())
    data = mhtml(written).replace(f"Encoding: {encoding.lower()}".encode(), f"Encoding: {encoding}".encode())
    assert body_of(reader_of("mhtml", tmp_path, "a.mhtml")(data).document)[0] == "甲=3D"


def test_a_relative_address_means_the_part_at_the_whole_one(tmp_path: Path) -> None:
    parts = (
        MimePart(page('<p><img src="../i/red.png#x" alt="紅"></p>'), location="https://a.example/posts/1"),
        PARTS[1],
    )
    (image,) = reader_of("mhtml", tmp_path, "a.mhtml")(mhtml(*parts)).document.images
    assert (image.data, image.source) == (RED, "../i/red.png#x")


def test_frames_are_set_aside_with_all_their_text(tmp_path: Path) -> None:
    frame = MimePart("<p>廣告</p>".encode(), "text/html; charset=utf-8", "https://b.example/ad", "frame-1@mhtml.blink")
    document = reader_of("mhtml", tmp_path, "a.mhtml")(mhtml(PARTS[0], frame, head=HEAD)).document
    assert set_aside(document)["frame: https://b.example/ad"] == "廣告"
    assert "廣告" in document.all_text


def test_the_part_that_the_message_begins_with_is_the_page(tmp_path: Path) -> None:
    frame = MimePart("<p>廣告</p>".encode(), content_id="frame")
    data = mhtml(frame, MimePart(page(""), content_id="main")).replace(
        b'type="text/html"', b'type="text/html"; start="<main>"'
    )
    assert facts_of(reader_of("mhtml", tmp_path, "a.mhtml")(data).document)["title"] == ("題目",)


def test_the_encoding_of_a_part_counts(tmp_path: Path) -> None:
    html = page("<p>繁體中文</p>").decode().replace("<meta charset=utf-8>", "").encode("big5")
    document = reader_of("mhtml", tmp_path, "a.mhtml")(
        mhtml(MimePart(html, "text/html; charset=big5", encoding="base64"))
    ).document
    assert body_of(document)[0] == "繁體中文"


def test_an_incomplete_message_gives_what_it_has(tmp_path: Path) -> None:
    data = mhtml(*PARTS, head=HEAD)
    document = reader_of("mhtml", tmp_path, "a.mhtml")(data[: data.index(b"Content-ID: <blue") - 10]).document
    assert len(document.images) == 1


def test_a_single_part_that_a_browser_saved_is_a_page(tmp_path: Path) -> None:
    data = (
        b"From: <Saved by Windows Internet Explorer 8>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        + page("")
    )
    assert facts_of(reader_of("mhtml", tmp_path, "a.mht")(data).document)["title"] == ("題目",)


_NESTED = b"".join(b'Content-Type: multipart/related; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(2000))


@pytest.mark.parametrize(
    "data",
    [
        mhtml(MimePart(b"x", "text/plain")),
        mhtml(),
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n--\r\n",
        b"MIME-Version: 1.0\r\n" + _NESTED,
        b"Content-Type: multipart/related; boundary=a\r\n\r\n" + b"--a\r\n\r\n" * (MAX_PARTS + 10),
        b"Content-Type: multipart/related; boundary=a\r\n\r\n--a\r\nX: " + b"x" * 10_000_000,
        b"",
    ],
)
def test_what_has_no_page_or_too_many_parts_is_refused_quickly(data: bytes, tmp_path: Path) -> None:
    started = time.process_time()
    read = reader_of("mhtml", tmp_path, "a.mhtml")(data)
    assert time.process_time() - started < 2
    assert [problem.code for problem in read.problems] == ["unreadable-item"]


def test_no_name_in_a_message_is_a_path(tmp_path: Path) -> None:
    parts = (
        MimePart(page('<p><img src="https://a.example/../../../../etc/evil.png" alt="x"><img src="file:///etc/passwd" alt="y"></p>')),
        MimePart(RED, "image/png", "https://a.example/../../../../etc/evil.png", encoding="base64"),
        MimePart(BLUE, "image/png", "file:///etc/passwd", encoding="base64"),
    )  # fmt: skip
    document = reader_of("mhtml", tmp_path, "a.mhtml")(mhtml(*parts)).document
    assert all("/" not in image.name and ".." not in image.name for image in document.images)
    assert [path.name for path in tmp_path.iterdir()] == ["a.mhtml"]
