"""Keys of citations are unique, whatever the addresses are, and those of older articles stay."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from beilin.text.citation_keys import citation_key, unique_keys


def test_a_key_is_the_end_of_the_address_without_syntax() -> None:
    assert citation_key("https://example.org/articles/%E7%94%B2-(1),%25/") == "甲-1"
    assert citation_key("https://example.org/%28%29/") == "article"


def test_of_several_the_first_keeps_the_key() -> None:
    urls = ["/2023/a/", "/2024/A/", "/a-2/", "/2025/a/"]
    assert unique_keys(urls) == ["a", "A-2", "a-2-2", "a-3"]


@given(st.lists(st.sampled_from(["/a/", "/A/", "/a-2/", "/a-3/", "/()/", "/b/"])), st.sampled_from(["/a/", "/a-2/"]))
def test_keys_are_unique_and_stay(urls: list[str], new: str) -> None:
    keys = unique_keys(urls)
    assert len({key.casefold() for key in keys}) == len(urls)
    assert all(re.fullmatch(r"[^\s{}(),=#\"'\\~%]+", key) for key in keys)
    assert unique_keys([*urls, new])[:-1] == keys
