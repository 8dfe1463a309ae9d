"""What changed in a folder is seen from metadata; where they prove nothing, from content."""

from __future__ import annotations

import os
import random
import shutil
import time
from pathlib import Path

import pytest

import beilin.files.snapshot
from beilin.files.signature import SETTLE_NS
from beilin.files.snapshot import Snapshot, file_digest, take_snapshot, with_digests

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
    seen, changed = take_snapshot(folder, Snapshot())
    assert sorted(seen.files) == sorted(changed) == sorted(FILES)
    assert sorted(seen.folders) == ["", "b", "b/d"]
    assert all((*seen.files.values(), *seen.folders.values()))
    assert take_snapshot(folder, seen) == (seen, set())


def test_what_comes_goes_or_changes_is_told(folder: Path) -> None:
    seen, _ = take_snapshot(folder, Snapshot())
    (folder / "a.md").write_text("A.MD")
    (folder / "b/d/e.md").unlink()
    (folder / "b/new").mkdir()
    (folder / "b/new/f.md").write_text("f")
    now, changed = take_snapshot(folder, seen)
    assert changed == {"a.md", "b/d/e.md", "b/new/f.md"}
    assert sorted(now.files) == ["a.md", "b/c.md", "b/new/f.md"]


def scatter(base: Path, chance: random.Random) -> None:
    """Do something to one of the paths there are, or could be: make, change, remove, replace, link."""
    path = base / "/".join(chance.choice("abc") for _ in range(chance.randint(1, 3)))
    for above in path.relative_to(base).parents:
        if (base / above).is_symlink() or (base / above).is_file():
            (base / above).unlink()
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)
    kind = chance.choice(["file", "file", "folder", "link", "gone"])
    if kind != "gone":
        path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "file":
        path.write_text(str(chance.random()))
    elif kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(chance.choice(["a", "b", "nowhere"]))


@pytest.mark.parametrize("follow", [False, True])
@pytest.mark.parametrize("many", [0, 1000])
def test_a_later_look_sees_what_a_first_one_sees(
    folder: Path, follow: bool, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happens to a folder; both where each of its folders is looked at, and where a few are."""
    monkeypatch.setattr(beilin.files.snapshot, "MANY_FOLDERS", many)
    chance = random.Random(many)
    seen, _ = take_snapshot(folder, Snapshot(), follow=follow, skip=["c/c"])
    for _ in range(60):
        for _ in range(chance.randint(1, 3)):
            scatter(folder, chance)
        first, everything = take_snapshot(folder, Snapshot(), follow=follow, skip=["c/c"])
        now, changed = take_snapshot(folder, seen, follow=follow, skip=["c/c"])
        assert (now.files.keys(), now.folders.keys()) == (first.files.keys(), first.folders.keys())
        assert changed <= everything | seen.files.keys()
        assert set(seen.files.keys() ^ first.files.keys()) <= changed
        assert {path for path in first.files if first.files[path] not in ("", seen.files.get(path))} <= changed
        assert {path for path in first.files if first.files[path] in ("", "@")} <= changed, "they prove nothing"
        seen = now


def test_a_restored_time_and_a_same_size_are_seen(folder: Path) -> None:
    seen, _ = take_snapshot(folder, Snapshot())
    status = os.stat(folder / "a.md")
    (folder / "a.md").write_text("x.md")
    os.utime(folder / "a.md", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert take_snapshot(folder, seen)[1] == {"a.md"}


def test_a_young_file_is_told_by_its_digest(folder: Path) -> None:
    (folder / "a.md").write_text("young")
    seen, _ = take_snapshot(folder, Snapshot())
    assert seen.files["a.md"] == ""
    kept = with_digests(seen, lambda path: file_digest(f"{folder}/{path}"))
    assert take_snapshot(folder, kept)[1] == set()
    (folder / "a.md").write_text("YOUNG")
    assert take_snapshot(folder, kept)[1] == {"a.md"}


@pytest.mark.parametrize("named", [["a.md"], ["b"], ["b/d"], ["b/d/e.md"], ["gone.md"], ["b/new"], ["b/new/f.md"]])
def test_only_what_is_named_is_looked_at(folder: Path, named: list[str]) -> None:
    seen, _ = take_snapshot(folder, Snapshot())
    (folder / "a.md").write_text("A.MD")
    (folder / "b/d/e.md").unlink()
    (folder / "b/new").mkdir()
    (folder / "b/new/f.md").write_text("f")
    now, changed = take_snapshot(folder, seen, only=named)
    inside = {path for path in ["a.md", "b/d/e.md", "b/new/f.md"] if path in named or path.startswith(f"{named[0]}/")}
    assert changed == inside
    assert take_snapshot(folder, now)[1] >= {"a.md", "b/d/e.md", "b/new/f.md"} - inside


def test_links_are_marked_and_followed_where_that_is_asked(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = tmp_path_factory.mktemp("elsewhere") / "target"
    target.write_text("one")
    (folder / "link").symlink_to(target)
    time.sleep(SETTLE_NS / 1e9 + 0.02)
    followed, _ = take_snapshot(folder, Snapshot(), follow=True)
    itself, _ = take_snapshot(folder, Snapshot())
    assert followed.files["link"].startswith("@")
    target.write_text("two")
    assert take_snapshot(folder, followed, follow=True)[1] == {"link"}
    assert take_snapshot(folder, itself)[1] == set()
    target.unlink()
    assert "link" in take_snapshot(folder, followed, follow=True)[0].files
