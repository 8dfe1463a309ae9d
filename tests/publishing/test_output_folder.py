"""What lies in the output folder is seen whole, though quiet folders are not listed again."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from beilin.publishing.output_folder import MARKER, STAGING, is_made_by_beilin, look_at_output
from beilin.publishing.publish import Staging, move_in
from beilin.publishing.staging_folder import open_staging, write_staged
from beilin.text.signatures import SETTLE_NS

FILES = ["index.html", "articles/a/index.html", "articles/b/index.html", "tags/index.html"]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder with files that have lain there long enough for their signatures to be trusted."""
    output = tmp_path / "site"
    for name in FILES:
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text(name)
    time.sleep(SETTLE_NS / 1e9 + 0.02)
    return output


def test_files_and_folders_have_signatures(output: Path) -> None:
    files, folders = look_at_output(output, [], {})
    assert sorted(files) == sorted(FILES)
    assert sorted(folders) == ["", "articles", "articles/a", "articles/b", "tags"]
    assert all(files.values())
    assert all(folders.values())


def test_staging_and_marker_are_left_out(output: Path) -> None:
    open_staging(output)
    (output / STAGING / "000000").write_text("staged")
    (output / MARKER).write_text("mark")
    assert sorted(look_at_output(output, [], {})[0]) == sorted(FILES)


@pytest.mark.parametrize("touched", FILES)
def test_folders_that_changed_are_seen_below_quiet_ones(output: Path, touched: str) -> None:
    files, folders = look_at_output(output, [], {})
    staging = Staging(output, files, folders, {}, 1)
    later = staging.folders_after([touched])
    assert look_at_output(output, files, later)[0] == files


def test_a_file_that_came_into_a_quiet_folder_is_seen(output: Path) -> None:
    files, folders = look_at_output(output, [], {})
    (output / "articles/b/new.html").write_text("new")
    (output / "articles/c").mkdir()
    (output / "articles/c/index.html").write_text("new")
    (output / "tags/index.html").unlink()
    now, _ = look_at_output(output, files, folders)
    assert now.keys() - files.keys() == {"articles/b/new.html", "articles/c/index.html"}
    assert files.keys() - now.keys() == {"tags/index.html"}


def test_moving_in_removes_what_is_not_planned_and_empty_folders(output: Path) -> None:
    staging = Staging(output, *look_at_output(output, [], {}), {}, 1)
    open_staging(output)
    write_staged(output, "tags", b"a file where a folder was")
    staging.note("tags", "", "", "", is_staged=True)
    claimed: list[str] = []
    move_in(staging, ["tags/index.html", "articles/a/index.html"], claimed.extend)
    assert claimed == ["tags"]
    assert (output / "tags").is_file()
    assert not (output / "articles/a").exists()
    assert not (output / STAGING).exists()


@pytest.mark.parametrize(
    ("content", "expected"), [(None, True), ("", False), ("# Built by Beilin: everything …\n*\n", True), ("*\n", False)]
)
def test_whose_folder_it_is(tmp_path: Path, content: str | None, expected: bool) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    if content is not None:
        (folder / "precious.txt").write_text("mine")
        (folder / MARKER).write_text(content.replace("…", "beside this file is generated."))
    assert is_made_by_beilin(folder) is expected
