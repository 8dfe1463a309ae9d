"""Aliases as editors write them, and which are refused."""

from __future__ import annotations

import pytest

from beilin.text.aliases import normalise_alias


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("old-slug", "old-slug"),
        ("舊題", "舊題"),
        ("/old/address/", "/old/address/"),
        ("/old/address", "/old/address/"),
        ("/2019/post.html", "/2019/post.html"),
        ("/2019/index.html", "/2019/"),
        ("/articles/%E9%96%8B%E6%BA%90/", "/articles/開源/"),
        ("/e\u0301/", "/é/"),
    ],
)
def test_an_alias_has_one_normal_form(written: str, normal: str) -> None:
    assert normalise_alias(written) == normal


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("Old Slug", "neither an address nor a slug"),
        ("", "neither an address nor a slug"),
        ("old/address/", "does not begin at the site's root"),
        ("https://example.org/old/", "does not begin at the site's root"),
        ("//example.org/old/", "does not begin at the site's root"),
        ("old.html", "does not begin at the site's root"),
        ("/../old/", "leads out of the site"),
        ("/a/%2e%2e/b/", "leads out of the site"),
        ("/.git/", "hidden file"),
        ("/a\\b/", "leads out of the site"),
        ("/a//b/", "cannot be the path of a file"),
        ("/a\u0007/", "cannot be the path of a file"),
        (f"/{'長' * 86}/", "cannot be the path of a file"),
        ("/?p=12", "has a query"),
        ("/old/#part", "has a query or a fragment"),
        ("/old.php", "not be an HTML file"),
    ],
)
def test_an_address_that_no_redirect_can_have_is_refused(written: str, fault: str) -> None:
    with pytest.raises(ValueError, match=r".+") as caught:
        normalise_alias(written)
    assert fault in str(caught.value)
