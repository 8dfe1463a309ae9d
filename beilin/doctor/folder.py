"""The archive's folder: its settings, whether it can be written and watched, its file system."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

from beilin.config import Config, read_config
from beilin.doctor.finding import Finding, ok
from beilin.problems.formats import format_problem
from beilin.problems.problem import has_errors
from beilin.publishing.output_folder import is_made_by_beilin
from beilin.publishing.state import FOLDER

MIN_FREE = 100_000_000  # bytes; a build stages what it writes beside what is there
WHOLE_SECOND = 1_000_000_000  # nanoseconds


def settings(root: Path) -> tuple[Finding, Config | None]:
    """Whether site.yaml can be used, and what it says."""
    config, problems = read_config(root)
    if config is None or has_errors(problems):
        first = format_problem(problems[0]).splitlines()
        return Finding("site.yaml", "missing", first[0], first[-1].strip() if len(first) > 1 else ""), config
    return ok("site.yaml", f"{config.title}, {config.base_url}, theme {config.theme}"), config


def writing(root: Path) -> Finding:
    """Whether what a build writes can be written."""
    what = "writing"
    site = root / "site"
    for folder in (root, site, root / FOLDER):
        if folder.exists() and not _can_write(folder):
            words = f"{folder.name or folder}/ cannot be written"
            return Finding(
                what, "missing", words, f"Give yourself the right: chmod u+w '{folder}'; or see who owns it."
            )
    if not is_made_by_beilin(site):
        hint = "Move what is in it away, or build elsewhere: build --output DIR"
        return Finding(what, "missing", "site/ holds files that Beilin did not make", hint)
    return ok(what, f"site/ and {FOLDER}/ can be written")


def free_space(root: Path) -> Finding:
    """Room for as much again as the site has."""
    site = sum(path.stat().st_size for path in (root / "site").rglob("*") if path.is_file() and not path.is_symlink())
    free = shutil.disk_usage(root).free
    words = f"{free // 1_000_000} MB"
    if free >= max(MIN_FREE, 2 * site):
        return ok("free space", words)
    return Finding(
        "free space", "missing", words, f"Free some: a build needs {max(MIN_FREE, 2 * site) // 1_000_000} MB."
    )


def times(root: Path) -> Finding:
    """How finely the file system tells when a file changed."""
    what = "file times"
    try:
        with tempfile.NamedTemporaryFile(dir=root, prefix=".beilin-doctor-") as file:
            for _ in range(3):  # one may fall on a whole second by chance
                os.write(file.fileno(), b"x")
                if os.fstat(file.fileno()).st_mtime_ns % WHOLE_SECOND:
                    return ok(what, "finer than a second")
                time.sleep(0.01)
    except OSError as error:
        return Finding(what, "optional", f"cannot be told: {error.strerror}")
    hint = "Builds are right all the same; for two seconds after a change they read files again to be sure."
    return Finding(what, "optional", "whole seconds only", hint)


def watching(root: Path) -> Finding:
    """Whether the system tells `serve` of changes."""
    from beilin.serving.watches import watching as watch

    said: list[str] = []
    with suppress(OSError), watch(root, SimpleQueue(), said.append):
        pass
    if said:
        words, _, hint = said[0].partition(" To raise it: ")
        return Finding("watching", "optional", words, f"Type: {hint}" if hint else "")
    limit = _limit("max_user_watches")
    return ok("watching", f"the system tells of changes{f' in up to {limit} folders' if limit else ''}")


def _limit(name: str) -> str:
    try:
        return Path(f"/proc/sys/fs/inotify/{name}").read_text().strip()
    except OSError:
        return ""  # not Linux


def _can_write(folder: Path) -> bool:
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".beilin-doctor-"):
            return True
    except OSError:
        return False
