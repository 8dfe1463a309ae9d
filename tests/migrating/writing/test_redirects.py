"""Redirects are added to content/redirects.yaml, and what an editor wrote there stays."""

from __future__ import annotations

import pytest

from beilin.migrating.writing.redirects import redirects_yaml
from beilin.reading.redirects import read_redirects

REDIRECTS = {"/categories/程式: 一/": "/tags/程式/", "/tags/c#/": "/tags/c_sharp/", "/index.xml": "/feed.xml"}


def test_a_new_file_has_all_of_them() -> None:
    entries, problems = read_redirects(redirects_yaml(None, REDIRECTS))
    assert not problems
    assert {entry.address: entry.target for entry in entries.entries} == REDIRECTS


def test_what_is_there_stays() -> None:
    old = "# 我的\n/INDEX.xml: /feed.json\n/a/: /b/".encode()
    new = redirects_yaml(old, REDIRECTS).decode()
    assert new.startswith(old.decode() + "\n")
    assert new.count("/feed.xml") == 0
    assert "/tags/c%23/" in new
    assert redirects_yaml(new.encode(), REDIRECTS).decode() == new


@pytest.mark.parametrize(
    ("old", "why"), [(b"{/a/: /b/}\n", "cannot be added"), (b"- a\n", "mapping"), (b"\xff", "codec|UTF-8")]
)
def test_a_file_to_which_nothing_can_be_added_is_refused(old: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        redirects_yaml(old, REDIRECTS)
