"""What lies in a folder, told from metadata alone, and what of it may have changed since an earlier look."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from beilin.text.signatures import signature

# Before the digest that is a file's mark where it changed so shortly before a look that its metadata prove nothing.
BY_DIGEST = "="
# Before the mark of a symbolic link.
LINK = "@"


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
        unlike = _unlike(walk.start, before)
        if unlike is None:
            walk.folder("")
        elif unlike:
            walk.files, walk.folders = dict(before.files), before.folders
            for path in unlike:
                walk.file(path)
        else:
            return before, set()
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


def _unlike(start: str, before: Look) -> list[str] | None:
    """The files that have not the mark that they had, where every folder has; else None.

    Nearly always nothing came and nothing went, which is told quickly.
    """
    lstat = os.lstat
    unlike = []
    if not before.folders:
        return None
    try:
        for path, mark in before.folders.items():
            status = lstat(start + path)
            if f"{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_size}:{status.st_ino}" != mark:
                return None
        for path, mark in before.files.items():
            status = lstat(start + path)
            if f"{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_size}:{status.st_ino}" != mark:
                unlike.append(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return unlike


class _Walk:
    """One look under way."""

    def __init__(self, start: str, before: Look, skip: frozenset[str], follow: bool) -> None:
        self.start, self.before, self.skip, self.follow = start, before, skip, follow
        self.files: dict[str, str] = {}
        self.folders: dict[str, str] = {}
        self.changed: set[str] = set()
        self._known_in: dict[str, list[str]] | None = None
        self._folders_in: dict[str, list[str]] = {}

    def folder(self, top: str) -> None:
        """Look at a folder and all in it."""
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            try:
                now = signature(os.lstat(self.start + folder))
            except (FileNotFoundError, NotADirectoryError):
                continue
            self.folders[folder] = now
            if now and self.before.folders.get(folder) == now:
                for path in self._known(folder):
                    self.file(path)
                waiting += self._folders_in.get(folder, ())
                continue
            for name, is_folder in self._listed(folder):
                path = f"{folder}/{name}" if folder else name
                if path in self.skip:
                    continue
                if is_folder:
                    waiting.append(path)
                else:
                    self.file(path)

    def file(self, path: str) -> None:
        """Look at a file."""
        try:
            status = os.lstat(self.start + path)
        except FileNotFoundError:
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
        try:
            is_folder = stat.S_ISDIR(os.lstat(self.start + path).st_mode)
        except (FileNotFoundError, NotADirectoryError):
            pass
        else:
            if is_folder:
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

    def _known(self, folder: str) -> list[str]:
        if self._known_in is None:
            self._known_in = {}
            for path in self.before.files:
                self._known_in.setdefault(path.rpartition("/")[0], []).append(path)
            for path in self.before.folders:
                if path:
                    self._folders_in.setdefault(path.rpartition("/")[0], []).append(path)
        return self._known_in.get(folder, [])

    def _listed(self, folder: str) -> Iterator[tuple[str, bool]]:
        with os.scandir(self.start + folder) as entries:
            for entry in entries:
                yield entry.name, entry.is_dir(follow_symlinks=False)
