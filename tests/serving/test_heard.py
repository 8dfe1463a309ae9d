"""What has been heard is taken once, and never less than what happened."""

from __future__ import annotations

from pathlib import Path
from queue import SimpleQueue

from beilin.serving.debounce import Signal
from beilin.serving.heard import Heard
from beilin.serving.watches import watching
from tests.serving.support import eventually


def test_before_the_first_watch_anything_may_have_changed() -> None:
    heard = Heard()
    heard.path("content/a.md")
    assert heard.take() is None
    assert heard.take() == frozenset()


def test_paths_are_taken_once() -> None:
    heard = Heard()
    heard.take()
    heard.path("content/a.md")
    heard.path("site.yaml")
    assert heard.take() == frozenset({"content/a.md", "site.yaml"})
    heard.path("content/b.md")
    heard.anything()
    assert heard.take() is None


def test_a_saved_file_is_named_and_a_folder_means_anything(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    heard, signals, said = Heard(), SimpleQueue[Signal](), list[str]()
    with watching(tmp_path, signals, said.append, heard):
        heard.take()
        (tmp_path / "content/a.md").write_text("one")
        taken: set[str] = set()

        def is_named() -> bool:
            taken.update(heard.take() or ())
            return "content/a.md" in taken

        eventually(is_named, "the file is named")
        (tmp_path / "content/new").mkdir()
        eventually(lambda: heard.take() is None, "a folder may hold anything")
