"""An address gives a name, whatever is written in it."""

from __future__ import annotations

import pytest

from beilin.importing.formats.addresses import host_name, last_segment, page_name


@pytest.mark.parametrize(
    ("address", "segment", "name"),
    [
        ("https://a.example/posts/first.html", "first.html", "first"), ("https://a.example/posts/first/?a=b#c", "first", "first"),
        ("https://a.example/posts/index.php", "index.php", "posts"), ("https://a.example/index.html", "index.html", ""),
        ("https://a.example/", "", ""), ("https://a.example/%E9%A1%8C", "題", "題"), ("/v1.2", "v1.2", "v1.2"), ("", "", ""),
        ("http://[/a", "", ""), ("https://p：.example/a", "", ""),
    ],
)  # fmt: skip
def test_an_address_gives_a_name(address: str, segment: str, name: str) -> None:
    assert (last_segment(address), page_name(address)) == (segment, name)


def test_an_address_has_a_host_or_none() -> None:
    assert [host_name(address) for address in ("https://a.example/b", "b", "http://[")] == ["a.example", "", ""]
