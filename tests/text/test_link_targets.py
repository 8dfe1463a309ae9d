"""A target is split before it is decoded, and what is displayed of it means the same as what was written."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.text.link_targets import anchor_of, is_external, is_name, own_fragment, own_prefix, readable, split_target

SITE = "https://user.github.io/repo/"


@pytest.mark.parametrize(
    ("written", "path", "query", "fragment"),
    [
        ("a.pdf", "a.pdf", "", ""),
        ("C%23.pdf#x", "C#.pdf", "", "x"),
        ("what%3F.pdf?x=1#y", "what?.pdf", "?x=1", "y"),
        ("100%25.pdf", "100%.pdf", "", ""),
        ("100%2523.pdf", "100%23.pdf", "", ""),
        ("a%20b+c.pdf", "a b+c.pdf", "", ""),
        ("%E5%9C%96.png", "圖.png", "", ""),
        ("a%zz.pdf", "a%zz.pdf", "", ""),
        ("a%", "a%", "", ""),
        ("#x?y#z", "", "", "x?y#z"),
        ("?q#%E7%AF%80", "", "?q", "%E7%AF%80"),
        ("../a/./b/", "../a/./b/", "", ""),
        (f"{SITE}a%20b/?c#d", "/a b/", "?c", "d"),
        ("//user.github.io/repo#x", "/", "", "x"),
    ],
)
def test_the_parts_of_a_target(written: str, path: str, query: str, fragment: str) -> None:
    assert split_target(written, SITE) == (path, query, fragment)


@pytest.mark.parametrize("written", ["a%2Fb", "a%00", "%C0%AFetc", "%A4%A4", "a/%2f/b", "%ED%A0%80"])
def test_what_no_file_is_called(written: str) -> None:
    assert not is_name(split_target(written).path)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/"), min_size=1))
def test_an_encoded_name_means_the_name(name: str) -> None:
    written = quote(name, safe="")
    assert split_target(written) == (name, "", "")
    assert split_target(readable(written)) == (name, "", "")


@given(st.text("ab#?%&+= /23AFfé圖\u0301;:.~'\"", max_size=12))
def test_a_readable_target_means_the_same(written: str) -> None:
    assert split_target(readable(written)).path == split_target(written).path
    assert anchor_of(split_target(readable(written)).fragment) == anchor_of(split_target(written).fragment)
    assert readable(readable(written)) == readable(written)


@pytest.mark.parametrize(
    ("url", "rest"),
    [
        ("https://user.github.io/repo/a/", "/a/"),
        ("http://user.github.io/repo/a/", "/a/"),
        ("//user.github.io/repo/a/", "/a/"),
        ("HTTPS://User.GitHub.io/repo/a/", "/a/"),
        ("https://user.github.io:443/repo/index.html", "/index.html"),
        ("https://user.github.io/%72epo/", "/"),
        ("https://user.github.io/repo", ""),
        ("https://user.github.io/repo?x", "?x"),
        ("https://user.github.io/repo#x", "#x"),
    ],
)
def test_whole_urls_of_the_site(url: str, rest: str) -> None:
    assert url[own_prefix(url, SITE) :] == rest
    assert not is_external(url, SITE)


@pytest.mark.parametrize(
    "url",
    [
        "https://user.github.io/",
        "https://user.github.io/other/",
        "https://user.github.io/repository/",
        "https://user.github.io/Repo/",
        "https://user.github.io:8080/repo/",
        "https://user.github.io.evil.example/repo/",
        "https://evil.example/https://user.github.io/repo/",
        "https://evil@user.github.io/repo/",
        "ftp://user.github.io/repo/",
        "mailto:a@user.github.io",
    ],
)
def test_urls_of_other_sites(url: str) -> None:
    assert own_prefix(url, SITE) == 0
    assert is_external(url, SITE)


def test_hosts_and_paths_that_are_not_ascii() -> None:
    site = "https://例.example/%E6%96%87/"
    assert own_prefix("https://例.example/文/a", site)
    assert own_prefix("https://xn--fsq.example/%e6%96%87/a", site)


@pytest.mark.parametrize(
    ("fragment", "anchor"),
    [("x", "x"), ("%E7%AF%80", "節"), (":~:text=x", ""), ("x:~:text=y", "x"), ("cafe\u0301", "café"), ("", "")],
)
def test_the_id_that_a_fragment_names(fragment: str, anchor: str) -> None:
    assert anchor_of(fragment) == anchor


def test_a_fragment_alone_is_as_written_but_in_nfc() -> None:
    assert own_fragment("#a%20b:~:text=c") == "#a%20b:~:text=c"
    assert own_fragment("#cafe%CC%81") == "#caf%C3%A9"
    assert own_fragment("#%FF") == "#%FF"
