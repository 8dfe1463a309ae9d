"""The folder of the index that commands ask: `.beilin/search/`, changed whole or not at all.

    index/   the shards
    next/    shards that are to replace those of the same names
    commit   which shards these are, and the new state; while it is there, the shards are being replaced
    state    what the index was made from
    texts/   the texts as they were indexed

An update writes to `next/`, then `commit`, then moves the shards. One that is killed before `commit` is written is
forgotten; one that is killed after it is completed by the next one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import msgspec

from beilin.files.replace import replace_file
from beilin.indexing.targets import Written
from beilin.layout import STATE_FOLDER, TERMINAL_INDEX
from beilin.reading.file_rows import FileRow

_INDEX, _NEXT, _COMMIT, _STATE = "index", "next", "commit", "state"
TEXTS, RUNS = "texts", "runs"
_CHECKSUM_SIZE = 4

Value = TypeVar("Value", bound=msgspec.Struct)


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of an index."""

    version: str  # of the code that made it
    index: bytes  # its state (indexing/state.py)
    rows: dict[str, FileRow]  # of the files that differed from the last build


class _Commit(msgspec.Struct, frozen=True, array_like=True):
    moved: list[str]
    removed: list[str]
    state: bytes


@dataclass(frozen=True, slots=True)
class IndexFolder:
    """The folder of the index of an archive. Whoever uses it holds the lock of `path`. Raises OSError."""

    path: Path

    @property
    def shards(self) -> Path:
        """The folder of the shards."""
        return self.path / _INDEX

    def read(self, path: str) -> bytes:
        """The bytes of a shard."""
        return (self.shards / path).read_bytes()

    def load(self, version: str) -> Stored | None:
        """What is remembered, after completing an update that was killed; None if it is damaged or of other code."""
        if commit := _decoded(self.path / _COMMIT, _Commit):
            self._complete(commit)
        (self.path / _COMMIT).unlink(missing_ok=True)
        shutil.rmtree(self.path / _NEXT, ignore_errors=True)
        stored = _decoded(self.path / _STATE, Stored)
        return stored if stored and stored.version == version else None

    def forget(self) -> None:
        """Forget the index: nothing of it will be used again."""
        (self.path / _STATE).unlink(missing_ok=True)

    def target(self) -> StagedTarget:
        """Where an update writes to."""
        return StagedTarget(self.shards, self.path / _NEXT)

    def remember(self, stored: Stored) -> None:
        """Remember this of an index whose shards did not change."""
        replace_file(self.path / _STATE, _encoded(stored))

    def commit(self, stored: Stored, moved: Iterable[str], wanted: Iterable[str]) -> None:
        """Replace the shards that an update wrote, remove those that are not `wanted`, and remember what they are."""
        unwanted = sorted(set(_files_below(self.shards)).difference(wanted))
        commit = _Commit([*moved], unwanted, _encoded(stored))
        replace_file(self.path / _COMMIT, _encoded(commit))
        self._complete(commit)
        (self.path / _COMMIT).unlink()
        shutil.rmtree(self.path / _NEXT, ignore_errors=True)

    def _complete(self, commit: _Commit) -> None:
        for path in commit.moved:
            target = self.shards / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # it was moved before the update was killed
                os.replace(self.path / _NEXT / path, target)
        for path in commit.removed:
            (self.shards / path).unlink(missing_ok=True)
        replace_file(self.path / _STATE, commit.state)


def index_folder(root: Path) -> IndexFolder:
    """The folder of the archive's index."""
    return IndexFolder(root / STATE_FOLDER / TERMINAL_INDEX)


@dataclass(frozen=True, slots=True)
class StagedWrite:
    """Writes shards for the next index."""

    shards: Path
    following: Path

    def __call__(self, path: str, data: bytes) -> Written:
        """Write the bytes, unless the shard has them already. Raises OSError."""
        digest = hashlib.sha256(data).hexdigest()
        with suppress(OSError):
            if (self.shards / path).read_bytes() == data:
                return Written(path, digest, False)
        target = self.following / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return Written(path, digest, True)


class StagedTarget:
    """The shards of the index, and those that will replace them."""

    def __init__(self, shards: Path, following: Path) -> None:
        """The folders of both."""
        self._shards = shards
        self.write = StagedWrite(shards, following)
        self.moved: list[str] = []  # paths of the shards that were written

    def read(self, path: str) -> bytes | None:
        """The bytes of the shard as it is; None if it cannot be read."""
        try:
            return (self._shards / path).read_bytes()
        except OSError:
            return None

    def keep(self, path: str) -> None:
        """The shard stays."""

    def note(self, written: Written) -> None:
        """The shard was written, perhaps by another process."""
        if written.is_staged:
            self.moved.append(written.path)


def _files_below(folder: Path) -> Iterable[str]:
    for parent, _, names in os.walk(folder):
        inside = os.path.relpath(parent, folder)
        yield from (f"{inside}/{name}" for name in names)


def _encoded(value: msgspec.Struct) -> bytes:
    data = msgspec.msgpack.encode(value)
    return crc32(data).to_bytes(_CHECKSUM_SIZE, "little") + data


def _decoded(path: Path, kind: type[Value]) -> Value | None:
    """The value in the file; None if there is none, or a damaged one."""
    try:
        record = path.read_bytes()
        data = record[_CHECKSUM_SIZE:]
        if int.from_bytes(record[:_CHECKSUM_SIZE], "little") != crc32(data):
            return None
        return msgspec.msgpack.decode(data, type=kind)
    except (OSError, msgspec.MsgspecError):
        return None
