"""Writing a planned change: all of it, also where the process was killed in the middle.

What is to be done is written down first, in .beilin/; then each file is replaced in one step. Where the note is found
later, the same steps are done again: a file that was changed already is passed over.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from beilin.editing.edits import Edit
from beilin.editing.plan import ChangePlan, RefusalError, digest, edited
from beilin.problems.problem import Problem

NOTE = ".beilin/change.json"
_TEMPORARY = ".change-"


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done to one file."""

    path: str
    new_path: str
    before: str  # digest of its bytes
    after: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A change that has begun."""

    command: str
    steps: tuple[Step, ...]


def write_plan(root: Path, plan: ChangePlan) -> None:
    """Change the files. Raises RefusalError, with nothing written, where a file has changed or cannot be written."""
    if problems := [*_obstacles(root, plan)]:
        raise RefusalError(problems)
    steps = tuple(
        Step(change.path, change.new_path, digest(change.before), digest(change.after), change.edits)
        for change in plan.changes
    )
    note = root / NOTE
    note.parent.mkdir(exist_ok=True)
    _replace(note, msgspec.json.encode(Note(plan.command, steps)))
    _do(root, steps)
    note.unlink()


def finish(root: Path) -> tuple[str, list[Problem]]:
    """Finish a change that was cut off: its command, "" where there is none, and the files that it had to pass over."""
    note = root / NOTE
    try:
        begun = msgspec.json.decode(note.read_bytes(), type=Note)
    except FileNotFoundError:
        return "", []
    except (msgspec.MsgspecError, UnicodeDecodeError):
        problem = Problem("cut-off", "the note of a change that was cut off cannot be read", NOTE,
                          hint="Look at what it changed (git diff), then remove the note.")  # fmt: skip
        return "", [problem]
    message = f"it was changed since `{begun.command}` was cut off, and is left as it is"
    hint = "Look for the old name in it."
    problems = [Problem("cut-off", message, path, hint=hint) for path in _do(root, begun.steps)]
    for folder in {(root / step.new_path).parent for step in begun.steps}:
        for temporary in folder.glob(f"{_TEMPORARY}*"):
            temporary.unlink(missing_ok=True)
    note.unlink()
    return begun.command, problems


def _do(root: Path, steps: tuple[Step, ...]) -> list[str]:
    """Do every step that is not done yet; the paths that are neither as they were nor as they are to be."""
    return [step.path for step in steps if not _do_step(root, step)]


def _do_step(root: Path, step: Step) -> bool:
    old, new = root / step.path, root / step.new_path
    moves = step.path != step.new_path
    data = _bytes(old)
    if moves and _digest(_bytes(new)) == step.after:
        if _digest(data) == step.before:
            old.unlink()
        return data is None or _digest(data) == step.before
    if data is not None and _digest(data) == step.before and not (moves and new.exists()):
        _replace(new.resolve(), edited(data, step.edits), like=old)
        if moves:
            old.unlink()
        return True
    return not moves and _digest(data) == step.after


def _obstacles(root: Path, plan: ChangePlan) -> Iterator[Problem]:
    for change in plan.changes:
        path = root / change.path
        if _bytes(path) != change.before:
            yield Problem("refused", "the file changed while the change was planned", change.path, hint="Do it again.")
        elif change.new_path != change.path and path.is_symlink():
            yield Problem(
                "refused", "this is a link, which is not renamed", change.path, hint="Put the file itself there."
            )
        elif not os.access(path, os.W_OK) or not os.access(path.resolve().parent, os.W_OK):
            yield Problem("refused", "the file cannot be written", change.path, hint="Check its permissions.")


def _bytes(path: Path) -> bytes | None:
    with suppress(FileNotFoundError):
        return path.read_bytes()
    return None


def _digest(data: bytes | None) -> str:
    return "" if data is None else digest(data)


def _replace(path: Path, data: bytes, like: Path | None = None) -> None:
    """Put the bytes there in one step, with the permissions of the file `like`."""
    temporary = path.with_name(f"{_TEMPORARY}{os.getpid()}")
    try:
        temporary.write_bytes(data)
        if like:
            shutil.copymode(like, temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
