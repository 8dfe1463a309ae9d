"""Uploading to a folder: what is uploaded and kept, and that an interruption at any place breaks no page."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from beilin.building.build import Reporting
from beilin.deploying.errors import DeployError
from beilin.deploying.manifest import MANIFEST, decode_manifest
from beilin.deploying.targets.folder import FolderTarget
from beilin.deploying.targets.table import open_target
from beilin.deploying.upload import UnfinishedError, read_target, upload
from beilin.publishing.output_folder import STAGING
from tests.deploying.uploading import BASE_URL, NEW, OLD, files_below, missing, prepared, upload_site, write_site


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder of a target."""
    return tmp_path / "www"


def target_at(place: Path) -> FolderTarget:
    """The target; the archive is elsewhere."""
    return FolderTarget(place, str(place), place.parent / "archive")


def test_only_what_changed_is_uploaded_and_only_what_was_uploaded_is_deleted(place: Path, old: Path, new: Path) -> None:
    first = upload_site(target_at(place), old)
    assert sorted(first.changes.added) == sorted(OLD)
    assert files_below(place) == OLD
    (place / "theirs").mkdir()
    (place / "theirs/page.html").write_text("foreign")
    before = (place / "theirs/page.html").stat().st_mtime_ns

    second = upload_site(target_at(place), new)
    assert set(second.changes.changed) == {
        "index.html", "a/index.html", "乙/index.html", "search/meta.json", "search/a/0.bin",
    }  # fmt: skip
    assert {"a/old.png", "assets/s.1.css", "gone/index.html"} <= set(second.changes.removed)
    assert files_below(place) == NEW | {"theirs/page.html": "foreign"}
    assert (place / "theirs/page.html").stat().st_mtime_ns == before
    assert not (place / "gone").exists(), "a folder that is empty then is deleted too"
    assert prepared(target_at(place), new).is_current


def test_an_unchanged_file_keeps_its_time_and_is_not_written(place: Path, old: Path) -> None:
    upload_site(target_at(place), old)
    before = {path: (place / path).stat() for path in OLD}
    (old / "index.html").write_text("other")
    assert upload_site(target_at(place), old).changes.changed == ("index.html",)
    after = {path: (place / path).stat() for path in OLD}
    assert {path for path in OLD if before[path].st_ino != after[path].st_ino} == {"index.html"}
    assert before["index.html"].st_mtime < after["index.html"].st_mtime


def test_what_somebody_changed_or_deleted_at_the_target_is_uploaded_again(place: Path, old: Path) -> None:
    upload_site(target_at(place), old)
    (place / "index.html").write_text("altered")
    (place / "assets/s.1.css").unlink()
    again = upload_site(target_at(place), old)
    assert (again.changes.added, again.changes.changed) == (("assets/s.1.css",), ("index.html",))
    assert files_below(place) == OLD


class TestRefusals:
    """Each leaves the target as it was."""

    def test_a_folder_with_files_of_others(self, place: Path, old: Path) -> None:
        write_site(place, {"notes.txt": "mine"})
        with pytest.raises(DeployError, match="holds files that Beilin did not upload"):
            prepared(target_at(place), old)
        assert files_below(place) == {"notes.txt": "mine"}

    @pytest.mark.parametrize("theirs", ["碑 林", "a/new.png", "assets/s.2.css/x", "-f"])
    def test_a_foreign_file_in_the_way(self, place: Path, old: Path, new: Path, theirs: str) -> None:
        upload_site(target_at(place), old)
        write_site(place, {theirs: "foreign"})
        before = files_below(place)
        with pytest.raises(DeployError, match="files that Beilin did not upload are in the way: "):
            prepared(target_at(place), new)
        assert files_below(place) == before

    def test_links_are_neither_followed_nor_replaced(self, place: Path, old: Path, new: Path, tmp_path: Path) -> None:
        upload_site(target_at(place), old)
        outside = write_site(tmp_path / "outside", {"index.html": "theirs", "old.png": "theirs"})
        shutil.rmtree(place / "a")
        (place / "a").symlink_to(outside)
        with pytest.raises(DeployError, match=r"in the way: a$"):
            prepared(target_at(place), new)
        (place / "a").unlink()
        (place / "a").mkdir()
        (place / "a/index.html").symlink_to(outside / "index.html")
        with pytest.raises(DeployError, match=r"in the way: a/index\.html$"):
            prepared(target_at(place), new)
        assert files_below(outside) == {"index.html": "theirs", "old.png": "theirs"}

    def test_a_link_that_replaced_a_file_which_is_no_longer_published(
        self, place: Path, old: Path, new: Path, tmp_path: Path
    ) -> None:
        upload_site(target_at(place), old)
        outside = write_site(tmp_path / "outside", {"x.png": "theirs", "index.html": "theirs"})
        shutil.rmtree(place / "gone")
        (place / "gone").symlink_to(outside)
        upload_site(target_at(place), new)
        assert files_below(outside) == {"x.png": "theirs", "index.html": "theirs"}
        assert (place / "gone").is_symlink()

    def test_the_site_of_a_different_archive(self, place: Path, old: Path) -> None:
        upload_site(target_at(place), old)
        with pytest.raises(DeployError, match=f"holds the site of {BASE_URL}, and this one is for"):
            read_target(target_at(place), "https://other.example.tw/")
        assert read_target(target_at(place), "https://other.example.tw/", moved=True).listing.files

    def test_a_damaged_list_of_what_was_uploaded(self, place: Path, old: Path) -> None:
        upload_site(target_at(place), old)
        data = (place / MANIFEST).read_bytes()
        for damaged in (data[:-5], b"", b"{}", data[:20] + b"x" + data[21:]):
            (place / MANIFEST).write_bytes(damaged)
            with pytest.raises(DeployError, match="is damaged"):
                prepared(target_at(place), old)
        (place / MANIFEST).unlink()
        with pytest.raises(DeployError, match="did not upload"):
            prepared(target_at(place), old)

    def test_a_folder_of_the_archive_itself(self, tmp_path: Path) -> None:
        root = tmp_path / "archive"
        (root / "content").mkdir(parents=True)
        (root / ".beilin/deploy").mkdir(parents=True)
        (tmp_path / "link").symlink_to(root / "content")
        for name in (root, root / "content/x", root.parent, root / ".beilin/deploy", tmp_path / "link"):
            with pytest.raises(DeployError, match="holds the archive itself, or is a part of it"):
                open_target(str(name), root)

    def test_a_folder_that_may_be_on_a_disk_that_is_not_mounted(self, tmp_path: Path) -> None:
        with pytest.raises(DeployError, match=r"the folder around .* does not exist"):
            target_at(tmp_path / "disk/www").listing()
        assert not (tmp_path / "disk").exists()

    def test_a_file_and_an_unknown_scheme(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(DeployError, match="is not a folder"):
            target_at(tmp_path / "file").listing()
        with pytest.raises(DeployError, match="is not a target"):
            open_target("ftp://example.org/", tmp_path)


def test_a_link_to_the_folder_may_be_the_target(place: Path, old: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    place.symlink_to(tmp_path / "disk")
    upload_site(target_at(place), old)
    assert files_below(tmp_path / "disk") == OLD
    assert place.is_symlink()


def test_a_run_that_began_before_another_one_ended_stops(place: Path, old: Path, new: Path) -> None:
    late = prepared(target_at(place), old)
    upload_site(target_at(place), new)
    before = files_below(place)
    with pytest.raises(DeployError, match=r"someone else has deployed to .* meanwhile") as raised:
        upload(late, Reporting())
    assert not isinstance(raised.value, UnfinishedError)
    assert files_below(place) == before


def test_a_second_run_waits_for_the_first(place: Path, old: Path, new: Path) -> None:
    upload_site(target_at(place), old)
    upload_of_new = prepared(target_at(place), new)
    descriptor = os.open(place, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    said: list[str] = []

    def say(text: str) -> None:
        said.append(text)
        assert files_below(place) == OLD
        os.close(descriptor)  # the first one has ended

    upload(upload_of_new, Reporting(say))
    assert re.fullmatch(r"Another deployment .*is writing to .*; waiting for it \.\.\.", said[0])
    assert files_below(place) == NEW


class Killed(BaseException):
    """Nothing of ours catches it, as nothing catches SIGKILL."""


@pytest.fixture
def killed_after(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that lets the process end after so many changes of the file system; None: not any more."""
    left: list[float] = [float("inf")]

    def counted(function: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            if left[0] <= 0:
                raise Killed
            left[0] -= 1
            return function(*arguments, **options)

        return call

    for name in ("replace", "unlink", "rmdir"):
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))

    def plant(count: int | None) -> None:
        left[0] = float("inf") if count is None else count

    return plant


def test_an_upload_that_ends_after_any_change_leaves_no_page_without_its_files_and_is_finished(
    place: Path, old: Path, new: Path, killed_after: Any
) -> None:
    """At every moment each page at the target has what it shows, and the next run makes of it what it would be."""
    for begin in ({}, OLD):
        count = 0
        while True:
            shutil.rmtree(place, ignore_errors=True)
            if begin:
                upload_site(target_at(place), old)
                write_site(place, {"theirs.txt": "foreign"})
            foreign = {"theirs.txt": "foreign"} if begin else {}
            upload_of_new = prepared(target_at(place), new)
            killed_after(count)
            try:
                upload(upload_of_new, Reporting())
                killed_after(None)
                break
            except Killed:
                killed_after(None)
            there = {path: text for path, text in files_below(place).items() if not path.startswith(STAGING)}
            assert not missing(there)
            # What the index's description names is of one build.
            if there.get("search/meta.json") == NEW["search/meta.json"]:
                assert there["search/a/0.bin"] == NEW["search/a/0.bin"]
            upload_site(target_at(place), new)
            assert files_below(place) == NEW | foreign
            assert not (place / STAGING).exists()
            upload_site(target_at(place), new)
            assert set(decode_manifest((place / MANIFEST).read_bytes()).files) == set(NEW)
            count += 1
        assert count > len(NEW)


def test_after_an_interruption_the_way_back_is_open_too(place: Path, old: Path, new: Path, killed_after: Any) -> None:
    """The archive may have changed again, even back, before the next run."""
    for count in range(0, 17, 2):
        shutil.rmtree(place, ignore_errors=True)
        upload_site(target_at(place), old)
        upload_of_new = prepared(target_at(place), new)
        killed_after(count)
        with pytest.raises(Killed):
            upload(upload_of_new, Reporting())
        killed_after(None)
        upload_site(target_at(place), old)
        assert files_below(place) == OLD


def test_a_full_disk_is_an_error_that_says_where(
    place: Path, old: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload_site(target_at(place), old)
    upload_of_new = prepared(target_at(place), new)

    def full(_source: Path, copy: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(copy))

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(UnfinishedError, match="No space left on device"):
        upload(upload_of_new, Reporting())
    assert not missing(files_below(place))
    assert files_below(place).items() <= OLD.items()


@pytest.mark.slow
@pytest.mark.xdist_group("latency")
def test_killed_uploads_leave_no_page_without_its_files(place: Path, tmp_path: Path) -> None:
    versions = []
    for version in range(2):
        css = f"assets/s.{version}.css"
        files = {f"p{n}/index.html": f"{css} {version}" for n in range(400)} | {css: f"{version}"}
        versions.append((write_site(tmp_path / f"v{version}", files), files))
    program = (
        "import sys; from pathlib import Path; from tests.deploying.uploading import upload_site; "
        "from beilin.deploying.targets.table import open_target; print('ready', flush=True); "
        "upload_site(open_target(sys.argv[1], Path('none')), Path(sys.argv[2]))"
    )
    kills = 0
    for attempt in range(5):
        folder, files = versions[attempt % 2]
        command = [sys.executable, "-c", program, str(place), str(folder)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent.parent)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.02 + attempt * 0.04)
        process.kill()
        kills += process.wait() != 0
        process.stdout.close()
        if place.exists():
            assert not missing(files_below(place))
    assert kills > 1
    upload_site(target_at(place), versions[0][0])
    assert files_below(place) == versions[0][1]
