"""An address leads to the same page or file from a file as it does from the host."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.offline.addresses import Copied, Place, place_in

FILES = frozenset({
    "index.html", "articles/甲/index.html", "articles/a/index.html", "articles/a/b.svg", "old.html", "tags/c#/index.html",
    "images/50%.png", "404.html", "page/2/index.html", "files/a:b.txt", "assets/ink.css",
})  # fmt: skip
ARTICLE = "articles/a/index.html"


def copied(base_url: str = "https://example.org/archive/") -> Copied:
    """The addresses of a copy of a site with these files."""
    return Copied(FILES, base_url)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # Pages, with what follows the path.
        ("/archive/", "../../index.html"),
        ("/archive", "../../index.html"),
        ("/archive/page/2/?q=x#y", "../../page/2/index.html?q=x#y"),
        ("/archive/articles/%E7%94%B2/#%E7%AF%80", "../../articles/%E7%94%B2/index.html#%E7%AF%80"),
        ("/archive/articles/甲/", "../../articles/%E7%94%B2/index.html"),
        # As hosts find them: without a slash, or without .html.
        ("/archive/page/2", "../../page/2/index.html"),
        ("/archive/old", "../../old.html"),
        ("/archive/old.html", "../../old.html"),
        # Characters that mean something in an address.
        ("/archive/tags/c%23/", "../../tags/c%23/index.html"),
        ("/archive/images/50%25.png", "../../images/50%25.png"),
        ("/archive/files/a:b.txt", "../../files/a:b.txt"),
        # Relative ones: as they are, unless they name a folder.
        ("b.svg", "b.svg"),
        ("./b.svg?v=1", "./b.svg?v=1"),
        ("../a/", "../../articles/a/index.html"),
        ("./", "../../articles/a/index.html"),
        ("../../page/2/", "../../page/2/index.html"),
        # Whole ones within the site.
        ("https://example.org/archive/page/2/", "../../page/2/index.html"),
        ("//example.org/archive/page/2/", "../../page/2/index.html"),
        # What the copy lacks leads to the published site; what lies outside of it, to its host.
        ("/archive/gone/?a#b", "https://example.org/archive/gone/?a#b"),
        ("gone.pdf", "https://example.org/archive/articles/a/gone.pdf"),
        ("/other/", "https://example.org/other/"),
        ("/archive-2/", "https://example.org/archive-2/"),
        ("//cdn.example/x.js", "https://cdn.example/x.js"),
        # What is not an address of the site.
        ("", ""),
        ("#note", "#note"),
        ("?q=x", "?q=x"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("data:,x", "data:,x"),
        ("javascript:void 0", "javascript:void 0"),
        ("https://example.org/", "https://example.org/"),
        ("https://example.com/archive/", "https://example.com/archive/"),
        ("../../../../x", "https://example.org/x"),
        ("../../../archive/page/2/", "../../page/2/index.html"),
        ("/archive/%FF", "https://example.org/archive/%FF"),
    ],
)
def test_an_address_in_an_article(written: str, expected: str) -> None:
    assert copied().address(written, place_in(ARTICLE)) == expected


def test_a_page_at_the_root_and_a_site_at_the_root() -> None:
    site = copied("https://example.org/")
    assert site.address("/files/a:b.txt", place_in("404.html")) == "./files/a:b.txt"
    assert site.address("/", place_in("404.html")) == "./index.html"
    assert site.address("page/2/", place_in("index.html")) == "./page/2/index.html"
    assert site.address("../../../../page/2/", place_in(ARTICLE)) == "../../page/2/index.html"
    assert site.address("/gone", place_in(ARTICLE)) == "https://example.org/gone"


def test_whole_urls_that_name_the_published_page_stay() -> None:
    url = "https://example.org/archive/page/2/"
    assert copied().address(url, place_in(ARTICLE), is_own_url=False) == url


def test_a_base_element_decides_where_relative_addresses_begin() -> None:
    place = Place(ARTICLE, "", is_based=True)
    assert copied().address("page/2/", place) == "../../page/2/index.html"
    assert copied().address("articles/a/b.svg", place) == "../../articles/a/b.svg"


@pytest.mark.parametrize("text", ["/archive/gone/", "/archive/ and more", "//archive/", "archive/", "/other/", ","])
def test_a_text_that_leads_to_nothing_in_the_copy_is_no_address(text: str) -> None:
    assert copied().page_or_file(text, ARTICLE) is None


@given(
    target=st.sampled_from(sorted(FILES)), page=st.sampled_from(sorted(FILES)), tail=st.sampled_from(["", "#a", "?b"])
)
def test_every_file_is_found_from_every_file(target: str, page: str, tail: str) -> None:
    from urllib.parse import quote

    site = copied()
    written = f"/archive/{quote(target.removesuffix('index.html'))}{tail}"
    parts = urlsplit(site.address(written, place_in(page)))
    assert normpath(join(dirname(page), unquote(parts.path))) == target
    assert (parts.fragment, parts.query) == (tail[1:] if tail == "#a" else "", tail[1:] if tail == "?b" else "")
