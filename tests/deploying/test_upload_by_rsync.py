"""Uploading by rsync, to a folder of this machine, which the program treats as one of another host."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from beilin.building.build import Reporting
from beilin.deploying.errors import DeployError
from beilin.deploying.manifest import MANIFEST
from beilin.deploying.targets.rsync import RsyncTarget
from beilin.deploying.targets.table import open_target
from beilin.deploying.upload import UnfinishedError, upload
from tests.deploying.uploading import NEW, OLD, files_below, missing, prepared, upload_site, write_site

pytestmark = pytest.mark.usefixtures("needs_rsync")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder of a target."""
    return tmp_path / "www and more"


def target_at(place: Path) -> RsyncTarget:
    """The target."""
    target = open_target(f"rsync:{place}", place / "no archive")
    assert isinstance(target, RsyncTarget)
    return target


def test_only_what_changed_is_uploaded_and_only_what_was_uploaded_is_deleted(place: Path, old: Path, new: Path) -> None:
    upload_site(target_at(place), old)
    assert files_below(place) == OLD
    foreign = {"theirs/page.html": "foreign", "gone/theirs.txt": "foreign", "a\\#101\n.txt": "foreign"}
    write_site(place, foreign)
    second = upload_site(target_at(place), new)
    assert set(second.changes.changed) == {
        "index.html", "a/index.html", "乙/index.html", "search/meta.json", "search/a/0.bin",
    }  # fmt: skip
    assert files_below(place) == NEW | foreign
    assert prepared(target_at(place), new).is_current


def test_folders_that_are_empty_then_are_deleted(place: Path, old: Path) -> None:
    deep = {"x/y/z/1.html": "", "x/y/w/2.html": "", "x/3.html": ""}
    upload_site(target_at(place), write_site(old, deep))
    shutil.rmtree(old / "x/y")
    upload_site(target_at(place), old)
    assert [path.name for path in (place / "x").iterdir()] == ["3.html"]


def test_what_somebody_changed_or_deleted_at_the_target_is_uploaded_again(place: Path, old: Path) -> None:
    upload_site(target_at(place), old)
    (place / "index.html").write_text("altered")
    (place / "assets/s.1.css").unlink()
    upload_site(target_at(place), old)
    assert files_below(place) == OLD


def test_refusals(place: Path, old: Path, new: Path) -> None:
    write_site(place, {"notes.txt": "mine"})
    with pytest.raises(DeployError, match="holds files that Beilin did not upload"):
        prepared(target_at(place), old)
    (place / "notes.txt").unlink()
    upload_site(target_at(place), old)
    shutil.rmtree(place / "a")
    (place / "a").symlink_to(new)
    with pytest.raises(DeployError, match=r"in the way: a$"):
        prepared(target_at(place), new)
    for name in ("rsync:", "rsync:/", "rsync:-e sh"):
        with pytest.raises(DeployError, match="is not a target"):
            open_target(name, place)


def test_a_host_or_a_folder_that_cannot_be_used_is_an_error(old: Path, tmp_path: Path) -> None:
    with pytest.raises(DeployError, match="No such file or directory"):
        upload_site(target_at(tmp_path / "not/there"), old)
    with pytest.raises(DeployError, match="rsync cannot use"):
        prepared(target_at(old / "index.html"), old)


def test_without_rsync_its_package_is_named(place: Path, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(old))
    with pytest.raises(DeployError, match="rsync is not installed"):
        prepared(target_at(place), old)


def test_a_run_that_began_before_another_one_ended_stops(place: Path, old: Path, new: Path) -> None:
    late = prepared(target_at(place), old)
    upload_site(target_at(place), new)
    with pytest.raises(DeployError, match="someone else has deployed to") as raised:
        upload(late, Reporting())
    assert not isinstance(raised.value, UnfinishedError)
    assert files_below(place) == NEW


def test_an_upload_that_fails_at_any_call_of_rsync_is_finished_by_the_next(
    place: Path, old: Path, new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each call of the program is one step, or a part of one."""
    program = shutil.which("rsync")
    wrapper = write_site(tmp_path / "bin", {"rsync": f'#!/bin/sh\necho >> "$CALLS"\n[ $(wc -l < "$CALLS") -le $LIMIT ] && exec {program} "$@"\necho broken pipe >&2; exit 12\n'})  # fmt: skip
    (wrapper / "rsync").chmod(0o755)
    path = os.environ["PATH"]
    calls = tmp_path / "calls"
    monkeypatch.setenv("CALLS", str(calls))
    upload_site(target_at(place), old)
    reasons = []
    for limit in range(1, 20):
        upload_of_new = prepared(target_at(place), new)
        calls.write_text("")
        monkeypatch.setenv("LIMIT", str(limit))
        monkeypatch.setenv("PATH", f"{wrapper}:{path}")
        try:
            upload(upload_of_new, Reporting())
            break
        except DeployError as error:
            reasons.append(str(error))
        finally:
            monkeypatch.setenv("PATH", path)
        assert not missing(files_below(place))
    assert len(reasons) > 3
    assert all("broken pipe" in reason for reason in reasons)
    assert files_below(place) == NEW
    upload_site(target_at(place), new)  # renews the list, which still has what might have arrived late
    assert prepared(target_at(place), new).is_current


@pytest.mark.slow
@pytest.mark.xdist_group("latency")
def test_a_killed_rsync_leaves_whole_files_and_is_continued(place: Path, tmp_path: Path) -> None:
    """Even what a killed run transferred is not transferred again."""
    css = "assets/s.1.css"
    files = {f"p{n}/index.html": css for n in range(1000)} | {css: "1"}
    site = write_site(tmp_path / "site", files)
    program = (
        "import sys; from pathlib import Path; from tests.deploying.uploading import upload_site; "
        "from beilin.deploying.targets.table import open_target; "
        "upload_site(open_target('rsync:' + sys.argv[1], Path('none')), Path(sys.argv[2]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(place), str(site)],
        cwd=Path(__file__).parent.parent.parent,
        start_new_session=True,
    )
    while not (place / "p1").exists():
        time.sleep(0.01)
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    there = {path: text for path, text in files_below(place).items() if path in files}
    assert there
    assert all(text == files[path] for path, text in there.items())
    assert css in there
    assert (place / MANIFEST).exists()
    again = upload_site(target_at(place), site)
    assert again.changes.unchanged >= len(there) - 1


def test_a_list_of_the_same_size_and_second_is_replaced(place: Path, old: Path) -> None:
    """rsync would take it for the same file."""
    target = target_at(place)
    upload_site(target, old)
    data = (place / MANIFEST).read_bytes()
    for change in (data[:-1] + b"x", data[:-1] + b"y", data):
        target.write_manifest(change)
        assert (place / MANIFEST).read_bytes() == change


def test_a_folder_that_holds_an_empty_one_of_others_is_kept(place: Path, old: Path, new: Path) -> None:
    upload_site(target_at(place), old)
    (place / "gone/theirs").mkdir()
    upload_site(target_at(place), new)
    assert files_below(place) == NEW
    assert prepared(target_at(place), new).is_current


def test_names_and_messages_that_look_like_something_else(place: Path, old: Path, tmp_path: Path) -> None:
    """A name with what Unicode calls the end of a line, and the number of an error in the name of a folder."""
    upload_site(target_at(place), old)
    write_site(place, {"theirs\u2028\x85.txt": "foreign"})
    assert prepared(target_at(place), old).is_current
    locked = tmp_path / "www (2)/file"
    write_site(locked.parent, {"file": ""})
    with pytest.raises(DeployError, match="rsync cannot use"):
        prepared(target_at(locked), old)


def test_the_address_of_a_daemon_is_no_folder_here(old: Path) -> None:
    target = open_target("rsync://127.0.0.1:1/www", old / "no archive")
    with pytest.raises(DeployError, match=r"rsync cannot use rsync://127.0.0.1:1/www \(.*127.0.0.1"):
        prepared(target, old)
