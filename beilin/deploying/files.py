"""The files of a site, as a folder has them and as a branch has them, and how the two differ."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Literal

from beilin.deploying.git import git

# HTML's "refresh" pragma (https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-refresh), as a
# page has it that only leads elsewhere.
_REFRESH = re.compile(
    rb"<meta\s+http-equiv=[\"']?refresh[\"']?\s+content=[\"']0;\s*url=['\"]?([^\"'>]+)", re.IGNORECASE
)
_HEAD = 4096  # bytes of a page in which its head's pragmas stand

ObjectFormat = Literal["sha1", "sha256"]


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of a site."""

    size: int  # bytes
    blob: str  # git's name for its bytes, in hexadecimal
    leads_to: str = ""  # where a redirect page leads


@dataclass(frozen=True, slots=True)
class Changes:
    """What publishing changes on the site: paths, sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def object_format(root: Path) -> ObjectFormat:
    """The digest that the repository names its objects by."""
    return "sha256" if git(root, "rev-parse", "--show-object-format").strip() == "sha256" else "sha1"


def files_in_folder(folder: Path, digest: ObjectFormat) -> dict[str, SiteFile]:
    """Every file in the folder, by its path with "/"."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            name = path.relative_to(folder).as_posix()
            leads_to = _redirect(data) if name.endswith(".html") else ""
            found[name] = SiteFile(len(data), blob_name(data, digest), leads_to)
    return found


def files_in_commit(root: Path, commit: str) -> dict[str, SiteFile]:
    """Every file in the commit's tree."""
    found = {}
    for entry in git(root, "ls-tree", "-r", "-l", "-z", "--full-tree", commit).split("\0"):
        if entry:
            about, _, path = entry.partition("\t")
            _, _, blob, size = about.split()
            found[path] = SiteFile(int(size) if size.isdigit() else 0, blob)
    return found


def compare(new: Mapping[str, SiteFile], old: Mapping[str, SiteFile]) -> Changes:
    """What has to change for `old` to become `new`."""
    both = new.keys() & old.keys()
    changed = sorted(path for path in both if new[path].blob != old[path].blob)
    return Changes(
        tuple(sorted(new.keys() - old.keys())),
        tuple(changed),
        tuple(sorted(old.keys() - new.keys())),
        len(both) - len(changed),
    )


def blob_name(data: bytes, digest: ObjectFormat) -> str:
    """Git's name for a file with these bytes (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects)."""
    return hashlib.new(digest, b"blob %d\0" % len(data) + data).hexdigest()


def _redirect(page: bytes) -> str:
    match = _REFRESH.search(page, 0, _HEAD)
    return unescape(match[1].decode(errors="replace").strip()) if match else ""
