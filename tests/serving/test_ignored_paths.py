from __future__ import annotations

from pathlib import PurePath

import pytest

from beilin.serving.ignored_paths import is_ignored


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
def test_sources_are_not_ignored(path: str) -> None:
    """An ignored article would not be rebuilt when it is saved."""
    assert not is_ignored(PurePath(path))


@pytest.mark.parametrize(
    "path",
    [
        ".a.md.swp", "articles/.開源.md.swx", "a.md~", "articles/4913", "#a.md#", ".#a.md", "a.md___jb_tmp___",
        "a.md___jb_old___", ".git/index", ".DS_Store", "a/.hidden/b.md", "_x.swp",
    ],
)  # fmt: skip
def test_files_that_text_editors_leave_beside_a_source_are_ignored(path: str) -> None:
    """Opening a file in vim writes a swap file; that must not rebuild the site."""
    assert is_ignored(PurePath(path))
