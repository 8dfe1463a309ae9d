"""Writing a planned change: all of it, even if the process is killed in the middle.

The steps are first written to a journal in .beilin/; then each file is replaced in one step. If a journal is found
later, its steps are carried out again: a file that was changed already is skipped.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from beilin.editing.changes import ChangePlan, FileChange, edited
from beilin.editing.edits import Edit
from beilin.editing.refusal import RefusalError
from beilin.files.replace import TEMPORARY_PREFIX, replace_file
from beilin.problems.problem import Problem

JOURNAL = ".beilin/change.json"


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done to one file."""

    path: str
    new_path: str
    before: str  # digest of its bytes; "" for a file that is to be made
    after: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Journal:
    """A change that has begun."""

    command: str
    steps: tuple[Step, ...]


def write_plan(root: Path, plan: ChangePlan) -> None:
    """Change the files. Raises RefusalError, with nothing written, if a file has changed or cannot be written."""
    if problems := [*_obstacles(root, plan)]:
        raise RefusalError(problems)
    steps = tuple(map(_step, plan.changes))
    journal = root / JOURNAL
    replace_file(journal, msgspec.json.encode(Journal(plan.command, steps)))
    _do(root, steps)
    journal.unlink()


def _step(change: FileChange) -> Step:
    before = "" if change.is_new else _digest(change.before)
    return Step(change.path, change.new_path, before, _digest(change.after), change.edits)


def finish_interrupted(root: Path) -> tuple[str, list[Problem]]:
    """Finish an interrupted change. Returns its command ("" if there was none) and the files that had to be skipped."""
    path = root / JOURNAL
    try:
        journal = msgspec.json.decode(path.read_bytes(), type=Journal)
    except FileNotFoundError:
        return "", []
    except (msgspec.MsgspecError, UnicodeDecodeError):
        message = "the journal of an interrupted change cannot be read"
        hint = "Review what was changed (git diff), then delete the journal."
        return "", [Problem("cut-off", message, JOURNAL, hint=hint)]
    message = f"it was changed after `{journal.command}` was interrupted, and is left as it is"
    hint = "Search it for the old name."
    problems = [Problem("cut-off", message, skipped, hint=hint) for skipped in _do(root, journal.steps)]
    for folder in {(root / step.new_path).parent for step in journal.steps}:
        for temporary in folder.glob(f"{TEMPORARY_PREFIX}*"):
            temporary.unlink(missing_ok=True)
    path.unlink()
    return journal.command, problems


def _do(root: Path, steps: tuple[Step, ...]) -> list[str]:
    """Do every step that is not yet done. Returns the paths of files that are in neither state."""
    return [step.path for step in steps if not _do_step(root, step)]


def _do_step(root: Path, step: Step) -> bool:
    old, new = root / step.path, root / step.new_path
    moves = step.path != step.new_path
    data = _read(old)
    if moves and _digest(_read(new)) == step.after:
        if _digest(data) == step.before:
            old.unlink()
        return data is None or _digest(data) == step.before
    if data is None and not step.before:
        replace_file(new, edited(b"", step.edits))
        return True
    if data is not None and _digest(data) == step.before and not (moves and new.exists()):
        replace_file(new.resolve(), edited(data, step.edits), mode_of=old)
        if moves:
            old.unlink()
        return True
    return not moves and _digest(data) == step.after


def _obstacles(root: Path, plan: ChangePlan) -> Iterator[Problem]:
    for change in plan.changes:
        path = root / change.path
        if _read(path) != (None if change.is_new else change.before):
            message, hint = "the file was changed in the meantime", "Run the command again."
        elif change.new_path != change.path and path.is_symlink():
            message, hint = "this is a symbolic link, which cannot be renamed", "Put the file itself there."
        elif not (change.is_new or os.access(path, os.W_OK)) or not os.access(path.resolve().parent, os.W_OK):
            message, hint = "the file cannot be written", "Check its permissions."
        else:
            continue
        yield Problem("refused", message, change.path, hint=hint)


def _read(path: Path) -> bytes | None:
    with suppress(FileNotFoundError):
        return path.read_bytes()
    return None


def _digest(data: bytes | None) -> str:
    """SHA-256 of the bytes; "" for a missing file."""
    return "" if data is None else hashlib.sha256(data).hexdigest()
