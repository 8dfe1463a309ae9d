"""What the workflow of a new archive installs: this Beilin, pinned, or nothing that somebody else could publish."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from beilin.starting.requirement import requirement_of_checkout, requirement_of_package

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("note", "requirement"),
    [
        (None, "beilin==1.2"),
        ({"url": "file:///tmp/beilin-1.2.whl", "archive_info": {}}, ""),
        ({"url": "file:///src/beilin", "dir_info": {"editable": True}}, ""),
        ({"url": "https://github.com/me/beilin.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
         f"git+https://github.com/me/beilin@{COMMIT}"),
        ({"url": "ssh://git@github.com/me/beilin", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
         f"git+https://github.com/me/beilin@{COMMIT}"),
        ({"url": "https://codeberg.org/me/beilin.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
         f"git+https://codeberg.org/me/beilin.git@{COMMIT}"),
        ({"url": "https://token@codeberg.org/me/beilin", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, ""),
        ({"url": "ssh://git@codeberg.org/me/beilin", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, ""),
    ],
)  # fmt: skip
def test_a_package_is_installed_from_where_it_came(note: object, requirement: str) -> None:
    assert requirement_of_package("1.2", json.dumps(note) if note else None) == requirement


@pytest.mark.usefixtures("needs_git")
def test_a_checkout_is_its_commit_once_its_remote_has_it(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        command = [
            "git",
            "-c",
            "user.name=x",
            "-c",
            "user.email=x@example.org",
            "-c",
            "commit.gpgsign=false",
            *arguments,
        ]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.strip()

    assert requirement_of_checkout(tmp_path) == ""
    git("init", "--quiet")
    git("commit", "--quiet", "--allow-empty", "--message", "one")
    git("remote", "add", "origin", "git@github.com:me/beilin.git")
    assert requirement_of_checkout(tmp_path) == ""
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    assert requirement_of_checkout(tmp_path) == f"git+https://github.com/me/beilin@{git('rev-parse', 'HEAD')}"
    (tmp_path / "copy").mkdir()
    assert requirement_of_checkout(tmp_path / "copy") == ""
    git("commit", "--quiet", "--allow-empty", "--message", "two")
    assert requirement_of_checkout(tmp_path) == ""
