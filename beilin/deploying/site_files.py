"""The files of a site, in a folder and in a commit, and how the two differ."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Literal

from beilin.deploying.git import git

# HTML's "refresh" pragma (https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-refresh), as in a
# page that only redirects.
_REFRESH = re.compile(
    rb"<meta\s+http-equiv=[\"']?refresh[\"']?\s+content=[\"']0;\s*url=['\"]?([^\"'>]+)", re.IGNORECASE
)
_MAX_HEAD = 4096  # bytes at the start of a page that are searched for it
_MAX_PIECE = 1 << 20  # bytes that are read at a time

CNAME = "CNAME"  # in which GitHub Pages looks for the site's domain
ObjectFormat = Literal["sha1", "sha256"]


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of a site."""

    size: int  # bytes
    blob: str  # the hexadecimal name of git's object for its content
    redirects_to: str = ""  # the target of a redirect page


@dataclass(frozen=True, slots=True)
class Changes:
    """What publishing changes on the site, as sorted paths."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def object_format(root: Path) -> ObjectFormat:
    """The digest by which the repository names its objects."""
    return "sha256" if git(root, "rev-parse", "--show-object-format").strip() == "sha256" else "sha1"


def files_in_folder(folder: Path, digest: ObjectFormat) -> dict[str, SiteFile]:
    """Every file in the folder, by its path with "/"."""
    files = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            path = f"{parent}/{name}"
            files[path[len(str(folder)) + 1 :]] = _site_file(path, digest)
    return files


def _site_file(path: str, digest: ObjectFormat) -> SiteFile:
    """The file, read piece by piece, because a site may have large videos."""
    with open(path, "rb", buffering=0) as file:
        data = file.read(_MAX_PIECE)
        redirects_to = redirect_target(data) if path.endswith(".html") else ""
        size = os.fstat(file.fileno()).st_size
        if len(data) == size:
            return SiteFile(size, blob_name(data, digest), redirects_to)
        blob = hashlib.new(digest, b"blob %d\0" % size + data)
        while data := file.read(_MAX_PIECE):
            blob.update(data)
    return SiteFile(size, blob.hexdigest(), redirects_to)


def files_in_commit(root: Path, commit: str) -> dict[str, SiteFile]:
    """Every file in the commit's tree, by its path."""
    files = {}
    for entry in git(root, "ls-tree", "-r", "-l", "-z", "--full-tree", commit).split("\0"):
        if entry:
            attributes, _, path = entry.partition("\t")
            _, _, blob, size = attributes.split()
            files[path] = SiteFile(int(size) if size.isdigit() else 0, blob)
    return files


def compare(new: Mapping[str, SiteFile], old: Mapping[str, SiteFile]) -> Changes:
    """The changes from `old` to `new`."""
    common = new.keys() & old.keys()
    changed = sorted(path for path in common if new[path].blob != old[path].blob)
    return Changes(
        tuple(sorted(new.keys() - old.keys())),
        tuple(changed),
        tuple(sorted(old.keys() - new.keys())),
        len(common) - len(changed),
    )


def blob_name(data: bytes, digest: ObjectFormat) -> str:
    """Git's object name for a file with this content (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects)."""
    return hashlib.new(digest, b"blob %d\0" % len(data) + data).hexdigest()


def redirect_target(page: bytes) -> str:
    """Where a page that only redirects leads; "" if it is not one."""
    match = _REFRESH.search(page, 0, _MAX_HEAD)
    return unescape(match[1].decode(errors="replace").strip()) if match else ""
