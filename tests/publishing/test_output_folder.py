"""All files of the output folder are seen, although unchanged folders are not listed again."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from beilin.files.signature import SETTLE_NS
from beilin.files.snapshot import Snapshot
from beilin.publishing.output_folder import MARKER, STAGING, is_made_by_beilin, snapshot_output
from beilin.publishing.staging import Staging, move_in
from beilin.publishing.staging_folder import open_staging, write_staged

FILES = ["index.html", "articles/a/index.html", "articles/b/index.html", "tags/index.html"]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder with files that are old enough for their signatures to be trusted."""
    output = tmp_path / "site"
    for name in FILES:
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text(name)
    time.sleep(SETTLE_NS / 1e9 + 0.02)
    return output


def test_staging_and_marker_are_left_out(output: Path) -> None:
    open_staging(output)
    (output / STAGING / "000000").write_text("staged")
    (output / MARKER).write_text("mark")
    assert sorted(snapshot_output(output, Snapshot())[0].files) == sorted(FILES)


@pytest.mark.parametrize("touched", FILES)
def test_changed_folders_are_seen_inside_unchanged_ones(output: Path, touched: str) -> None:
    seen, altered = snapshot_output(output, Snapshot())
    staging = Staging(output, seen, altered, {}, 1)
    (output / touched).write_text("other")
    staging.waiting.add(touched)
    later = staging.snapshot_after([], time.time_ns())
    (output / touched).with_name("stray.txt").write_text("stray")
    stray = str(Path(touched).with_name("stray.txt"))
    assert stray in snapshot_output(output, later)[1]


def test_moving_in_removes_unplanned_files_and_empty_folders(output: Path) -> None:
    staging = Staging(output, *snapshot_output(output, Snapshot()), {}, 1)
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
def test_who_owns_the_folder(tmp_path: Path, content: str | None, expected: bool) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    if content is not None:
        (folder / "precious.txt").write_text("mine")
        (folder / MARKER).write_text(content.replace("…", "beside this file is generated."))
    assert is_made_by_beilin(folder) is expected
