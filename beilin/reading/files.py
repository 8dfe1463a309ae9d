"""The files under content/, by their purpose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from beilin.files.snapshot import LINK, Snapshot
from beilin.layout import ARTICLES, CONTENT, DATA, PAGES, PARTS, TAGS_FILE
from beilin.problems.problem import Problem

# Read by Beilin or its importer, and never published.
_INTERNAL_FILES = {TAGS_FILE, "content/import.yaml"}
_DATA_FILE = re.compile(rf"{DATA}[^/]+\.(?:yaml|yml|json|csv)\Z")
# A name in the path that begins with a full stop or `#`, or ends like a text editor's backup or an import record.
_IGNORED = re.compile(r"/[.#]|~(?:/|\Z)|\.source\.yaml(?:/|\Z)")
_MARKDOWN_FOLDERS = (ARTICLES, PAGES, PARTS)


@dataclass(slots=True)
class Content:
    """The files under content/, by path from the archive's root."""

    markdown: list[str] = field(default_factory=list)
    static: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def sort_content(root: Path, seen: Snapshot) -> Content:
    """The files of the snapshot by their purpose, without hidden files, editors' backups and import records."""
    content = Content()
    if not (root / CONTENT).is_dir():
        hint = "Restore it, or create it for a new archive."
        content.problems.append(Problem("no-content", "there is no content/", CONTENT, hint=hint))
    for inner in sorted(seen.files):
        path = f"{CONTENT}/{inner}"
        if _IGNORED.search(path) or path in _INTERNAL_FILES or is_data_file(path):
            continue
        try:
            path.encode()
        except UnicodeEncodeError:
            name = path.encode(errors="replace").decode()
            content.problems.append(Problem("file-name", "the file's name is not UTF-8", name, hint="Rename the file."))
            continue
        is_link = seen.files[inner].startswith(LINK)
        if is_link and (root / path).is_dir():
            continue
        if is_link and not (root / path).resolve().is_relative_to(root.resolve()):
            hint = "Put the file itself there."
            content.problems.append(Problem("leads-out", "a link leads out of the archive", path, hint=hint))
            continue
        is_markdown = path.endswith(".md") and path.startswith(_MARKDOWN_FOLDERS)
        (content.markdown if is_markdown else content.static).append(path)
    return content


def is_data_file(path: str) -> bool:
    """Whether the file holds data for templates; it is then not published."""
    return bool(_DATA_FILE.match(path))


def tags_data(root: Path) -> bytes:
    """The bytes of the archive's tag authority; b"" if there is no file. Raises OSError."""
    try:
        return (root / TAGS_FILE).read_bytes()
    except FileNotFoundError:
        return b""


def unreadable(path: str, error: OSError) -> Problem:
    """The problem of a file that the system refuses to read."""
    if isinstance(error, FileNotFoundError):
        return Problem("vanished", "the file vanished while it was read", path, hint="Build again.")
    return Problem(
        "unreadable", f"cannot be read: {error.strerror or error}", path, hint="Check the file's permissions."
    )
