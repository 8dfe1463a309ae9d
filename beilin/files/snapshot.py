"""What lies in a folder, read from metadata alone, and what of it may have changed since an earlier snapshot."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Collection, Set
from pathlib import Path
from typing import NamedTuple

from beilin.files.links import LINK as LINK
from beilin.files.links import REFUSED as REFUSED
from beilin.files.links import LinkReader
from beilin.files.regular import kind_of, open_regular
from beilin.files.signature import signature

# Prefix of a mark that is a digest: the file changed so shortly before the snapshot that its metadata prove nothing.
BY_DIGEST = "="
# With more changed folders than this, a walk through everything is faster.
MANY_FOLDERS = 1000


class Snapshot(NamedTuple):
    """The files and folders below a folder, by relative path, each with its mark.

    A mark is a signature, or "" if the file changed too recently for one. The folder itself has the path "".
    """

    files: dict[str, str] = {}  # noqa: RUF012 (a snapshot is never changed)
    folders: dict[str, str] = {}  # noqa: RUF012
    links: tuple[str, ...] = ()  # the paths that are or were symbolic links, if links are followed


def take_snapshot(
    base: Path,
    before: Snapshot,
    *,
    skip: Collection[str] = (),
    only: Collection[str] | None = None,
    follow: bool = False,
    inside: Path | None = None,
) -> tuple[Snapshot, set[str]]:
    """What lies in `base` now, and the files that were added, removed or may have changed since `before`.

    A folder whose signature is unchanged has the same entries and is not listed again. Paths in `skip` are left out.
    With `only`, just these paths are examined and the rest is taken from `before`. With `follow`, a link to a file or
    a folder counts as what it leads to, but for links out of the folder `inside`. Raises OSError if a folder cannot be
    read.
    """
    walk = _Walk(f"{base}/", before, frozenset(skip), LinkReader(f"{base}/", inside) if follow else None)
    if only is None:
        folders, files = _changed_marks(walk, before)
        if not folders and not files:
            return before, set()
        if len(folders) > MANY_FOLDERS:
            walk.folder("")
        else:
            walk.mend(folders, files)
        changed = walk.changed | (before.files.keys() - walk.files.keys())
        return walk.snapshot(), changed
    walk.files.update(before.files)
    walk.folders.update(before.folders)
    for path in only:
        walk.path(path)
    return walk.snapshot(), walk.changed


def with_digests(seen: Snapshot, digest_of: Callable[[str], str]) -> Snapshot:
    """The snapshot to store, with a digest for each file that changed too recently for metadata to reveal a change.

    `digest_of` returns the SHA-256 of the bytes that were read, or "" if the file was not read.
    """
    recent = {path: digest for path, mark in seen.files.items() if not mark and (digest := digest_of(path))}
    return seen._replace(files=seen.files | {path: BY_DIGEST + recent[path] for path in recent}) if recent else seen


def storable(seen: Snapshot) -> Snapshot:
    """The snapshot without files and folders whose names are not UTF-8; the folders above them will be listed again."""
    try:
        "".join((*seen.files, *seen.folders)).encode()
    except UnicodeEncodeError:
        files = {path: mark for path, mark in seen.files.items() if is_encodable(path)}
        folders = {path: mark for path, mark in seen.folders.items() if is_encodable(path)}
        for path in (*(seen.files.keys() - files.keys()), *(seen.folders.keys() - folders.keys())):
            parent = path.rpartition("/")[0]
            folders.update({parent: ""} if parent in folders else {})
        return Snapshot(files, folders, tuple(path for path in seen.links if is_encodable(path)))
    return seen


def is_encodable(path: str) -> bool:
    """Whether the path is UTF-8."""
    return path.encode(errors="replace").decode() == path


def file_digest(path: str) -> str:
    """SHA-256 of the file's bytes, or "" if it cannot be read or is not a regular file."""
    import hashlib  # which takes 2 ms, and a build with nothing changed needs no digest

    try:
        with open_regular(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _changed_marks(walk: _Walk, before: Snapshot) -> tuple[list[str], list[str]]:
    """The folders and the files whose mark differs or that are gone: nearly always none or few.

    A folder with the same mark has had nothing added or removed.
    """
    changed: tuple[list[str], list[str]] = ([], [])
    lstat, start = os.lstat, walk.start
    for marks, others in zip((before.folders, before.files), changed, strict=True):
        for path, mark in marks.items():
            try:
                status = lstat(start + path)
            except OSError:  # gone, or an error that the walk meets again and raises
                others.append(path)
                continue
            if f"{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_size}:{status.st_ino}" != mark and (
                not mark.startswith((LINK, REFUSED)) or mark == LINK or walk.examine(path)[1] != mark
            ):
                others.append(path)
    if not before.folders:
        changed[0].append("")
    return changed


class _Walk:
    """A snapshot being taken."""

    def __init__(self, start: str, before: Snapshot, skip: frozenset[str], links: LinkReader | None) -> None:
        self.start, self.before, self.skip, self.links = start, before, skip, links
        self.files: dict[str, str] = {}
        self.folders: dict[str, str] = {}
        self.changed: set[str] = set()

    def snapshot(self) -> Snapshot:
        """What was found."""
        known = self.links.examined.union(self.before.links) if self.links else ()
        links = sorted(path for path in known if path in self.files or path in self.folders)
        return Snapshot(
            self.files,
            self.folders,
            tuple(sorted(path for path in links if path in self.files or path in self.folders)),
        )

    def examine(self, path: str) -> tuple[bool | None, str]:
        """Whether the path is a folder, and its mark; None if nothing is there."""
        try:
            status = os.lstat(self.start + path)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG):
                return None, ""
            raise
        if stat.S_ISREG(status.st_mode):
            return False, signature(status)
        if stat.S_ISDIR(status.st_mode):
            return True, signature(status)
        if stat.S_ISLNK(status.st_mode):
            return self.links.resolve(path) if self.links else (False, LINK + signature(status))
        return False, REFUSED + kind_of(status.st_mode)

    def entry(self, path: str) -> None:
        """Examine whatever is at the path."""
        is_folder, mark = self.examine(path)
        if is_folder:
            self.folder(path)
        elif is_folder is not None:
            self.file(path, mark)

    def folder(self, top: str) -> None:
        """Examine a folder and everything below it."""
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            for path, is_folder in self._listed(folder):
                if is_folder:
                    waiting.append(path)
                else:
                    found, mark = self.examine(path)
                    if found:  # a link to a folder
                        waiting.append(path)
                    elif found is not None:
                        self.file(path, mark)

    def mend(self, folders: list[str], files: list[str]) -> None:
        """Examine these folders and files; the rest is as before, unless a folder above it is gone."""
        gone = {folder for folder in folders if not self.examine(folder)[0]}
        self.files = {path: mark for path, mark in self.before.files.items() if not _is_below(path, gone)}
        self.folders = {path: mark for path, mark in self.before.folders.items() if not _is_below(f"{path}/", gone)}
        for path in files:
            if self.files.pop(path, None) is not None:
                self.entry(path)
        for folder in folders:
            if self.folders.pop(folder, None) is None and folder:
                self.entry(folder)
                continue
            for path, is_folder in self._listed(folder):
                if (is_folder and path not in self.before.folders) or (
                    not is_folder and path not in self.before.files and path not in self.before.folders
                ):
                    self.entry(path)

    def file(self, path: str, now: str) -> None:
        """Note a file that has the mark `now`."""
        self.files[path] = now
        was = self.before.files.get(path)
        if was != now or now in ("", LINK):
            known = was is not None and was.startswith(BY_DIGEST) and not now.startswith(REFUSED)
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
        self.entry(path)
        self.changed |= had - self.files.keys()
        if path not in had or path not in self.files:
            # Something was added or removed: the folders above must be listed again.
            while True:
                self.folders[parent] = ""
                if not parent:
                    break
                parent = parent.rpartition("/")[0]

    def _listed(self, folder: str) -> list[tuple[str, bool]]:
        """The paths in a folder and whether each is certainly a folder, once its mark is noted.

        Nothing if it is not a folder.
        """
        is_folder, mark = self.examine(folder)
        if not is_folder:
            return []
        prefix = f"{folder}/" if folder else ""
        try:
            with os.scandir(self.start + folder) as entries:
                paths = [(prefix + entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
        except FileNotFoundError:
            return []
        self.folders[folder] = mark
        return [(path, is_dir) for path, is_dir in paths if path not in self.skip]


def _is_below(path: str, folders: Set[str]) -> bool:
    """Whether the path is inside one of the folders; a trailing "/" makes a folder count as inside itself."""
    while folders and (path := path.rpartition("/")[0]):
        if path in folders:
            return True
    return False
