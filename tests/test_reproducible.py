"""The same sources give the same bytes, wherever, whenever and however they are built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.little_site import article
from tests.test_house import tracked_files

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
MORE = 90  # articles in addition to the archive's own, so that several processes have work


def sources() -> dict[str, bytes]:
    """The files of the project's own archive with some more articles, by path."""
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in tracked_files()
        if path.is_relative_to(ROOT / "content") or path == ROOT / "site.yaml"
    }
    for number in range(MORE):
        tags = f"[開源, 第{number % 7}類, İstanbul{number % 3}]"
        body = f"## 節{number}\n\n第{number}篇的文字。\n\n```python\nprint({number})\n```\n"
        text = article(
            f"第{number}篇", body, tags=tags, author=f"作者{number % 5}", date=f"2024-03-{number % 28 + 1:02}"
        )
        files[f"content/articles/more-{number}.md"] = text.encode()
    return files


def check_out(folder: Path, files: dict[str, bytes], *, backwards: bool, year: int) -> None:
    """Write the files in alphabetical order or backwards, with times of that year."""
    for name in sorted(files, reverse=backwards):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])
        seconds = (year - 1970) * 31_556_952
        os.utime(path, (seconds, seconds))


def build(folder: Path, *, jobs: int, umask: int, **environment: str) -> dict[str, bytes]:
    """The site built there by a new process, whose environment has only the given variables."""
    command = [
        sys.executable,
        "-m",
        "beilin",
        "build",
        "--today",
        "2026-11-24",
        "--jobs",
        str(jobs),
        "--root",
        folder.name,
    ]
    done = subprocess.run(
        command,
        cwd=folder.parent,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    site = folder / "site"
    assert site.stat().st_mode & 0o777 == 0o777 & ~umask
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def other_locale() -> str:
    """A locale of this machine with its own rules for letters, if there is one."""
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
    return next((name for start in ("tr_", "zh_", "de_", "") for name in listed if name.startswith(start or "C.")), "C")


def test_two_clones_give_identical_bytes(tmp_path: Path) -> None:
    files = sources()
    here, there = tmp_path / "here" / "碑林", tmp_path / "there" / "deep down" / "archive"
    check_out(here, files, backwards=False, year=1999)
    check_out(there, files, backwards=True, year=2037)
    one = build(here, jobs=1, umask=0o022, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1", HOME="/", USER="a")
    two = build(
        there,
        jobs=3,
        umask=0o077,
        TZ="America/Los_Angeles",
        LC_ALL=other_locale(),
        PYTHONHASHSEED="4294967295",
        HOME=str(tmp_path),
        LOGNAME="b",
        COLUMNS="40",
    )
    assert len(one) > MORE
    assert [path for path in one.keys() | two.keys() if one.get(path) != two.get(path)] == []
