"""The bytes of pages → their text."""

from __future__ import annotations

import pytest

from beilin.importing.formats.html.page.decoding import PageText, decode_page
from beilin.problems.problem import Problem

CHINESE = "<p>中文網頁的內容，今天天氣很好，我們去公園散步。</p>"


@pytest.mark.parametrize(
    ("declared", "codec", "encoding"),
    [
        ("gb2312", "gb18030", "gb18030"),
        ("big5", "big5", "big5"),
        ("Shift_JIS", "cp932", "cp932"),
        ("iso-8859-1", "cp1252", "windows-1252"),
    ],
)
def test_the_declaration_decides_unless_the_bytes_are_utf8(declared: str, codec: str, encoding: str) -> None:
    text = CHINESE if codec in ("gb18030", "big5") else "<p>Café ‘x’</p>" if codec == "cp1252" else "<p>日本語</p>"
    page = f'<meta charset="{declared}">{text}'
    decoded = decode_page("p", page.encode(codec))
    assert isinstance(decoded, PageText)
    assert (decoded.text, decoded.encoding) == (page, encoding)
    in_utf8 = decode_page("p", page.encode())
    assert isinstance(in_utf8, PageText)
    assert (in_utf8.text, in_utf8.encoding) == (page, "utf-8")


def test_a_stray_byte_is_read_and_named() -> None:
    decoded = decode_page("p", '<meta charset="utf-8">\n<p>中文 it'.encode() + b"\x92s</p>")
    assert isinstance(decoded, PageText)
    assert decoded.text.endswith("it’s</p>")
    assert "0x92 on line 2" in decoded.doubts[0].evidence


def test_a_page_that_is_not_text_in_its_encoding_is_refused() -> None:
    data = b'<meta charset="utf-8"><p>' + bytes(range(128, 256)) * 3
    assert isinstance(decode_page("p", data), Problem)


def test_what_came_with_the_page_precedes_its_own_declaration() -> None:
    decoded = decode_page("p", f'<meta charset="iso-8859-1">{CHINESE}'.encode("big5"), declared="big5")
    assert isinstance(decoded, PageText)
    assert decoded.encoding == "big5"
