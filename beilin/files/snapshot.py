"""What lies in a folder, told from metadata alone, and what of it may have changed since an earlier look."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Collection, Set
from dataclasses import dataclass, field
from pathlib import Path

from beilin.files.signature import signature

# Before the digest that is a file's mark where it changed so shortly before a look that its metadata prove nothing.
BY_DIGEST = "="
# Before the mark of a symbolic link.
LINK = "@"
# More folders than this in which something came or went, and a walk through everything is quicker.
MANY_FOLDERS = 1000


@dataclass(frozen=True, slots=True)
class Look:
    """The files and folders in a folder, by path from it, each with a mark: its signature, or "" where that is young.

    The folder itself has the path "".
    """

    files: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)


def look(
    base: Path, before: Look, *, skip: Collection[str] = (), only: Collection[str] | None = None, follow: bool = False
) -> tuple[Look, set[str]]:
    """What lies in `base` now, and the files that came, went or may have changed since `before`.

    A folder with the same signature as before holds what it held then: it is not listed again. Paths in `skip` are left
    out. With `only`, nothing but these paths is looked at, and the rest is taken to be as before. With `follow`, a link
    to a file is marked as what it leads to. Raises OSError where a folder cannot be read.
    """
    walk = _Walk(f"{base}/", before, frozenset(skip), follow)
    if only is None:
        folders, files = _unlike(walk.start, before)
        if not folders and not files:
            return before, set()
        if len(folders) > MANY_FOLDERS:
            walk.folder("")
        else:
            walk.mend(folders, files)
        changed = walk.changed | (before.files.keys() - walk.files.keys())
        return Look(walk.files, walk.folders), changed
    walk.files.update(before.files)
    walk.folders.update(before.folders)
    for path in only:
        walk.path(path)
    return Look(walk.files, walk.folders), walk.changed


def with_digests(seen: Look, digest_of: Callable[[str], str]) -> Look:
    """The look to remember, with the digest of each file that is too young for its metadata to tell of a change.

    `digest_of` gives the SHA-256 of what was read of the file, "" for none.
    """
    young = {path: digest for path, mark in seen.files.items() if not mark and (digest := digest_of(path))}
    return Look(seen.files | {path: BY_DIGEST + young[path] for path in young}, seen.folders) if young else seen


def file_digest(path: str) -> str:
    """SHA-256 of the file's bytes, "" where it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _unlike(start: str, before: Look) -> tuple[list[str], list[str]]:
    """The folders and the files that have not the mark that they had, or are gone: nearly always none or few.

    Where a folder has its mark, nothing came into it and nothing went.
    """
    unlike: tuple[list[str], list[str]] = ([], [])
    lstat = os.lstat
    for marks, others in zip((before.folders, before.files), unlike, strict=True):
        for path, mark in marks.items():
            try:
                status = lstat(start + path)
            except OSError:  # gone, or something that is met again by a closer look
                others.append(path)
                continue
            if f"{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_size}:{status.st_ino}" != mark:
                others.append(path)
    if not before.folders:
        unlike[0].append("")
    return unlike


class _Walk:
    """One look under way."""

    def __init__(self, start: str, before: Look, skip: frozenset[str], follow: bool) -> None:
        self.start, self.before, self.skip, self.follow = start, before, skip, follow
        self.files: dict[str, str] = {}
        self.folders: dict[str, str] = {}
        self.changed: set[str] = set()

    def folder(self, top: str) -> None:
        """Look at a folder and all in it."""
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
        """Look at these folders and files; the rest is as it was, unless a folder above it is gone."""
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
        """Look at a file."""
        status = self._status(path)
        if status is None or stat.S_ISDIR(status.st_mode):
            return
        is_link = stat.S_ISLNK(status.st_mode)
        try:
            now = signature(os.stat(self.start + path) if is_link and self.follow else status)
        except OSError:  # the link leads nowhere
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
        """Look at a path of which it is not known what it is now, after a look at everything."""
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
            # Something came or went: the folders above are to be listed again.
            while True:
                self.folders[parent] = ""
                if not parent:
                    break
                parent = parent.rpartition("/")[0]

    def _listed(self, folder: str) -> list[tuple[str, bool]]:
        """The names in a folder and which are folders, after its mark is taken; nothing where it is no folder."""
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
        """What the system knows of the path; None where nothing is there."""
        try:
            return os.lstat(self.start + path)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
                return None
            raise


def _is_below(path: str, folders: Set[str]) -> bool:
    """Whether the path is inside one of the folders; a folder's path ends with "/" where it is itself meant as well."""
    while folders and (path := path.rpartition("/")[0]):
        if path in folders:
            return True
    return False
