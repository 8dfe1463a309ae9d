"""A planned change as a unified diff, as git writes it: `git apply` and GNU patch make the same bytes of it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator

from beilin.editing.plan import ChangePlan, FileChange


def diff_lines(plan: ChangePlan) -> Iterator[str]:
    """The diff, line by line, without the ends of lines (a carriage return before one stays)."""
    for change in plan.changes:
        yield from _of_file(change)


def split_change(line: str, other: str) -> tuple[int, int]:
    """From where to where (characters from 0, the end excluded) the line of a diff differs from the one beside it."""
    shortest = min(len(line), len(other))
    start = next((n for n in range(1, shortest) if line[n] != other[n]), shortest)
    same = next((n for n in range(shortest - start) if line[-1 - n] != other[-1 - n]), shortest - start)
    return start, len(line) - same


def _of_file(change: FileChange) -> Iterator[str]:
    old, new = f"a/{change.path}", f"b/{change.new_path}"
    yield f"diff --git {_name(old)} {_name(new)}"
    if change.new_path != change.path:
        if change.before == change.after:
            yield "similarity index 100%"
        yield f"rename from {_name(change.path)}"
        yield f"rename to {_name(change.new_path)}"
    if change.before == change.after:
        return
    before, after = (data.decode().split("\n") for data in (change.before, change.after))
    # Only a line feed ends a line of a diff; whatever else a file has stays inside its lines.
    for line in difflib.unified_diff(_ended(before), _ended(after), _name(old), _name(new)):
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def _ended(parts: list[str]) -> list[str]:
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _name(path: str) -> str:
    """The path as git writes it (git-config, core.quotePath off): in quotes where it holds a special character."""
    if path.isprintable() and not any(character in path for character in '"\\'):
        return path
    return json.dumps(path, ensure_ascii=False)
