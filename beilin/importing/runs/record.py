"""The record of an import, `imports/NAME.yaml`: what was written, and what is left to decide.

Its last part lists the files with their digests. It grows line by line, each before its file is written, so that an
interrupted run can be continued and undone as well.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

import yaml

from beilin.importing.runs.error import RunError
from beilin.text.slugs import slugify

FOLDER = "imports"
ADDED = "added_to_files_of_others"
WITH_IMAGES = "with_fetched_images"
FILES = "files:\n"
_LINE = re.compile(r'  (?P<path>"(?:[^"\\]|\\.)*"|[^":]+): (?P<digest>[0-9a-f]{64})')


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What is known of an import."""

    name: str
    head: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)  # place → SHA-256 of what was written

    @property
    def added(self) -> tuple[str, ...]:
        """What was added to files that the import did not begin: keys of site.yaml, and the file of redirects."""
        noted = self.head.get(ADDED)
        return tuple(map(str, noted)) if isinstance(noted, list) else ()

    @property
    def with_images(self) -> Mapping[str, str]:
        """Place → SHA-256 of the Markdown files that show copies of fetched images since."""
        noted = self.head.get(WITH_IMAGES)
        return noted if isinstance(noted, dict) else {}

    @property
    def path(self) -> str:
        """Of the record, from the archive's root."""
        return record_path(self.name)


def record_path(name: str) -> str:
    """The path of the record of the import with that name."""
    return f"{FOLDER}/{name}.yaml"


def read_record(root: Path, name: str) -> RunRecord | None:
    """The record of that import; None if there is none. Raises RunError if it cannot be read."""
    path = record_path(name)
    try:
        text = (root / path).read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise RunError(f"{path} cannot be read: {error}", "Restore it from your backup or from Git.") from None
    above, _, listed = text.partition(f"\n{FILES}")
    try:
        head = yaml.safe_load(above) or {}
    except yaml.YAMLError:
        head = None
    if not isinstance(head, dict):
        raise RunError(f"{path} is not a record of an import", "Restore it from your backup or from Git.")
    matches = map(_LINE.fullmatch, listed.split("\n"))  # the last line may have been cut off
    return RunRecord(name, head, {_unquoted(match["path"]): match["digest"] for match in matches if match})


def find_record(root: Path, identity: Mapping[str, str]) -> RunRecord:
    """The record of an earlier import of the same site or sources, else a new one whose name is not taken.

    The site is the same if the generator is, and its folder or its address, or its title if it has no address.
    """
    name = identity["folder"]
    wanted = slugify(PurePath(name).stem if identity.get("sources") == "file" else name) or "import"
    for number in range(1, 1000):
        name = wanted if number == 1 else f"{wanted}-{number}"
        record = read_record(root, name)
        if record is None:
            return RunRecord(name, dict(identity))
        if _is_same(record.head, identity):
            return record
    raise RunError(f"{FOLDER}/ has 1,000 records named {wanted}", "Rename what is imported.")


def identity_of(folder: Path, generator: str, base_url: str, title: str) -> dict[str, str]:
    """What an import of the same site is recognised by."""
    return {"generator": generator, "title": title, "base_url": base_url, **_named(folder)}


def identity_of_sources(path: Path) -> dict[str, str]:
    """What an import of the same folder of sources, or file with several articles, is recognised by."""
    return {"sources": "folder" if path.is_dir() else "file", **_named(path)}


def _named(path: Path) -> dict[str, str]:
    """The name of the file or folder and what identifies it; its whole path is nobody else's business."""
    whole = os.path.realpath(path)
    return {
        "folder": os.path.basename(whole),
        "folder_id": hashlib.sha256(whole.encode(errors="surrogateescape")).hexdigest()[:16],
    }


def _is_same(head: Mapping[str, Any], identity: Mapping[str, str]) -> bool:
    if any(head.get(key) != identity.get(key) for key in ("generator", "sources")):
        return False
    if head.get("folder_id") == identity["folder_id"]:
        return True
    key = "base_url" if identity.get("base_url") else "title"
    return bool(identity.get(key)) and head.get(key) == identity[key]


def kept_of(record: RunRecord) -> dict[str, Any]:
    """What the next run has to keep of the head."""
    return {key: record.head[key] for key in (ADDED, WITH_IMAGES) if record.head.get(key)}


def _unquoted(path: str) -> str:
    return json.loads(path) if path.startswith('"') else path
