"""The files under content/: which there are, and what they are for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from beilin.model import Problem
from beilin.reading.tags import TAGS_FILE
from beilin.text.signatures import signature

CONTENT = "content"
# Read by Beilin itself, or by the importer, and never published.
_OWN_FILES = {TAGS_FILE, "content/import.yaml"}
PARTS = "content/parts/"  # taken in by other Markdown files, and not published by themselves
DATA = "content/data/"
_DATA_FILE = re.compile(rf"{DATA}[^/]+\.(?:yaml|yml|json|csv)\Z")
_MARKDOWN_FOLDERS = ("content/articles/", "content/pages/", PARTS)


@dataclass(slots=True)
class Content:
    """What lies under content/: for each path from the archive's root the file's signature."""

    markdown: dict[str, str] = field(default_factory=dict)
    static: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def scan_content(root: Path) -> Content:
    """Look at every file under content/ once. Hidden files, editors' copies and accounts of imports are passed over."""
    content = Content()
    if not (root / CONTENT).is_dir():
        hint = "Put it back, or make it for an archive that begins."
        content.problems.append(Problem("no-content", "there is no content/", CONTENT, hint=hint))
    for entry, path in _walk(root / CONTENT, CONTENT):
        try:
            path.encode()
        except UnicodeEncodeError:
            shown = path.encode(errors="replace").decode()
            content.problems.append(
                Problem("file-name", "the file's name is not UTF-8", shown, hint="Rename the file.")
            )
            continue
        try:
            if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root.resolve()):
                hint = "Put the file itself there."
                content.problems.append(Problem("leads-out", "a link leads out of the archive", path, hint=hint))
                continue
            found = signature(entry.stat())
        except OSError as error:
            content.problems.append(unreadable(path, error))
            continue
        is_markdown = path.endswith(".md") and path.startswith(_MARKDOWN_FOLDERS)
        (content.markdown if is_markdown else content.static)[path] = found
    return content


def is_data_file(path: str) -> bool:
    """Whether templates are given what the file holds; it is then not published."""
    return bool(_DATA_FILE.match(path))


def tags_data(root: Path) -> bytes:
    """The bytes of the archive's tag authority; b"" where there is no file. Raises OSError."""
    try:
        return (root / TAGS_FILE).read_bytes()
    except FileNotFoundError:
        return b""


def unreadable(path: str, error: OSError) -> Problem:
    """The problem of a file that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return Problem("vanished", "the file vanished while it was read", path, hint="Build again.")
    return Problem(
        "unreadable", f"cannot be read: {error.strerror or error}", path, hint="Check the file's permissions."
    )


def _walk(folder: Path, prefix: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in entries:
        name, path = entry.name, f"{prefix}/{entry.name}"
        if (
            name.startswith((".", "#"))
            or name.endswith(("~", ".source.yaml"))
            or path in _OWN_FILES
            or is_data_file(path)
        ):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), path)
        elif not entry.is_dir():
            yield entry, path
