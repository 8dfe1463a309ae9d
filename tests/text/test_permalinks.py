"""Permalink patterns, and the addresses that they give."""

from __future__ import annotations

import pytest

from beilin.text.permalinks import expand_permalink, normalise_permalink


@pytest.mark.parametrize(
    ("pattern", "date", "address"),
    [
        ("/articles/:slug/", "2023-06-21", "/articles/x/"),
        ("/:slug/", None, "/x/"),
        ("/:year/:month/:day/:slug/", "2023-06-21T01:19:00+08:00", "/2023/06/21/x/"),
        ("/:year/:month/:day/:slug/", None, "/x/"),
        ("/p/:year-:month/:slug/", "2023-06-21", "/p/2023-06/x/"),
        ("/p/:year-:month/:slug/", None, "/p/x/"),
        ("/文/:slug/全文/", None, "/文/x/全文/"),
    ],
)
def test_a_pattern_gives_an_address(pattern: str, date: str | None, address: str) -> None:
    assert expand_permalink(normalise_permalink(pattern), "x", date) == address


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("articles/:slug/", "does not begin and end with /"),
        ("/articles/:slug", "does not begin and end with /"),
        ("/articles/:year/", "must contain :slug exactly once"),
        ("/:slug/:slug/", "must contain :slug exactly once"),
        ("/:yaer/:slug/", "there is no :yaer"),
        ("/:year-:slug/", "between the same slashes"),
        ("/../:slug/", "does not make an address inside the site"),
        ("/.well-known/:slug/", "does not make an address inside the site"),
        ("/a?b/:slug/", "does not make an address inside the site"),
        ("//:slug/", "does not make an address inside the site"),
    ],
)
def test_an_invalid_pattern_is_refused(pattern: str, fault: str) -> None:
    with pytest.raises(ValueError, match=r".+") as caught:
        normalise_permalink(pattern)
    assert fault in str(caught.value)
