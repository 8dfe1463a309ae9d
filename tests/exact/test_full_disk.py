"""A full or read-only disk leaves the old site intact, and the message says what to do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Require
from tests.little_site import article, little_site

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
# What gives a process mounts of its own: a user may where the system lets users have namespaces, else root.
WAYS = [
    ["unshare", "--user", "--map-root-user", "--mount"],
    ["unshare", "--mount"],
    ["sudo", "-n", "unshare", "--mount"],
]


def builds_on_a_small_disk(tmp_path: Path, require: Require, folder: str) -> list[dict[str, Any]]:
    """The results of builds with the disk mounted at `folder` of an archive."""
    way = next((way for way in WAYS if _works(way)), None)
    require(way is not None, "this system lets no test mount a disk")
    assert way is not None
    site = little_site(tmp_path / "archive", {f"content/articles/a{n}.md": article(f"題{n}") for n in range(5)})
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [*way, sys.executable, "-m", "tests.exact.small_disk", str(site.root), folder]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _works(way: list[str]) -> bool:
    mount = "mount -t tmpfs none /mnt"
    return (
        bool(shutil.which(way[0]))
        and subprocess.run([*way, "sh", "-c", mount], capture_output=True, check=False).returncode == 0
    )


@pytest.mark.parametrize("folder", ["site", ".beilin"])
def test_the_site_is_old_or_new_on_a_full_disk(tmp_path: Path, require: Require, folder: str) -> None:
    """With the site or the state on the disk: however much space there is, the site is never mixed from old and new."""
    *full, read_only = builds_on_a_small_disk(tmp_path, require, folder)
    for built in full:
        assert built["is_new"] if built["published"] else built["is_old"] or built["is_new"], built
        assert built["is_mended"], built
    failed = [built for built in full if not built["published"]]
    assert failed
    assert len(failed) < len(full)
    for built in failed:
        assert "cannot be written" in built["message"], built
        assert built["hint"] == "Free some space.", built
    assert not read_only["published"]
    assert read_only["is_old"]
    assert read_only["is_mended"]
    assert "cannot be written" in read_only["message"]
    assert read_only["hint"] == "Check that the folder can be written, then try again."
