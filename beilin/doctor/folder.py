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
from beilin.layout import STATE_FOLDER
from beilin.problems.formats import format_problem
from beilin.problems.problem import has_errors
from beilin.publishing.output_folder import is_made_by_beilin, output_fault

MIN_FREE = 100_000_000  # bytes; a build stages its output beside the existing site
WHOLE_SECOND = 1_000_000_000  # nanoseconds


def settings(root: Path) -> tuple[Finding, Config | None]:
    """Whether site.yaml is valid; and the settings in it."""
    config, problems = read_config(root)
    if config is None or has_errors(problems):
        first = format_problem(problems[0]).splitlines()
        return Finding("site.yaml", "missing", first[0], first[-1].strip() if len(first) > 1 else ""), config
    return ok("site.yaml", f"{config.title}, {config.base_url}, theme {config.theme}"), config


def write_access(root: Path) -> Finding:
    """Whether a build can write its output and its state."""
    subject = "writing"
    site = root / "site"
    for folder in (root, site, root / STATE_FOLDER):
        if folder.exists() and not _can_write(folder):
            detail = f"{folder.name or folder}/ is not writable"
            return Finding(subject, "missing", detail, f"Type: chmod u+w '{folder}'; or check who owns it.")
    if fault := output_fault(root, site, "site/", drafts=False, clean=False):
        return Finding(subject, "missing", f"site/: {fault.message}", fault.hint)
    if not is_made_by_beilin(site):
        hint = "Move its files away, or build into a different folder: build --output DIR"
        return Finding(subject, "missing", "site/ contains files that Beilin did not create", hint)
    return ok(subject, f"site/ and {STATE_FOLDER}/ are writable")


def free_space(root: Path) -> Finding:
    """Whether there is enough space for the next build."""
    site = sum(path.stat().st_size for path in (root / "site").rglob("*") if path.is_file() and not path.is_symlink())
    free = shutil.disk_usage(root).free
    needed = max(MIN_FREE, 2 * site)
    detail = f"{free // 1_000_000} MB"
    if free >= needed:
        return ok("free space", detail)
    return Finding("free space", "missing", detail, f"Free some space: a build needs {needed // 1_000_000} MB.")


def file_times(root: Path) -> Finding:
    """The resolution of the file system's modification times."""
    subject = "file times"
    try:
        with tempfile.NamedTemporaryFile(dir=root, prefix=".beilin-doctor-") as file:
            for _ in range(3):  # a single time may be a whole second by chance
                os.write(file.fileno(), b"x")
                if os.fstat(file.fileno()).st_mtime_ns % WHOLE_SECOND:
                    return ok(subject, "finer than a second")
                time.sleep(0.01)
    except OSError as error:
        return Finding(subject, "optional", f"unknown: {error.strerror}")
    hint = "Builds are still correct; for two seconds after a change they read files again to be sure."
    return Finding(subject, "optional", "whole seconds only", hint)


def change_events(root: Path) -> Finding:
    """Whether the system reports changes to `serve`."""
    from beilin.serving.watches import watching

    messages: list[str] = []
    with suppress(OSError), watching(root, SimpleQueue(), messages.append):
        pass
    if messages:
        detail, _, hint = messages[0].partition(" To raise it: ")
        return Finding("watching", "optional", detail, f"Type: {hint}" if hint else "")
    limit = _limit("max_user_watches")
    return ok("watching", f"the system reports changes{f' in up to {limit} folders' if limit else ''}")


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
