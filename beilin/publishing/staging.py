"""Staging: the files of a build are written, then moved into the output folder by rename; then it is pruned."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from beilin.files.signature import signature
from beilin.files.snapshot import Snapshot, file_digest, with_digests
from beilin.model import InputChangedError, StaticFile
from beilin.publishing.output_folder import STAGING
from beilin.publishing.staging_folder import open_staging, staged_path, sweep
from beilin.publishing.state import Dependencies, Output


@dataclass(slots=True)
class Staging:
    """The files of a build, on the file system of the output, before they are moved in together."""

    output: Path
    seen: Snapshot  # of the output folder when the build began
    altered: Set[str]  # files there that were added or removed, or may have changed, since the last build
    known: Mapping[str, Output]  # what the last build wrote
    build: int  # the number of this build
    waiting: set[str] = field(default_factory=set)  # output paths of the staged files
    outputs: dict[str, Output] = field(default_factory=dict)  # those that this build leaves
    dependencies: dict[str, Dependencies] = field(default_factory=dict)  # of the pages among these
    outdated: set[str] = field(default_factory=set)  # output paths of exports that were left as they are
    rendered: int = 0  # pages that this build rendered
    has_written: bool = False  # whether it rendered a page or copied a file
    has_changed: bool = False  # whether a file was moved into the output folder, or removed from it
    is_open: bool = False  # whether there is a folder for staged files

    def open(self) -> None:
        """Create the output folder, and an empty folder for staged files, unless that was done. Raises OSError."""
        if not self.is_open:
            open_staging(self.output)
            self.is_open = True

    @property
    def is_whole(self) -> bool:
        """Whether every output file is still what the last build wrote."""
        return all(self.is_intact(path) for path in self.altered if path in self.known)

    def is_intact(self, path: str) -> bool:
        """Whether the output file is still what the last build wrote."""
        before = self.known.get(path)
        if before is None or path not in self.seen.files:
            return False
        return path not in self.altered or file_digest(f"{self.output}/{path}") == before.digest

    def keep_if_fresh(self, path: str, key: str) -> bool:
        """Whether the output file is the result of a rendering with that key; then it is kept."""
        before = self.known.get(path)
        if before is None or before.key != key or not self.is_intact(path):
            return False
        self.keep(path)
        return True

    def keep_if_same(self, file: StaticFile) -> bool:
        """Whether the output file is a copy of that file already; then it is kept."""
        before = self.known.get(file.output)
        if before is None or before.digest != file.digest or not self.is_intact(file.output):
            return False
        self.keep(file.output)
        return True

    def keep(self, path: str) -> None:
        """Keep the file as the last build left it."""
        self.outputs[path] = self.known[path]

    def note(self, path: str, digest: str, key: str, reason: str, *, is_staged: bool, digest_count: int = -1) -> None:
        """Record the new output file, and whether it is staged. `digest_count`: as in Output."""
        self.outputs[path] = Output(digest, key, self.build, reason, digest_count)
        if is_staged:
            self.waiting.add(path)

    def copy(self, path: str, source: Path, digest: str, content: bytes | None = None) -> None:
        """Make the file a copy of `source`, whose bytes have that digest. Raises OSError, InputChangedError.

        If `content` is given, the file gets these bytes instead, and the digest is theirs.
        """
        reason = "its source changed" if path in self.known else "it is new"
        is_there = path in self.seen.files and file_digest(f"{self.output}/{path}") == digest
        if not is_there:
            staged = staged_path(self.output, path)
            try:
                if content is None:
                    shutil.copyfile(source, staged)
                else:
                    Path(staged).write_bytes(content)
            except FileNotFoundError:
                raise InputChangedError(str(source)) from None
            if file_digest(staged) != digest:
                raise InputChangedError(str(source))
        self.note(path, digest, "", reason, is_staged=not is_there)

    def snapshot_after(self, removed: Collection[str], moved_at: int) -> Snapshot:
        """The output folder after the files were moved in, for the next build to compare with.

        `moved_at` is the time before the first file was moved, in nanoseconds. A new folder that has not changed since
        then contains exactly what was staged in it; any other touched folder has no signature, and is listed again.
        """
        files = {path: value for path, value in self.seen.files.items() if path not in removed}
        folders = dict(self.seen.folders)
        touched = {parent for path in (*self.waiting, *removed) for parent in _parents(path)} | {""}
        for path in self.waiting:
            with suppress(OSError):
                files[path] = signature(os.lstat(f"{self.output}/{path}"))
        for folder in touched:
            folders[folder] = ""
            if folder not in self.seen.folders:
                with suppress(OSError):
                    status = os.lstat(f"{self.output}/{folder}")
                    folders[folder] = signature(status) if status.st_mtime_ns < moved_at else ""
        return with_digests(Snapshot(files, folders), self._digest_of)

    def _digest_of(self, path: str) -> str:
        output = self.outputs.get(path) or self.known.get(path)
        return output.digest if output else ""


def move_in(staging: Staging, remove: Iterable[str], claim: Callable[[Iterable[str]], None]) -> None:
    """Change the output folder: claim the new paths, move the staged files in, remove what is no longer planned.

    Raises OSError; if `staging.has_changed` is then set, the next build completes the change.
    """
    claim(staging.waiting)
    blocked_by = {folder for path in staging.waiting for folder in _parents(path)}
    remove = set(remove)
    # A file in the way of a new folder of its name is removed first; all others after the new files were moved in.
    for path in remove & blocked_by:
        _remove(staging, path)
    if staging.waiting:
        _move_folder(staging, "", remove)
    for path in remove - blocked_by:
        _remove(staging, path)
    sweep(staging.output)


def _move_folder(staging: Staging, folder: str, remove: set[str]) -> None:
    """Move in what is staged for the folder: new folders as a whole, files one by one."""
    output = staging.output
    with os.scandir(f"{output}/{STAGING}/{folder}") as entries:
        staged = [(entry.path, entry.name, entry.is_dir()) for entry in entries]
    for source, name, is_folder in staged:
        path = f"{folder}/{name}" if folder else name
        target = f"{output}/{path}"
        if is_folder and os.path.lexists(target):
            _move_folder(staging, path, remove)
            continue
        try:
            os.replace(source, target)
        except IsADirectoryError:
            _make_room(staging, path, remove)
            os.replace(source, target)
        staging.has_changed = True


def _make_room(staging: Staging, path: str, remove: set[str]) -> None:
    """Remove the folder in the way of a file; the files in it are no longer planned."""
    for other in [other for other in remove if other.startswith(f"{path}/")]:
        _remove(staging, other)
    for folder, _, _ in os.walk(staging.output / path, topdown=False):
        os.rmdir(folder)
        staging.has_changed = True


def _remove(staging: Staging, path: str) -> None:
    with suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(staging.output / path)
        staging.has_changed = True
    for folder in _parents(path):
        try:
            os.rmdir(staging.output / folder)
        except OSError:
            return  # not empty


def _parents(path: str) -> list[str]:
    """The folders above the path, nearest first."""
    parents = []
    while path := path.rpartition("/")[0]:
        parents.append(path)
    return parents
