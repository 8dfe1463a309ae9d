"""What changed in a folder is seen from metadata; where they prove nothing, from content."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from beilin.text.looks import Look, file_digest, look, with_digests
from beilin.text.signatures import SETTLE_NS

FILES = ["a.md", "b/c.md", "b/d/e.md"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files that have lain there long enough for their signatures to be trusted."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    time.sleep(SETTLE_NS / 1e9 + 0.02)
    return tmp_path


def test_a_first_look_sees_everything_and_a_second_nothing_new(folder: Path) -> None:
    seen, changed = look(folder, Look())
    assert sorted(seen.files) == sorted(changed) == sorted(FILES)
    assert sorted(seen.folders) == ["", "b", "b/d"]
    assert all((*seen.files.values(), *seen.folders.values()))
    assert look(folder, seen) == (seen, set())


def test_what_comes_goes_or_changes_is_told(folder: Path) -> None:
    seen, _ = look(folder, Look())
    (folder / "a.md").write_text("A.MD")
    (folder / "b/d/e.md").unlink()
    (folder / "b/new").mkdir()
    (folder / "b/new/f.md").write_text("f")
    now, changed = look(folder, seen)
    assert changed == {"a.md", "b/d/e.md", "b/new/f.md"}
    assert sorted(now.files) == ["a.md", "b/c.md", "b/new/f.md"]


def test_a_restored_time_and_a_same_size_are_seen(folder: Path) -> None:
    seen, _ = look(folder, Look())
    status = os.stat(folder / "a.md")
    (folder / "a.md").write_text("x.md")
    os.utime(folder / "a.md", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert look(folder, seen)[1] == {"a.md"}


def test_a_young_file_is_told_by_its_digest(folder: Path) -> None:
    (folder / "a.md").write_text("young")
    seen, _ = look(folder, Look())
    assert seen.files["a.md"] == ""
    kept = with_digests(seen, lambda path: file_digest(f"{folder}/{path}"))
    assert look(folder, kept)[1] == set()
    (folder / "a.md").write_text("YOUNG")
    assert look(folder, kept)[1] == {"a.md"}


@pytest.mark.parametrize("named", [["a.md"], ["b"], ["b/d"], ["b/d/e.md"], ["gone.md"], ["b/new"], ["b/new/f.md"]])
def test_only_what_is_named_is_looked_at(folder: Path, named: list[str]) -> None:
    seen, _ = look(folder, Look())
    (folder / "a.md").write_text("A.MD")
    (folder / "b/d/e.md").unlink()
    (folder / "b/new").mkdir()
    (folder / "b/new/f.md").write_text("f")
    now, changed = look(folder, seen, only=named)
    inside = {path for path in ["a.md", "b/d/e.md", "b/new/f.md"] if path in named or path.startswith(f"{named[0]}/")}
    assert changed == inside
    assert look(folder, now)[1] >= {"a.md", "b/d/e.md", "b/new/f.md"} - inside


def test_links_are_marked_and_followed_where_that_is_asked(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = tmp_path_factory.mktemp("elsewhere") / "target"
    target.write_text("one")
    (folder / "link").symlink_to(target)
    time.sleep(SETTLE_NS / 1e9 + 0.02)
    followed, _ = look(folder, Look(), follow=True)
    itself, _ = look(folder, Look())
    assert followed.files["link"].startswith("@")
    target.write_text("two")
    assert look(folder, followed, follow=True)[1] == {"link"}
    assert look(folder, itself)[1] == set()
    target.unlink()
    assert "link" in look(folder, followed, follow=True)[0].files
