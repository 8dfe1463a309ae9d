"""What lies in a folder, read from metadata alone, and what of it may have changed since an earlier snapshot."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Collection, Set
from dataclasses import dataclass, field
from pathlib import Path

from beilin.files.signature import signature

# Prefix of a mark that is a digest: the file changed so shortly before the snapshot that its metadata prove nothing.
BY_DIGEST = "="
# Prefix of the mark of a symbolic link.
LINK = "@"
# With more changed folders than this, a walk through everything is faster.
MANY_FOLDERS = 1000


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files and folders below a folder, by relative path, each with its mark.

    A mark is a signature, or "" if the file changed too recently for one. The folder itself has the path "".
    """

    files: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)


def take_snapshot(
    base: Path,
    before: Snapshot,
    *,
    skip: Collection[str] = (),
    only: Collection[str] | None = None,
    follow: bool = False,
) -> tuple[Snapshot, set[str]]:
    """What lies in `base` now, and the files that were added, removed or may have changed since `before`.

    A folder whose signature is unchanged has the same entries and is not listed again. Paths in `skip` are left out.
    With `only`, just these paths are examined and the rest is taken from `before`. With `follow`, a link to a file has
    the mark of its target. Raises OSError if a folder cannot be read.
    """
    walk = _Walk(f"{base}/", before, frozenset(skip), follow)
    if only is None:
        folders, files = _changed_marks(walk.start, before)
        if not folders and not files:
            return before, set()
        if len(folders) > MANY_FOLDERS:
            walk.folder("")
        else:
            walk.mend(folders, files)
        changed = walk.changed | (before.files.keys() - walk.files.keys())
        return Snapshot(walk.files, walk.folders), changed
    walk.files.update(before.files)
    walk.folders.update(before.folders)
    for path in only:
        walk.path(path)
    return Snapshot(walk.files, walk.folders), walk.changed


def with_digests(seen: Snapshot, digest_of: Callable[[str], str]) -> Snapshot:
    """The snapshot to store, with a digest for each file that changed too recently for metadata to reveal a change.

    `digest_of` returns the SHA-256 of the bytes that were read, or "" if the file was not read.
    """
    recent = {path: digest for path, mark in seen.files.items() if not mark and (digest := digest_of(path))}
    return Snapshot(seen.files | {path: BY_DIGEST + recent[path] for path in recent}, seen.folders) if recent else seen


def storable(seen: Snapshot) -> Snapshot:
    """The snapshot without files and folders whose names are not UTF-8; the folders above them will be listed again."""
    try:
        "".join((*seen.files, *seen.folders)).encode()
    except UnicodeEncodeError:
        files = {path: mark for path, mark in seen.files.items() if _is_encodable(path)}
        folders = {path: mark for path, mark in seen.folders.items() if _is_encodable(path)}
        for path in (*(seen.files.keys() - files.keys()), *(seen.folders.keys() - folders.keys())):
            parent = path.rpartition("/")[0]
            folders.update({parent: ""} if parent in folders else {})
        return Snapshot(files, folders)
    return seen


def _is_encodable(path: str) -> bool:
    return path.encode(errors="replace").decode() == path


def file_digest(path: str) -> str:
    """SHA-256 of the file's bytes, or "" if it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _changed_marks(start: str, before: Snapshot) -> tuple[list[str], list[str]]:
    """The folders and the files whose mark differs or that are gone: nearly always none or few.

    A folder with the same mark has had nothing added or removed.
    """
    changed: tuple[list[str], list[str]] = ([], [])
    lstat = os.lstat
    for marks, others in zip((before.folders, before.files), changed, strict=True):
        for path, mark in marks.items():
            try:
                status = lstat(start + path)
            except OSError:  # gone, or an error that the walk meets again and raises
                others.append(path)
                continue
            if f"{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_size}:{status.st_ino}" != mark:
                others.append(path)
    if not before.folders:
        changed[0].append("")
    return changed


class _Walk:
    """A snapshot being taken."""

    def __init__(self, start: str, before: Snapshot, skip: frozenset[str], follow: bool) -> None:
        self.start, self.before, self.skip, self.follow = start, before, skip, follow
        self.files: dict[str, str] = {}
        self.folders: dict[str, str] = {}
        self.changed: set[str] = set()

    def folder(self, top: str) -> None:
        """Examine a folder and everything below it."""
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            for name, is_folder in self._listed(folder):
                path = f"{folder}/{name}" if folder else name
                if path in self.skip:
                    continue
                if is_folder:
                    waiting.append(path)
                else:
                    self.file(path)

    def mend(self, folders: list[str], files: list[str]) -> None:
        """Examine these folders and files; the rest is as before, unless a folder above it is gone."""
        gone = {folder for folder in folders if not self._is_folder(folder)}
        self.files = {path: mark for path, mark in self.before.files.items() if not _is_below(path, gone)}
        self.folders = {path: mark for path, mark in self.before.folders.items() if not _is_below(f"{path}/", gone)}
        for path in files:
            if self.files.pop(path, None) is not None:
                self.file(path)
        for folder in folders:
            if self.folders.pop(folder, None) is None and folder:
                continue
            for name, is_folder in self._listed(folder):
                path = f"{folder}/{name}" if folder else name
                if path in self.skip:
                    continue
                if not is_folder and path not in self.before.files:
                    self.file(path)
                elif is_folder and path not in self.before.folders:
                    self.folder(path)

    def file(self, path: str) -> None:
        """Examine a file."""
        status = self._status(path)
        if status is None or stat.S_ISDIR(status.st_mode):
            return
        is_link = stat.S_ISLNK(status.st_mode)
        try:
            now = signature(os.stat(self.start + path) if is_link and self.follow else status)
        except OSError:  # a dangling link
            now = ""
        if is_link:
            now = LINK + now
        self.files[path] = now
        was = self.before.files.get(path)
        if was != now or now in ("", LINK):
            known = was is not None and was.startswith(BY_DIGEST)
            if not (known and was == BY_DIGEST + file_digest(self.start + path)):
                self.changed.add(path)

    def path(self, path: str) -> None:
        """Examine a path that may now be a file, a folder or nothing, after everything was copied from before."""
        inside = f"{path}/"
        parent = path.rpartition("/")[0]
        had = {path} & self.files.keys()
        if path in self.folders:
            had |= {known for known in self.files if known.startswith(inside)}
        for known in had:
            del self.files[known]
        for known in [known for known in self.folders if known == path or known.startswith(inside)]:
            del self.folders[known]
        if self._is_folder(path):
            self.folder(path)
        else:
            self.file(path)
        self.changed |= had - self.files.keys()
        if path not in had or path not in self.files:
            # Something was added or removed: the folders above must be listed again.
            while True:
                self.folders[parent] = ""
                if not parent:
                    break
                parent = parent.rpartition("/")[0]

    def _listed(self, folder: str) -> list[tuple[str, bool]]:
        """The names in a folder and whether each is a folder, once its mark is noted; nothing if it is not a folder."""
        status = self._status(folder)
        if status is None or not stat.S_ISDIR(status.st_mode):
            return []
        try:
            with os.scandir(self.start + folder) as entries:
                names = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
        except FileNotFoundError:
            return []
        self.folders[folder] = signature(status)
        return names

    def _is_folder(self, path: str) -> bool:
        status = self._status(path)
        return status is not None and stat.S_ISDIR(status.st_mode)

    def _status(self, path: str) -> os.stat_result | None:
        """The status of the path; None if nothing is there."""
        try:
            return os.lstat(self.start + path)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG):
                return None
            raise


def _is_below(path: str, folders: Set[str]) -> bool:
    """Whether the path is inside one of the folders; a trailing "/" makes a folder count as inside itself."""
    while folders and (path := path.rpartition("/")[0]):
        if path in folders:
            return True
    return False
