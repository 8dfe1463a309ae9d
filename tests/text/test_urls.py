"""One reading of addresses, the browser's."""

from __future__ import annotations

import pytest

from beilin.text.urls import Url, read_url


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://e.example/a?b=\\c#d", "https://e.example/a?b=\\c#d"),
        ("HTTP://E.example", "http://E.example"),
        ("http:e.example/a", "http://e.example/a"),
        ("https:/e.example/a", "https://e.example/a"),
        ("https:\\\\e.example\\a", "https://e.example/a"),
        ("https:/\\/e.example", "https://e.example"),
        ("//e.example", "//e.example"),
        ("///e.example", "//e.example"),
        ("\\\\e.example\\a", "//e.example/a"),
        ("/\\e.example", "//e.example"),
        ("\\/e.example", "//e.example"),
        (" \x00\x1f//e.example\x01 ", "//e.example"),
        ("ht\ttps:\n//e.example\r", "https://e.example"),
        ("/\t/e.example", "//e.example"),
        ("wss:e.example", "wss://e.example"),
        ("FTP:e.example", "ftp://e.example"),
    ],
)
def test_addresses_on_other_hosts(written: str, expected: str) -> None:
    address = read_url(written)
    assert address.is_remote
    assert address.text == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a.png", Url("", "a.png")),
        ("images\\a.png?b=\\c", Url("", "images/a.png?b=\\c")),
        ("\\a.png", Url("", "/a.png")),
        ("/a//b", Url("", "/a//b")),
        ("./http:a", Url("", "./http:a")),
        ("?q=//e", Url("", "?q=//e")),
        ("#//e", Url("", "#//e")),
        ("", Url("", "")),
        ("\u3000//e", Url("", "\u3000//e")),
        ("1http://e", Url("", "1http://e")),
        ("MailTo:a@e.example", Url("mailto", "MailTo:a@e.example")),
        ("java\nscript:alert(1)", Url("javascript", "javascript:alert(1)")),
        ("\x01data:text/html,x", Url("data", "data:text/html,x")),
        ("blob:https://e.example/x", Url("blob", "blob:https://e.example/x")),
        ("file:///etc/passwd", Url("file", "file:///etc/passwd")),
    ],
)
def test_addresses_that_request_nothing_from_other_hosts(written: str, expected: Url) -> None:
    assert read_url(written) == expected
    assert not read_url(written).is_remote
