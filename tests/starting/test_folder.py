"""A folder becomes an archive whole or not at all, and no file in it is ever touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from beilin.starting.folder import UnusableFolderError, require_usable, write_files

FILES = {"content/pages/about.md": b"about", "content/tags.yaml": b"tags", "site.yaml": b"site"}


def tree(folder: Path) -> dict[str, bytes | None]:
    """Everything below the folder; None for a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")
    }


def test_what_exists_is_left_and_named(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/tags.yaml").write_bytes(b"mine")
    written = write_files(tmp_path, FILES)
    assert written.files == ["content/pages/about.md", "site.yaml"]
    assert written.existing == ["content/tags.yaml"]
    assert (tmp_path / "content/tags.yaml").read_bytes() == b"mine"
    assert (tmp_path / "content/articles").is_dir()


def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").symlink_to("elsewhere")
    assert write_files(tmp_path, FILES).existing == ["site.yaml"]
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("obstacle", ["content", "content/pages", "content/articles"])
def test_if_one_file_cannot_be_written_none_is(tmp_path: Path, obstacle: str) -> None:
    folder = tmp_path / "a/b"
    (folder / obstacle).parent.mkdir(parents=True)
    (folder / obstacle).write_bytes(b"a file where a folder should be")
    before = tree(tmp_path)
    with pytest.raises(OSError, match=r"exists|Not a directory"):
        write_files(folder, {"content/tags.yaml": b"", **FILES})
    assert tree(tmp_path) == before


def test_folders_that_were_made_for_nothing_are_removed(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="too long"):
        write_files(tmp_path / "new/archive", {"a.md": b"", f"{'x' * 300}.md": b""})
    assert tree(tmp_path) == {}


def test_folders_that_cannot_become_archives(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    write_files(archive, FILES)
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to(archive)
    (tmp_path / "loop").symlink_to("loop")
    before = tree(tmp_path)
    reasons = {
        "archive": "archive/ is an archive already: it has a site.yaml",
        "link": "link/ is an archive already: it has a site.yaml",
        "archive/content": "content/ is inside the archive archive/",
        "archive/new/deep": "deep/ is inside the archive archive/",
        "file": "file is not a folder",
        "file/below": "file is not a folder",
        "loop": "loop is not a folder",
        "new\x1bname": "the folder's name contains U+001B",
    }
    for name, reason in reasons.items():
        with pytest.raises(UnusableFolderError) as raised:
            require_usable(tmp_path / name)
        assert reason in str(raised.value), name
        assert raised.value.hint
    assert tree(tmp_path) == before
    require_usable(tmp_path)
    require_usable(tmp_path / "not/yet")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UnusableFolderError, match="may not write"):
            require_usable(tmp_path / "new")
    finally:
        tmp_path.chmod(0o700)
