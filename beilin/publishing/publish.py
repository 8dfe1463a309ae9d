"""Put a finished build into the output folder: staged whole, then moved in by rename, then pruned."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from beilin.model import InputChangedError, StaticFile
from beilin.publishing.output_folder import MARKER, MARKER_TEXT, STAGING, file_digest
from beilin.publishing.state import Output
from beilin.text.signatures import signature


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
    folders_made: set[str] = field(default_factory=set)  # in the staging folder

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

    def put(self, path: str, data: bytes, key: str, reason: str) -> None:
        """The file is to have these bytes; nothing is staged where it has them already. Raises OSError."""
        if self._note(path, hashlib.sha256(data).hexdigest(), key, reason):
            with open(self._staged(path), "wb") as file:
                file.write(data)

    def copy(self, path: str, source: Path, digest: str) -> None:
        """The file is to be a copy of `source`, whose bytes have that digest. Raises OSError, InputChangedError."""
        reason = "its source changed" if path in self.known else "it is new"
        if self._note(path, digest, "", reason):
            staged = self._staged(path)
            try:
                shutil.copyfile(source, staged)
            except FileNotFoundError:
                raise InputChangedError(str(source)) from None
            if file_digest(Path(staged)) != digest:
                raise InputChangedError(str(source))

    def _note(self, path: str, digest: str, key: str, reason: str) -> bool:
        """Take down what the file will be, and whether it has to be staged for that."""
        has_it = path in self.present and file_digest(self.output / path) == digest
        signature_now = self.present[path] if has_it else ""
        self.outputs[path] = Output(signature_now, digest, key, self.build, reason)
        if not has_it:
            self.waiting.add(path)
        return not has_it

    def _staged(self, path: str) -> str:
        """Where the file waits: under the same path as it will have, so that new folders can be moved in whole."""
        staged = f"{self.output}/{STAGING}/{path}"
        folder = staged.rpartition("/")[0]
        if folder not in self.folders_made:
            os.makedirs(folder, exist_ok=True)
            self.folders_made.add(folder)
        return staged

    def outputs_after(self) -> dict[str, Output]:
        """The outputs as they are known once they have been moved in."""
        outputs = dict(self.outputs)
        for path in self.waiting:
            with suppress(OSError):
                outputs[path] = outputs[path]._replace(signature=signature(os.lstat(self.output / path)))
        return outputs

    def folders_after(self, removed: Iterable[str]) -> dict[str, str]:
        """The signatures of the folders that stayed as they were, and "" for the others, which are to be listed again.

        A folder that was made or removed now changes the one that holds it, whose signature is an older one here.
        """
        touched = {path.rpartition("/")[0] for path in (*self.waiting, *removed)}
        return {folder: "" if folder in touched else found for folder, found in self.folders.items()}


def open_staging(output: Path) -> None:
    """Make the output folder, its mark where Beilin makes the folder, and an empty staging folder. Raises OSError."""
    is_new = not output.exists() or not any(output.iterdir())
    output.mkdir(parents=True, exist_ok=True)
    if is_new:
        (output / MARKER).write_text(MARKER_TEXT, "utf-8")
    sweep(output)
    (output / STAGING).mkdir()


def sweep(output: Path) -> None:
    """Remove the staging folder, also one that a killed build left."""
    shutil.rmtree(output / STAGING, ignore_errors=True)


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
