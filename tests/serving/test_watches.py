"""Watching on the real file system: each test changes files as some program does, and waits for the signal."""

from __future__ import annotations

import logging
import mmap
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from beilin.building.linked_folders import LinkedPlace
from beilin.serving.debounce import Signal, wait_for_change
from beilin.serving.watches import RenewWatches, watching
from tests.serving.support import make_archive

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("latency")]

SOON = 0.4  # seconds; less than the half second that watchdog itself would wait for the second half of a move
QUIET = 0.15


class Watched:
    """A watched archive."""

    def __init__(self, root: Path, signals: SimpleQueue[Signal], renew: RenewWatches, printed: list[str]) -> None:
        self.root, self.content, self.printed = root, root / "content", printed
        self.article = self.content / "a.md"
        self._signals, self.renew = signals, renew
        self.linked: Collection[LinkedPlace] = ()  # what is watched besides

    def sees(self, change: Callable[[], object], linked: Collection[LinkedPlace] = ()) -> bool:
        """Whether the change is reported as one burst of signals. `linked` is to be watched as well."""
        self.linked = linked
        change()
        is_seen = wait_for_change(self._signals, SOON) == "changed"
        self.renew(linked)
        self.settle()
        return is_seen

    def settle(self) -> None:
        """Wait until no more signals come."""
        while True:
            try:
                self._signals.get(timeout=QUIET)
            except Empty:
                return
            self.renew(self.linked)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    """An archive with one article and a theme, watched."""
    root = make_archive(tmp_path / "archive", a="one")
    (root / "themes" / "ink").mkdir(parents=True)
    (root / "site.yaml").write_text("title: x")
    signals: SimpleQueue[Signal] = SimpleQueue()
    printed: list[str] = []
    with watching(root, signals, printed.append) as renew:
        yield Watched(root, signals, renew, printed)
    assert printed == []


def by_vim(path: Path, text: str) -> None:
    """vim with `backup`: rename the old file away, write a new one, remove the backup."""
    (path.parent / "4913").write_text("")
    (path.parent / "4913").unlink()
    backup = path.with_name(path.name + "~")
    path.rename(backup)
    path.write_text(text)
    backup.unlink()


def by_rename(path: Path, text: str) -> None:
    """A safe write: a hidden temporary file, renamed over the old one."""
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_text(text)
    temporary.replace(path)


def by_jetbrains(path: Path, text: str) -> None:
    """JetBrains' safe write: write beside it, rename the old one away and the new one in."""
    new, old = (path.with_name(f"{path.name}___jb_{word}___") for word in ("tmp", "old"))
    new.write_text(text)
    path.rename(old)
    new.rename(path)
    old.unlink()


def from_elsewhere(path: Path, text: str) -> None:
    """A file written in another folder and moved over the old one."""
    elsewhere = path.parents[2] / "elsewhere.md"
    elsewhere.write_text(text)
    elsewhere.replace(path)


def with_backup_elsewhere(path: Path, text: str) -> None:
    """vim with `backupdir`: the old file moves out of the tree, and a new one is written."""
    path.rename(path.parents[2] / "backup.md")
    path.write_text(text)


def in_place(path: Path, text: str) -> None:
    """Most editors: truncate and write."""
    path.write_text(text)


def by_emacs(path: Path, text: str) -> None:
    """Emacs with `backup-by-copying`: a copy of the old file and one of the unsaved text, then write in place."""
    shutil.copyfile(path, path.with_name(path.name + "~"))
    unsaved = path.with_name(f"#{path.name}#")
    unsaved.write_text(text)
    path.write_text(text)
    unsaved.unlink()


def emptied_first(path: Path, text: str) -> None:
    """Some programs on network drives: truncate, and write a moment later."""
    with path.open("w") as file:
        file.flush()
        time.sleep(0.01)
        file.write(text)


def deleted_first(path: Path, text: str) -> None:
    """Some clients that synchronise: delete, and write anew."""
    path.unlink()
    path.write_text(text)


def by_a_link(path: Path, text: str) -> None:
    """A hard link to a complete file, renamed over the old one."""
    new, link = (path.parents[2] / name for name in ("new.md", "link.md"))
    new.write_text(text)
    os.link(new, link)
    link.replace(path)
    new.unlink()


def mapped(path: Path, text: str) -> None:
    """Written through memory, of the same size; the time of the file is set afterwards."""
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as memory:
        memory[:] = text.encode().ljust(len(memory))[: len(memory)]
    os.utime(path)


SAVES = [
    by_vim, by_rename, by_jetbrains, from_elsewhere, with_backup_elsewhere, in_place, by_emacs, emptied_first, deleted_first,
    by_a_link, mapped,
]  # fmt: skip


@pytest.mark.parametrize("save", SAVES)
def test_every_way_of_saving_is_seen(save: Callable[[Path, str], None], watched: Watched) -> None:
    """Twice each, because the second save finds the file that the first one left."""
    assert watched.sees(lambda: save(watched.article, "two"))
    assert watched.sees(lambda: save(watched.article, "three"))


def test_site_yaml_and_themes_are_watched(watched: Watched) -> None:
    """They decide how every page looks."""
    assert watched.sees(lambda: (watched.root / "site.yaml").write_text("title: y"))
    assert watched.sees(lambda: by_vim(watched.root / "site.yaml", "title: z"))
    assert watched.sees(lambda: (watched.root / "themes" / "ink" / "theme.yaml").write_text("name: ink"))


def test_what_builds_and_git_and_text_editors_do_beside_the_sources_is_ignored(watched: Watched) -> None:
    """A rebuild that triggers itself never ends."""

    def act() -> None:
        for path in (
            ".beilin/state.sqlite",
            "site/index.html",
            ".git/index",
            ".venv/x",
            "notes.txt",
            "content/.a.md.swp",
        ):
            (watched.root / path).parent.mkdir(exist_ok=True)
            (watched.root / path).write_text("x")
            (watched.root / path).write_text("y")
        for entry in watched.root.rglob("*"):
            if entry.is_file():
                entry.read_bytes()
        os.utime(watched.root / "site")

    assert not watched.sees(act)


@pytest.mark.parametrize("top", ["content", "themes"])
def test_a_recreated_folder_is_still_watched(top: str, watched: Watched) -> None:
    """Checking out a branch may remove the folder and restore it."""
    folder = watched.root / top / "new" / "deep"
    for _ in range(2):
        assert watched.sees(lambda: shutil.rmtree(watched.root / top))
        assert watched.sees(lambda: folder.mkdir(parents=True))
        assert watched.sees(lambda: (folder / "a.md").write_text("two"))


def test_a_folder_recreated_at_once_is_still_watched(watched: Watched) -> None:
    """The new folder may reuse the inode of the old one, so that only the dead watch distinguishes them."""

    def remake() -> None:
        shutil.rmtree(watched.content)
        make_archive(watched.root, a="two")

    assert watched.sees(remake)
    assert watched.sees(lambda: watched.article.write_text("three"))


def test_a_replaced_folder_is_still_watched(watched: Watched) -> None:
    """The old folder still exists under a different name, and so does its watch."""

    def replace() -> None:
        watched.content.rename(watched.root / "old")
        make_archive(watched.root / "new", a="two")
        (watched.root / "new" / "content").rename(watched.content)

    assert watched.sees(replace)
    assert watched.sees(lambda: watched.article.write_text("three"))
    assert not watched.sees(lambda: (watched.root / "old" / "a.md").write_text("four"))


def test_themes_may_be_added_later(tmp_path: Path) -> None:
    """An archive need not have themes/ when it is first served."""
    root = make_archive(tmp_path, a="one")
    signals: SimpleQueue[Signal] = SimpleQueue()
    with watching(root, signals, pytest.fail) as renew:
        watched = Watched(root, signals, renew, [])
        assert watched.sees(lambda: (root / "themes").mkdir())
        assert watched.sees(lambda: (root / "themes" / "x.css").write_text("x"))


def test_folders_that_move_in_are_watched_and_moves_out_are_seen(watched: Watched) -> None:
    """Whole folders of articles are moved into the archive and out of it."""
    outside = make_archive(watched.root.parent / "outside", b="one") / "content"
    inside = watched.content / "deep"
    assert watched.sees(lambda: outside.rename(inside))
    assert watched.sees(lambda: (inside / "b.md").write_text("two"))
    assert watched.sees(lambda: inside.rename(watched.content / "deeper"))
    assert watched.sees(lambda: (watched.content / "deeper" / "b.md").write_text("three"))
    assert watched.sees(lambda: (watched.content / "deeper").rename(outside))


def test_a_recreated_archive_is_still_watched(watched: Watched) -> None:
    """No event reports that the archive's own folder is back; the rescan between changes finds it."""
    shutil.rmtree(watched.root)
    watched.settle()
    make_archive(watched.root, a="two")
    watched.settle()
    watched.renew()
    assert watched.sees(lambda: watched.article.write_text("three"))
    assert watched.sees(lambda: (watched.root / "site.yaml").write_text("title: y"))


def test_the_content_folder_may_be_a_symbolic_link(tmp_path: Path) -> None:
    """An archive's texts may be kept in a different repository."""
    elsewhere = make_archive(tmp_path / "texts", a="one") / "content"
    root = tmp_path / "archive"
    root.mkdir()
    (root / "content").symlink_to(elsewhere)
    signals: SimpleQueue[Signal] = SimpleQueue()
    with watching(root, signals, pytest.fail) as renew:
        watched = Watched(root, signals, renew, [])
        assert watched.sees(lambda: by_rename(elsewhere / "a.md", "two"))


def test_lost_events_are_a_change(watched: Watched) -> None:
    """watchdog only logs that its queue was full; any warning means that every path may have changed."""
    assert watched.sees(lambda: logging.getLogger("watchdog.observers.inotify_c").warning("queue overflowed"))


def test_2000_files_at_once_are_one_change_or_two(watched: Watched) -> None:
    """A checkout must not cause a series of rebuilds."""
    for number in range(2000):
        (watched.content / f"{number}.md").write_text("x")
    changes = 0
    while wait_for_change(watched._signals, SOON) == "changed":
        changes += 1
    assert 1 <= changes <= 2


LIMITED = """
import sys, time
from pathlib import Path
from queue import SimpleQueue
from beilin.serving import watches
from beilin.serving.debounce import wait_for_change
Path("/proc/sys/user", sys.argv[2]).write_text(sys.argv[3])
watches.POLLING_INTERVAL = 0.05
signals, printed, root = SimpleQueue(), [], Path(sys.argv[1])
with watches.watching(root, signals, printed.append) as renew:
    (root / "content/3/a.md").write_text("two")
    print(wait_for_change(signals, 3), printed)
"""


@pytest.mark.parametrize(
    ("setting", "limit", "message"),
    [
        ("max_inotify_watches", "4", "limit of watched folders is reached"),
        ("max_inotify_watches", "0", "limit of watched folders is reached"),
        ("max_inotify_instances", "0", "limit of watching programs is reached"),
    ],
)
def test_at_the_systems_limit_files_are_polled(setting: str, limit: str, message: str, tmp_path: Path) -> None:
    """At the limit watchdog silently watches only part of the tree."""
    inside = ["unshare", "--user", "--map-root-user"]
    try:
        subprocess.run([*inside, "test", "-w", f"/proc/sys/user/{setting}"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("the limit can be set only in a Linux user namespace")
    root = make_archive(tmp_path, a="one")
    for number in range(5):
        (root / "content" / str(number)).mkdir()
    arguments = [*inside, sys.executable, "-c", LIMITED, str(root), setting, limit]
    result = subprocess.run(arguments, capture_output=True, text=True, timeout=30, check=False)
    assert result.stderr == ""
    assert result.stdout.startswith("changed")
    assert result.stdout.count(message) == 1


def test_the_watch_ends_at_once(tmp_path: Path) -> None:
    """Ctrl-C must not wait for a watch."""
    make_archive(tmp_path, a="one")
    with watching(tmp_path, SimpleQueue(), pytest.fail):
        began = time.perf_counter()
    assert time.perf_counter() - began < 0.5


def test_what_links_lead_to_is_watched(watched: Watched) -> None:
    """A folder, a file in a folder with others, and a file in the archive's root; until nothing leads there any more."""
    texts, parts = watched.root / "texts", watched.root / "parts"
    for folder in (texts, parts):
        folder.mkdir()
    (texts / "sub").mkdir()
    watched.settle()
    linked = {LinkedPlace(str(texts)), LinkedPlace(str(parts), "one.md"), LinkedPlace(str(watched.root), "a.txt")}
    assert watched.renew(linked)
    assert not watched.renew(linked)
    watched.settle()
    assert watched.sees(lambda: (texts / "sub/b.md").write_text("b"), linked)
    assert watched.sees(lambda: (parts / "one.md").write_text("1"), linked)
    assert watched.sees(lambda: (watched.root / "a.txt").write_text("a"), linked)
    assert not watched.sees(lambda: (parts / "two.md").write_text("2"), linked)
    assert watched.sees(lambda: watched.article.write_text("two"), linked)
    watched.renew(())
    assert not watched.sees(lambda: (texts / "sub/b.md").write_text("c"))
    assert not watched.sees(lambda: (watched.root / "a.txt").write_text("b"))
    assert watched.sees(lambda: (watched.root / "site.yaml").write_text("title: y"))
