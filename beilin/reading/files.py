"""The files under content/, by their purpose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from beilin.files.snapshot import LINK, Snapshot
from beilin.layout import CONTENT, DATA, MARKDOWN_FOLDERS, TAGS_FILE
from beilin.problems.problem import Problem
from beilin.reading.misplaced import misplaced_markdown
from beilin.reading.withheld import Withheld, withheld_by_name
from beilin.text.globs import compile_globs

# Read by Beilin or its importer, and never published.
_INTERNAL_FILES = {TAGS_FILE, "content/import.yaml"}
_DATA_FILE = re.compile(rf"{DATA}[^/.#][^/]*\.(?:yaml|yml|json|csv)\Z")
_IMPORT_RECORD = ".source.yaml"
# In the output, these names are Beilin's.
_RESERVED = re.compile(rf"{CONTENT}/\.(?:gitignore\Z|beilin-)")

Purpose = Literal["markdown", "static", "internal"] | Withheld | Problem


@dataclass(slots=True)
class Content:
    """The files under content/, by path from the archive's root."""

    markdown: list[str] = field(default_factory=list)
    static: list[str] = field(default_factory=list)
    excepted: set[str] = field(default_factory=set)  # those that `publish` in site.yaml names
    withheld: list[Withheld] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def sort_content(root: Path, seen: Snapshot, publish: Sequence[str] = ()) -> Content:
    """The files of the snapshot by their purpose. `publish` is the setting of that name."""
    content = Content()
    exceptions = compile_globs(publish)
    if not (root / CONTENT).is_dir():
        hint = "Restore it, or create it for a new archive."
        content.problems.append(Problem("no-content", "there is no content/", CONTENT, hint=hint))
    for inner in sorted(seen.files):
        path = f"{CONTENT}/{inner}"
        if exceptions and exceptions.match(unicodedata.normalize("NFC", inner)):
            content.excepted.add(path)
        purpose = purpose_of(path, is_excepted=path in content.excepted)
        if purpose == "internal":
            continue
        if isinstance(purpose, Withheld):
            content.withheld.append(purpose)
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
        if isinstance(purpose, Problem):
            content.problems.append(purpose)
        else:
            (content.markdown if purpose == "markdown" else content.static).append(path)
    return content


def purpose_of(path: str, *, is_excepted: bool) -> Purpose:
    """What the file at the path is for; of one that is not published, why.

    `is_excepted` is whether `publish` in site.yaml names it. Only the path decides, so a file that is "static" may
    still prove to be an article in disguise, or to be shown by drafts only.
    """
    if path in _INTERNAL_FILES or is_data_file(path) or f"{_IMPORT_RECORD}/" in f"{path}/":
        return "internal"
    if (not is_excepted or _RESERVED.match(path)) and (withheld := withheld_by_name(path)):
        return withheld
    if path.endswith(".md") and path.startswith(MARKDOWN_FOLDERS):
        return "markdown"
    return (None if is_excepted else misplaced_markdown(path)) or "static"


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
