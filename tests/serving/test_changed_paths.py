"""Changed paths are taken once, and none is missed."""

from __future__ import annotations

from pathlib import Path
from queue import SimpleQueue

import pytest

from beilin.serving.changed_paths import ChangedPaths
from beilin.serving.debounce import Signal
from beilin.serving.watches import watching
from tests.serving.support import eventually

pytestmark = pytest.mark.xdist_group("latency")


def test_before_the_first_watch_any_path_may_have_changed() -> None:
    changed = ChangedPaths()
    changed.add("content/a.md")
    assert changed.take() is None
    assert changed.take() == frozenset()


def test_paths_are_taken_once() -> None:
    changed = ChangedPaths()
    changed.take()
    changed.add("content/a.md")
    changed.add("site.yaml")
    assert changed.take() == frozenset({"content/a.md", "site.yaml"})
    changed.add("content/b.md")
    changed.add_unknown()
    assert changed.take() is None


def test_a_saved_file_is_reported_and_a_new_folder_means_any_path(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    changed, signals, printed = ChangedPaths(), SimpleQueue[Signal](), list[str]()
    with watching(tmp_path, signals, printed.append, changed):
        changed.take()
        (tmp_path / "content/a.md").write_text("one")
        seen: set[str] = set()

        def is_reported() -> bool:
            seen.update(changed.take() or ())
            return "content/a.md" in seen

        eventually(is_reported, "the file is reported")
        (tmp_path / "content/new").mkdir()
        eventually(lambda: changed.take() is None, "a folder may contain anything")
