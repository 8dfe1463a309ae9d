"""Builds on a separate disk that is full or read-only; run in a mount namespace, invisible to other processes.

`python -m tests.exact.small_disk ROOT FOLDER` mounts a disk in the memory at FOLDER of the archive at ROOT, and writes a
line of JSON for each build.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from beilin.building.build import BuildOptions, build
from tests.little_site import LittleSite

ROOMY = 8 * 1024  # KiB
ARTICLE = "content/articles/a1.md"


def main(root: Path, folder: str) -> None:
    """Build with more and more space, and once on a read-only disk; first the old site, then an edit."""
    disk = root / folder
    disk.mkdir(parents=True, exist_ok=True)
    _mount(f"size={ROOMY}k", "-t", "tmpfs", "none", str(disk))
    site = LittleSite(root, BuildOptions(jobs=1, today="2026-06-01"))
    old_text = (root / ARTICLE).read_text("utf-8")
    new_text = old_text + "又一段文字。\n\n" * 1000
    new = _clean(site, new_text)
    old = _clean(site, old_text)
    (root / ARTICLE).write_text(old_text, "utf-8")
    for free in [*range(0, 64, 4), *range(64, 257, 32), "read only"]:
        assert site.build().published
        assert site.outputs() == old
        (root / ARTICLE).write_text(new_text, "utf-8")
        if free == "read only":
            _mount("remount,ro", str(disk))
        else:
            assert isinstance(free, int)
            _mount(f"remount,size={_used(disk) + free}k", str(disk))
        result = site.build()
        outputs = site.outputs()
        _mount(f"remount,rw,size={ROOMY}k", str(disk))
        after = site.build()
        problem = result.problems[0] if result.problems else None
        answer = {
            "free": free, "published": result.published, "is_old": outputs == old, "is_new": outputs == new,
            "message": problem.message if problem else "", "hint": problem.hint if problem else "",
            "is_mended": after.published and not after.problems and site.outputs() == new,
        }  # fmt: skip
        sys.stdout.write(json.dumps(answer) + "\n")
        (root / ARTICLE).write_text(old_text, "utf-8")


def _clean(site: LittleSite, text: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        fresh = LittleSite(Path(folder, "fresh"), site.options)
        shutil.copytree(site.root, fresh.root, ignore=shutil.ignore_patterns(".beilin", "site"))
        (fresh.root / ARTICLE).write_text(text, "utf-8")
        assert build(fresh.root, fresh.options).published
        return fresh.outputs()


def _mount(options: str, *arguments: str) -> None:
    subprocess.run(["mount", "-o", options, *arguments], check=True)


def _used(disk: Path) -> int:
    status = os.statvfs(disk)
    return (status.f_blocks - status.f_bfree) * status.f_frsize // 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
