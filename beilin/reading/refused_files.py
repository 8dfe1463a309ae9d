"""Files under content/ that cannot be used: by their names, or because they are links or no files at all."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from beilin.files.links import DANGLING, LOOP, OUTSIDE, REFUSED
from beilin.files.snapshot import Snapshot
from beilin.layout import CONTENT, STATE_FOLDER
from beilin.problems import controls
from beilin.problems.controls import printable_path
from beilin.problems.problem import Problem
from beilin.reading.withheld import Withheld, withheld_by_name

_LINE_END = re.compile("[\t\n\r\u2028\u2029]")
_CORRECT_IT = "Remove it, or correct it."
_PUT_IT_THERE = "Put what it leads to there instead."


def fault_of_name(path: str) -> Problem | None:
    """Why the path can be part of no address and no message, if so."""
    if path.isascii() and path.isprintable():
        return None
    hint = "Rename it."
    try:
        path.encode()
    except UnicodeEncodeError:
        return Problem("file-name", "the file's name is not UTF-8", printable_path(path), hint=hint)
    if controls.REFUSED.search(path) or _LINE_END.search(path):
        return Problem("file-name", "the file's name has a control character in it", printable_path(path), hint=hint)
    return None


def fault_of_content_folder(root: Path, output: Path | None) -> Problem | None:
    """Why the folder content/ cannot be used, if so."""
    folder = root / CONTENT
    if folder.is_symlink():
        if not folder.exists():
            return refused(root, CONTENT, DANGLING)
        return _fault_of_target(CONTENT, Path(os.path.realpath(folder)), Path(os.path.realpath(root)), output)
    if not folder.is_dir():
        hint = "Restore it, or create it for a new archive."
        return Problem("no-content", "there is no content/", CONTENT, hint=hint)
    return None


def refused(root: Path, path: str, what: str) -> Problem:
    """The error for a path that was refused when its folder was listed; `what` is its mark without the prefix."""
    shown = printable_path(path)
    if what == OUTSIDE:
        return _leads_out(shown)
    if what == DANGLING:
        try:
            target = f"{printable_path(os.readlink(root / path))}, where nothing is"
        except OSError:
            target = "a place where nothing is"
        return Problem("broken-symlink", f"the symbolic link leads to {target}", shown, hint=_CORRECT_IT)
    if what == LOOP:
        message = "the symbolic link leads to itself, to a folder that it is in, or through too many links"
        return Problem("broken-symlink", message, shown, hint=_CORRECT_IT)
    return Problem("not-a-file", f"this is {what}, not a file", shown, hint="Remove it, or move it elsewhere.")


def faults_of_links(root: Path, seen: Snapshot, output: Path | None) -> Mapping[str, Problem | Withheld]:
    """The links of the snapshot of content/ that must not be followed, by path from the root: why not.

    What they lead to is inside the archive, but is never published there either: the output, or a hidden file.
    """
    faults: dict[str, Problem | Withheld] = {}
    base = Path(os.path.realpath(root))
    for inner in seen.links:
        path = f"{CONTENT}/{inner}"
        if (seen.files.get(inner) or seen.folders.get(inner) or "").startswith(REFUSED) or withheld_by_name(path):
            continue
        target = Path(os.path.realpath(root / path))
        if fault := _fault_of_target(path, target, base, output):
            faults[path] = fault
        elif target != base and (withheld := withheld_by_name(f"{CONTENT}/{target.relative_to(base).as_posix()}")):
            faults[path] = Withheld(path, withheld.kind)
    return faults


def fault_above(path: str, faults: Mapping[str, Problem | Withheld]) -> Problem | Withheld | None:
    """The fault of the link that the path is or is in."""
    at = path
    while at and faults:
        if at in faults:
            return faults[at]
        at = at.rpartition("/")[0]
    return None


def _fault_of_target(path: str, target: Path, base: Path, output: Path | None) -> Problem | None:
    if not target.is_relative_to(base):
        return _leads_out(printable_path(path))
    kept_out = [base / STATE_FOLDER, base / ".git", *([Path(os.path.realpath(output))] if output else [])]
    if target == base or any(target.is_relative_to(folder) for folder in kept_out):
        message = "the symbolic link leads to the archive's own folder, to its output, to .beilin/ or to .git/"
        return Problem("leads-out", message, printable_path(path), hint=_PUT_IT_THERE)
    if output and Path(os.path.realpath(output)).is_relative_to(target):
        message = "the symbolic link leads to a folder that contains the output"
        return Problem("leads-out", message, printable_path(path), hint="Remove it, or choose a different output.")
    return None


def _leads_out(shown: str) -> Problem:
    return Problem("leads-out", "the symbolic link leads out of the archive", shown, hint=_PUT_IT_THERE)
