"""Put a finished build into the output folder: staged whole, then moved in by rename, then pruned."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from beilin.model import InputChangedError, Problem, StaticFile
from beilin.publishing.output_folder import STAGING, file_digest
from beilin.publishing.staging_folder import staged_path, sweep
from beilin.publishing.state import Output
from beilin.text.signatures import signature


class Wanted(NamedTuple):
    """A page to make."""

    number: int  # among the job's pages
    key: str  # its render key, "" where that is not known yet


class Made(NamedTuple):
    """A page that was made."""

    number: int
    key: str
    digest: str  # SHA-256 of its bytes
    is_staged: bool  # or the output has these bytes already
    problem: Problem | None


@dataclass(slots=True)
class Staging:
    """Files that wait, on the output's own file system, to be moved in together."""

    output: Path
    present: Mapping[str, str]  # the files that lay in the output folder when the build began, with signatures
    folders: Mapping[str, str]  # its folders, likewise
    known: Mapping[str, Output]  # what the last build knew of it
    build: int  # the number of this build
    waiting: set[str] = field(default_factory=set)  # output paths of the files that are staged
    outputs: dict[str, Output] = field(default_factory=dict)  # as they will be known; signatures follow the move

    def is_intact(self, path: str) -> bool:
        """Whether the output file is still what the last build wrote."""
        before = self.known.get(path)
        if before is None or path not in self.present:
            return False
        if self.present[path] and self.present[path] == before.signature:
            return True
        return file_digest(self.output / path) == before.digest

    def keep_if_fresh(self, path: str, key: str) -> bool:
        """Whether the output file is what a rendering with that key would give again; then it stays."""
        before = self.known.get(path)
        if before is None or before.key != key or not self.is_intact(path):
            return False
        self.keep(path)
        return True

    def keep_if_same(self, file: StaticFile) -> bool:
        """Whether the output file is a copy of that file already; then it stays."""
        before = self.known.get(file.output)
        if before is None or before.digest != file.digest or not self.is_intact(file.output):
            return False
        self.keep(file.output)
        return True

    def keep(self, path: str) -> None:
        """The file stays as the last build left it."""
        before = self.known[path]
        self.outputs[path] = (
            before if before.signature == self.present[path] else before._replace(signature=self.present[path])
        )

    def note(self, path: str, digest: str, key: str, reason: str, *, is_staged: bool) -> None:
        """Take down what the file will be, and whether it waits to be moved in."""
        self.outputs[path] = Output("" if is_staged else self.present[path], digest, key, self.build, reason)
        if is_staged:
            self.waiting.add(path)

    def copy(self, path: str, source: Path, digest: str, content: bytes | None = None) -> None:
        """The file is to be a copy of `source`, whose bytes have that digest. Raises OSError, InputChangedError.

        Where there is `content`, the file is to have these bytes instead, and the digest is theirs.
        """
        reason = "its source changed" if path in self.known else "it is new"
        has_it = path in self.present and file_digest(self.output / path) == digest
        if not has_it:
            staged = staged_path(self.output, path)
            try:
                if content is None:
                    shutil.copyfile(source, staged)
                else:
                    Path(staged).write_bytes(content)
            except FileNotFoundError:
                raise InputChangedError(str(source)) from None
            if file_digest(Path(staged)) != digest:
                raise InputChangedError(str(source))
        self.note(path, digest, "", reason, is_staged=not has_it)

    def outputs_after(self) -> dict[str, Output]:
        """The outputs as they are known once they have been moved in."""
        outputs = dict(self.outputs)
        for path in self.waiting:
            with suppress(OSError):
                outputs[path] = outputs[path]._replace(signature=signature(os.lstat(f"{self.output}/{path}")))
        return outputs

    def folders_after(self, removed: Iterable[str]) -> dict[str, str]:
        """The signatures of the folders that stayed as they were, and "" for the others, which are to be listed again.

        A folder that was made or removed now changes the one that holds it, whose signature is an older one here.
        """
        touched = {path.rpartition("/")[0] for path in (*self.waiting, *removed)}
        return {folder: "" if folder in touched else found for folder, found in self.folders.items()}


def move_in(staging: Staging, remove: Iterable[str], claim: Callable[[Iterable[str]], None]) -> None:
    """Change the output folder: claim the new paths, move the staged files in, remove what is no longer planned.

    Raises OSError; then the next build finishes what this one began.
    """
    output = staging.output
    claim(staging.waiting)
    blocked_by = {folder for path in staging.waiting for folder in _parents(path)}
    remove = set(remove)
    # A file that makes room for a folder of its name goes before; all others go after the new files are there.
    for path in remove & blocked_by:
        _remove(output, path)
    if staging.waiting:
        _move_folder(output, "", remove)
    for path in remove - blocked_by:
        _remove(output, path)
    sweep(output)


def _move_folder(output: Path, folder: str, remove: set[str]) -> None:
    """Move in what is staged for the folder: folders that are not there yet as a whole, files one by one."""
    with os.scandir(f"{output}/{STAGING}/{folder}") as entries:
        staged = [(entry.path, entry.name, entry.is_dir()) for entry in entries]
    for source, name, is_folder in staged:
        path = f"{folder}/{name}" if folder else name
        target = f"{output}/{path}"
        if is_folder and os.path.lexists(target):
            _move_folder(output, path, remove)
            continue
        try:
            os.replace(source, target)
        except IsADirectoryError:
            _make_room(output, path, remove)
            os.replace(source, target)


def _make_room(output: Path, path: str, remove: set[str]) -> None:
    """Empty the folder that stands where a file is to be, of files that are to be removed anyway."""
    for other in [other for other in remove if other.startswith(f"{path}/")]:
        _remove(output, other)
    for folder, _, _ in os.walk(output / path, topdown=False):
        os.rmdir(folder)


def _remove(output: Path, path: str) -> None:
    with suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(output / path)
    for folder in _parents(path):
        try:
            os.rmdir(output / folder)
        except OSError:
            return  # not empty


def _parents(path: str) -> list[str]:
    """The folders above the path, nearest first."""
    parents = []
    while path := path.rpartition("/")[0]:
        parents.append(path)
    return parents
