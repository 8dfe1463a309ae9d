"""What the name of a Markdown file says."""

from __future__ import annotations

import pytest

from beilin.text.file_names import day_of, is_bundle, name_of


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("content/articles/a.md", "a"),
        ("content/articles/2023/a.md", "a"),
        ("content/articles/a/index.md", "a"),
        ("content/articles/2023/a b/index.md", "a b"),
        ("content/articles/a/index.en.md", "a.en"),
        ("content/articles/a/index.zh-Hant.md", "a.zh-Hant"),
        ("content/pages/team/index.md", "team"),
    ],
)
def test_the_name_of_an_article(path: str, name: str) -> None:
    assert name_of(path) == name
    assert is_bundle(path) == ("/index." in path)


@pytest.mark.parametrize("path", ["content/articles/index.md", "content/pages/index.md", "content/articles/a/Index.md"])
def test_what_is_no_index_of_a_folder_of_its_own(path: str) -> None:
    assert not is_bundle(path)
    assert name_of(path).lower() == "index"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("content/articles/2016-01-02-post.md", "2016-01-02"),
        ("content/articles/x/2016-01-02-post.md", "2016-01-02"),
        ("content/articles/2016-01-02-post/index.md", "2016-01-02"),
        ("content/articles/2016-01-02.md", "2016-01-02"),
        ("content/articles/2016-02-29-閏.md", "2016-02-29"),
        ("content/articles/2015-02-29-post.md", ""),
        ("content/articles/2016-13-45-post.md", ""),
        ("content/articles/0000-01-01-post.md", ""),
        ("content/articles/2016-01-023-post.md", ""),
        ("content/articles/2016-01-02post.md", ""),
        ("content/articles/post-2016-01-02.md", ""),
        ("content/articles/２０１６-01-02-post.md", ""),
        ("content/pages/2016-01-02-post.md", ""),
    ],
)
def test_the_day_in_a_name(path: str, day: str) -> None:
    assert day_of(path) == day
