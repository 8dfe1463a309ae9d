from __future__ import annotations

from pathlib import PurePath

import pytest

from beilin.serving.noise import is_noise


@pytest.mark.parametrize(
    "path",
    [
        ".",
        "a.md",
        "articles/開源.md",
        "articles/2023~2024.md",
        "49130",
        "4913.md",
        "a.swan",
        "#1.md",
        "媒體/圖 1.png",
        "C#",
        "tmp",
    ],
)
def test_what_editors_write_for_the_site_counts(path: str) -> None:
    """An article that is taken for noise would not be rebuilt when it is saved."""
    assert not is_noise(PurePath(path))


@pytest.mark.parametrize(
    "path",
    [
        ".a.md.swp", "articles/.開源.md.swx", "a.md~", "articles/4913", "#a.md#", ".#a.md", "a.md___jb_tmp___",
        "a.md___jb_old___", ".git/index", ".DS_Store", "a/.hidden/b.md", "_x.swp",
    ],
)  # fmt: skip
def test_what_editors_leave_beside_a_file_does_not_count(path: str) -> None:
    """Opening a file in vim writes its swap file; that must not rebuild the site."""
    assert is_noise(PurePath(path))
