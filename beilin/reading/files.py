"""The files under content/, by their purpose."""

from __future__ import annotations

import errno
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from beilin.files.regular import read_regular
from beilin.files.snapshot import REFUSED, Snapshot
from beilin.layout import CONTENT, DATA, IMPORT_RECORD, MARKDOWN_FOLDERS, REDIRECTS_FILE, TAGS_FILE
from beilin.problems.problem import Problem
from beilin.reading.misplaced import misplaced_markdown, text_of_list
from beilin.reading.refused_files import (
    fault_above,
    fault_of_content_folder,
    fault_of_name,
    faults_of_links,
    refused,
)
from beilin.reading.withheld import Withheld, withheld_by_name
from beilin.text.globs import compile_globs

# Read by Beilin or its importer, and never published.
_INTERNAL_FILES = {TAGS_FILE, REDIRECTS_FILE, "content/import.yaml"}
_DATA_FILE = re.compile(rf"{DATA}[^/.#][^/]*\.(?:yaml|yml|json|csv)\Z")
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


def sort_content(root: Path, seen: Snapshot, publish: Sequence[str] = (), output: Path | None = None) -> Content:
    """The files of the snapshot by their purpose. `publish` is the setting of that name; `output` is built into."""
    content = Content()
    if fault := fault_of_content_folder(root, output):
        content.problems.append(fault)
        return content
    exceptions = compile_globs(publish)
    faults = faults_of_links(root, seen, output)
    content.problems += (fault for fault in faults.values() if isinstance(fault, Problem))
    for inner in sorted(seen.files):
        path, mark = f"{CONTENT}/{inner}", seen.files[inner]
        if exceptions and exceptions.match(unicodedata.normalize("NFC", inner)):
            content.excepted.add(path)
        purpose = purpose_of(path, is_excepted=path in content.excepted)
        if isinstance(purpose, Withheld):
            content.withheld.append(purpose)
        elif mark.startswith(REFUSED):
            content.problems.append(refused(root, path, mark[1:]))
        elif fault := fault_of_name(path):
            content.problems.append(fault)
        elif faults and (above := fault_above(path, faults)):
            if isinstance(above, Withheld):
                content.withheld.append(above._replace(path=path))
        elif isinstance(purpose, Problem):
            content.problems.append(purpose)
        elif purpose != "internal":
            (content.markdown if purpose == "markdown" else content.static).append(path)
    return content


def purpose_of(path: str, *, is_excepted: bool) -> Purpose:
    """What the file at the path is for; of one that is not published, why.

    `is_excepted` is whether `publish` in site.yaml names it. Only the path decides, so a file that is "static" may
    still prove to be an article in disguise, or to be shown by drafts only.
    """
    if path in _INTERNAL_FILES or is_data_file(path) or f"{IMPORT_RECORD}/" in f"{path}/":
        return "internal"
    if (not is_excepted or _RESERVED.match(path)) and (withheld := withheld_by_name(path)):
        return withheld
    if path.endswith(".md") and path.startswith(MARKDOWN_FOLDERS):
        return (None if is_excepted else text_of_list(path)) or "markdown"
    return (None if is_excepted else misplaced_markdown(path)) or "static"


def is_data_file(path: str) -> bool:
    """Whether the file holds data for templates; it is then not published."""
    return bool(_DATA_FILE.match(path))


def tags_data(root: Path) -> bytes:
    """The bytes of the archive's tag authority; b"" if there is no file. Raises OSError."""
    return _optional_data(root / TAGS_FILE)


def redirects_data(root: Path) -> bytes:
    """The bytes of the archive's list of former addresses; b"" if there is no file. Raises OSError."""
    return _optional_data(root / REDIRECTS_FILE)


def _optional_data(path: Path) -> bytes:
    try:
        return read_regular(path)
    except OSError as error:
        if is_refused(error) or isinstance(error, IsADirectoryError):
            return b""
        raise


def is_refused(error: OSError) -> bool:
    """Whether the file is missing, or is one that `sort_content` has reported: a link, a FIFO."""
    return error.errno in (errno.ENOENT, errno.EINVAL, errno.ELOOP, errno.ENXIO)


def unreadable(path: str, error: OSError) -> Problem:
    """The problem of a file that the system refuses to read."""
    if isinstance(error, FileNotFoundError):
        return Problem("vanished", "the file vanished while it was read", path, hint="Build again.")
    return Problem(
        "unreadable", f"cannot be read: {error.strerror or error}", path, hint="Check the file's permissions."
    )
