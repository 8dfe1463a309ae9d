"""The bytes of a post are decoded without a guess, and what is damaged in them is named."""

from __future__ import annotations

import pytest

from beilin.importing.formats.exports.decoding import declared_encoding, decode_item
from beilin.problems.problem import Problem

TEXT = "開源授權的帳單有多長，要看由誰來付，以及付到什麼時候。" * 8
SIMPLIFIED = "开源授权的账单有多长，要看由谁来付，以及付到什么时候。" * 8


@pytest.mark.parametrize(
    ("data", "declared", "encoding"),
    [
        (TEXT.encode(), "utf-8", "utf-8"),
        (TEXT.encode(), "iso8859-1", "utf-8"),
        (SIMPLIFIED.encode("gb18030"), "gb18030", "gb18030"),
        (SIMPLIFIED.encode("gb18030"), "utf-8", "gb18030"),
        (TEXT.encode("big5"), "", "big5"),
    ],
)
def test_the_encoding_is_the_one_that_the_bytes_are_in(data: bytes, declared: str, encoding: str) -> None:
    decoded = decode_item("a.xml", data, "", declared)
    assert not isinstance(decoded, Problem)
    assert decoded[:2] == (data.decode(encoding), encoding)
    assert decoded[2] == ()


def test_a_letter_that_a_database_cut_is_named() -> None:
    decoded = decode_item("a.xml", TEXT.encode() + "源".encode()[:2] + b" end")
    assert not isinstance(decoded, Problem)
    text, encoding, (finding,) = decoded
    assert (text, encoding) == (f"{TEXT}\ufffd end", "utf-8")
    assert finding.rule == "damaged characters"


def test_control_characters_are_left_out_and_counted() -> None:
    decoded = decode_item("a.xml", b"a\x00b\x0bc\td\n\x1be")
    assert not isinstance(decoded, Problem)
    text, _, (finding,) = decoded
    assert text == "abc\td\ne"
    assert finding.evidence.startswith("3 control characters")


def test_what_cannot_be_decoded_is_refused() -> None:
    assert isinstance(decode_item("a.xml", bytes(range(128, 256)) * 3), Problem)
    assert isinstance(decode_item("a.xml", TEXT.encode(), "big5"), Problem)


@pytest.mark.parametrize(
    ("start", "encoding"),
    [
        (b'<?xml version="1.0" encoding="UTF-8" ?>', "utf-8"),
        (b"<?xml version='1.0' encoding='GB2312'?>", "gb2312"),
        (b'<?xml version="1.0" encoding="klingon"?>', ""),
        (b"<rss>", ""),
    ],
)
def test_the_declared_encoding(start: bytes, encoding: str) -> None:
    assert declared_encoding(start) == encoding
