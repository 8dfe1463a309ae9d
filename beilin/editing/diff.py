"""A planned change as a unified diff, as git writes it: `git apply` and GNU patch produce the same bytes from it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator

from beilin.editing.changes import ChangePlan, FileChange


def diff_lines(plan: ChangePlan) -> Iterator[str]:
    """The diff, line by line, without line feeds (a carriage return before one stays)."""
    for change in plan.changes:
        yield from _file_diff(change)


def split_change(line: str, other: str) -> tuple[int, int]:
    """The span (characters from 0, the end excluded) in which the line of a diff differs from its counterpart."""
    shortest = min(len(line), len(other))
    start = next((n for n in range(1, shortest) if line[n] != other[n]), shortest)
    same = next((n for n in range(shortest - start) if line[-1 - n] != other[-1 - n]), shortest - start)
    return start, len(line) - same


def _file_diff(change: FileChange) -> Iterator[str]:
    old, new = f"a/{change.path}", f"b/{change.new_path}"
    yield f"diff --git {_quoted(old)} {_quoted(new)}"
    if change.new_path != change.path:
        if change.before == change.after:
            yield "similarity index 100%"
        yield f"rename from {_quoted(change.path)}"
        yield f"rename to {_quoted(change.new_path)}"
    if change.is_new:
        yield "new file mode 100644"
        old = "/dev/null"
    if change.before == change.after:
        return
    before, after = (data.decode().split("\n") for data in (change.before, change.after))
    # In a diff only a line feed ends a line; other line ends stay inside the lines.
    for line in difflib.unified_diff(_with_line_feeds(before), _with_line_feeds(after), _quoted(old), _quoted(new)):
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def _with_line_feeds(lines: list[str]) -> list[str]:
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _quoted(path: str) -> str:
    """The path as git writes it (git-config, core.quotePath off): in quotes if it holds a special character."""
    if path.isprintable() and not any(character in path for character in '"\\'):
        return path
    return json.dumps(path, ensure_ascii=False)
