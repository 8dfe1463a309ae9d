"""One reading of addresses, the browser's."""

from __future__ import annotations

import pytest

from beilin.text.addresses import Address, read_address


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
    address = read_address(written)
    assert address.is_remote
    assert address.text == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a.png", Address("", "a.png")),
        ("images\\a.png?b=\\c", Address("", "images/a.png?b=\\c")),
        ("\\a.png", Address("", "/a.png")),
        ("/a//b", Address("", "/a//b")),
        ("./http:a", Address("", "./http:a")),
        ("?q=//e", Address("", "?q=//e")),
        ("#//e", Address("", "#//e")),
        ("", Address("", "")),
        ("\u3000//e", Address("", "\u3000//e")),
        ("1http://e", Address("", "1http://e")),
        ("MailTo:a@e.example", Address("mailto", "MailTo:a@e.example")),
        ("java\nscript:alert(1)", Address("javascript", "javascript:alert(1)")),
        ("\x01data:text/html,x", Address("data", "data:text/html,x")),
        ("blob:https://e.example/x", Address("blob", "blob:https://e.example/x")),
        ("file:///etc/passwd", Address("file", "file:///etc/passwd")),
    ],
)
def test_addresses_that_request_nothing_from_other_hosts(written: str, expected: Address) -> None:
    assert read_address(written) == expected
    assert not read_address(written).is_remote
