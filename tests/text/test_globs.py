"""Patterns of paths, as in a shell."""

from __future__ import annotations

import pytest

from beilin.text.globs import compile_globs, normalise_glob


@pytest.mark.parametrize(
    ("pattern", "matching", "others"),
    [
        ("a.sql", ["a.sql"], ["b/a.sql", "a.sqlx", "A.sql"]),
        ("*.sql", ["a.sql", "圖.sql"], ["b/a.sql", ".a.sql", "a.sql/b"]),
        ("**/*.bak", ["a.bak", "b/a.bak", "b/c/a.bak"], [".git/a.bak", "b/.a.bak"]),
        ("downloads/", ["downloads/a", "downloads/b/c.key"], ["downloads", "downloads/.env", "x/downloads/a"]),
        ("a/**", ["a/b", "a/b/c"], ["a", "b/a/c", "a/.b/c"]),
        (".env.example", [".env.example"], ["x.env.example"]),
        (".*", [".env"], ["env", ".git/x"]),
        ("a?[bc].x", ["a1b.x", "a-c.x"], ["ab.x", "a1d.x", "a/b.x"]),
        ("[!a]*", ["b", "bc"], ["a", ".b"]),
        ("a[", ["a["], ["a"]),
        ("[[]a[]&&-]", ["[a]", "[a&"], ["a", "[ab"]),
        ("a+(b).$x", ["a+(b).$x"], ["aa(b).$x"]),
    ],
)
def test_a_glob_matches_whole_paths(pattern: str, matching: list[str], others: list[str]) -> None:
    expression = compile_globs([normalise_glob(pattern)])
    assert expression
    assert [path for path in (*matching, *others) if expression.match(path)] == matching


@pytest.mark.parametrize("pattern", ["/a", "../a", "a/../b", "", "a//b", "content/a.sql", "a\\b", "."])
def test_patterns_that_are_not_within_content_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="content/"):
        normalise_glob(pattern)


def test_no_globs_match_nothing() -> None:
    assert compile_globs([]) is None
