"""Which articles were imported from a source, as the files beside them say: what a page about the source depends on.

Only the first lines of an import record are read here; `importing/record` reads all of it.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from beilin.files.regular import read_regular
from beilin.layout import SOURCES, import_record_path, kept_source_path
from beilin.text.yaml.strict import YamlError, parse_yaml, to_plain

_HEAD = b"source:\n"


@dataclass(frozen=True, slots=True)
class ImportedFrom:
    """The import record of an article, and the source that it is about."""

    record: str  # SHA-256 of the record's bytes
    lines: int  # of the source, or its blocks
    source: str  # SHA-256 of the source's bytes
    kept: str  # the path of the source's bytes from the archive's root; "" if they are not kept


Imports = Mapping[str, ImportedFrom | None]  # by Markdown file; articles without a record may be left out


def read_imports(root: Path, articles: Iterable[str], last: Imports, changed: Collection[str]) -> Imports:
    """What each of these articles was imported from.

    `last` is what an earlier call returned, of which all holds that no file in `changed` bears on.
    """
    if any(path.startswith(f"{SOURCES}/") for path in changed):
        last = {}
    found = {}
    for path in articles:
        is_known = path in last and import_record_path(path) not in changed
        if imported := last[path] if is_known else read_import(root, path):
            found[path] = imported
    return found


def read_import(root: Path, article: str) -> ImportedFrom | None:
    """What the article was imported from; None if it has no import record, or one of another generator's document.

    Links that lead out of the archive are not followed.
    """
    record = _read_inside(root, import_record_path(article))
    source = _source_in(record) if record else None
    if record is None or source is None:
        return None
    lines, digest, name = source
    kept = kept_source_path(digest, name)
    data = _read_inside(root, kept) if "/" not in name else None
    is_kept = data is not None and sha256(data).hexdigest() == digest
    return ImportedFrom(sha256(record).hexdigest(), lines, digest, kept if is_kept else "")


def _read_inside(root: Path, path: str) -> bytes | None:
    """The bytes of a file of the archive; None if there is none that can be read."""
    base = os.path.realpath(root)
    try:
        real = os.path.realpath(f"{base}/{path}", strict=True)
        return read_regular(real) if real.startswith(f"{base}/") else None
    except (OSError, ValueError):
        return None


def _source_in(record: bytes) -> tuple[int, str, str] | None:
    """The number of lines or blocks of the source, its SHA-256 and its name, from the head of a record."""
    start = record.find(_HEAD)
    if start < 0:
        return None
    lines = [_HEAD]
    for line in record[start + len(_HEAD) :].splitlines(keepends=True):
        if not line.startswith(b"  "):
            break
        lines.append(line)
    try:
        plain: Any = to_plain(parse_yaml(b"".join(lines).decode(), may_have_controls=True))
        source = plain["source"]
        return int(source.get("blocks") or source["lines"]), str(source["sha256"]), str(source["file"])
    except (KeyError, TypeError, ValueError, AttributeError, YamlError):
        return None
