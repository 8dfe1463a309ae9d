"""The state of the last build: one SQLite file under .beilin/, safe to delete at any time."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from beilin.files.snapshot import Snapshot
from beilin.problems.problem import Problem
from beilin.publishing.rows import Rows, Table
from beilin.reading.bodies import Place
from beilin.reading.memo import FileMemo
from beilin.rendering.dependencies import TemplateDependencies

Value = TypeVar("Value")

FOLDER = ".beilin"
_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE files (path TEXT PRIMARY KEY, digest TEXT NOT NULL, key TEXT NOT NULL, shape TEXT NOT NULL,
                    body TEXT NOT NULL, segment TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
                    record BLOB NOT NULL, problems BLOB NOT NULL);
CREATE TABLE outputs (path TEXT PRIMARY KEY, digest TEXT NOT NULL, key TEXT NOT NULL, build INTEGER NOT NULL,
                      reason TEXT NOT NULL);
CREATE TABLE parts (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""


class DamagedStateError(Exception):
    """A state file that holds something else than Beilin wrote."""


# What the system refuses, as against what the file holds (https://www.sqlite.org/rescode.html, primary codes).
_SYSTEM_ERRORS = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_IOERR,
}  # fmt: skip
_PRIMARY = 0xFF


class Output(NamedTuple):
    """What is known of a file in the output folder."""

    digest: str  # SHA-256 of its bytes
    key: str  # the render key; "" for a copied file
    build: int = 0  # the number of the build that made it last
    reason: str = ""  # why that build did


@dataclass(frozen=True, slots=True)
class PlanMemo:
    """What the last build planned and said, as far as the next needs it that plans less."""

    key: str  # of everything that the plan depends on, which is all but the bodies of the articles
    request: str  # what of the command the build depended on
    today: str  # YYYY-MM-DD
    time_zone: str  # decides what day it is
    base_path: str
    problems: tuple[Problem, ...]  # that planning found
    told: tuple[Problem, ...]  # all that the build told
    drafts: tuple[str, ...]  # output paths of pages that show drafts
    pages: int
    facts: dict[str, TemplateDependencies]  # of the theme's templates
    foreign: tuple[str, ...]  # files in the output that are not Beilin's
    build: int  # the number of the last build that made an output


@dataclass(frozen=True, slots=True)
class Snapshots:
    """What lay where when the last build had come to its end."""

    sources: dict[str, Snapshot] = field(default_factory=dict)  # by place
    output: Snapshot = field(default_factory=Snapshot)


@dataclass(frozen=True, slots=True)
class State:
    """What the last build left. Rows are read from the file when they are first asked for."""

    files: Mapping[str, FileMemo] = field(default_factory=dict)
    outputs: Mapping[str, Output] = field(default_factory=dict)
    claimed: frozenset[str] = frozenset()  # output paths that a build was about to write which did not come to its end
    snapshots: Snapshots = field(default_factory=Snapshots)
    plan: PlanMemo | None = None  # None where the output may be another than planned
    facts: bytes = b""  # what that plan was made from, in MessagePack; b"" where it is not known

    @property
    def owned(self) -> Set[str]:
        """Every output path that a build wrote or was about to write."""
        return self.outputs.keys() | self.claimed


def state_path(root: Path, output: Path) -> Path:
    """Where the state of builds into that output folder is."""
    if output == root / "site":
        return root / FOLDER / "site.sqlite"
    digest = hashlib.sha256(str(output).encode(errors="surrogateescape")).hexdigest()[:12]
    return root / FOLDER / f"{output.name}-{digest}.sqlite"


class StateFile:
    """A state file. Every call opens it and closes it again, so that no connection is open when a process forks.

    Raises DamagedStateError where the file is damaged, and OSError where the system does not let us use it.
    """

    def __init__(self, path: Path, version: str) -> None:
        """`version` names all that a state written by another Beilin could differ in; such a state is not used."""
        self.path = path
        self._version = version

    def load(self) -> State:
        """All of it but the bodies; an empty one where there is none, or it is another version's."""
        with self.opened() as connection:
            if _version_of(connection) != self._version:
                _make_anew(connection, self._version)
            parts = dict(connection.execute("SELECT name, value FROM parts"))
        decode = msgspec.msgpack.decode
        with _as_damage():
            state = State(
                files=Rows(Table(self.opened, "SELECT * FROM files", _file_memo), {}),
                outputs=Rows(Table(self.opened, "SELECT * FROM outputs", _output), {}),
                claimed=decode(parts.get("claimed", b"\x90"), type=frozenset[str]),
                snapshots=decode(parts["snapshots"], type=Snapshots) if "snapshots" in parts else Snapshots(),
                plan=decode(parts["plan"], type=PlanMemo) if "plan" in parts else None,
                facts=memoryview(parts.get("facts", b"")).tobytes(),
            )
            _check_paths(state.snapshots)
        return state

    def stamp(self) -> bytes:
        """What differs once any process has written to the file; b"" where there is none.

        It is SQLite's file change counter (file format, section 1.3.7), and what the system knows of the file: who
        damages it changes that alone.
        """
        try:
            with self.path.open("rb") as file:
                status = os.fstat(file.fileno())
                return file.read(100)[24:28] + f"{status.st_ino} {status.st_size} {status.st_mtime_ns}".encode()
        except OSError:
            return b""

    @property
    def bodies(self) -> Path:
        """The folder of the bodies that belong to this state."""
        return self.path.with_suffix(".bodies")

    def discard(self) -> None:
        """Remove it, and what SQLite may have left beside it."""
        for path in self._files:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    @property
    def _files(self) -> list[Path]:
        return [self.path.with_name(self.path.name + ending) for ending in ("", "-journal", "-wal", "-shm")]

    def claim(self, paths: Iterable[str]) -> None:
        """Note that these output paths are about to be Beilin's, before the first of them is written.

        From now on the output may be another than the last plan says.
        """
        with self.opened() as connection:
            row = connection.execute("SELECT value FROM parts WHERE name = 'claimed'").fetchone()
            known = msgspec.msgpack.decode(row[0], type=set[str]) if row else set()
            connection.execute("DELETE FROM parts WHERE name = 'plan'")
            _put_part(connection, "claimed", sorted(known.union(paths)))

    def commit(self, before: State, after: State, *, only: Collection[str] | None = None) -> None:
        """Make `after` the state, in one transaction that writes only what differs from `before`.

        `only` are the paths of the rows that may differ, where that is known.
        """
        # Found out first, for a row cannot be read while the state is written.
        files = [(path, *memo[:4], *memo.place, *memo[5:]) for path, memo in _new(before.files, after.files, only)]
        outputs = [(path, *output) for path, output in _new(before.outputs, after.outputs, only)]
        with self.opened() as connection:
            many = connection.executemany
            many("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", files)
            many("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?)", outputs)
            if only is None:
                many("DELETE FROM files WHERE path = ?", _gone(before.files.keys(), after.files.keys()))
                many("DELETE FROM outputs WHERE path = ?", _gone(before.outputs.keys(), after.outputs.keys()))
            _put_part(connection, "claimed", sorted(after.claimed))
            if after.snapshots is not before.snapshots:
                _put_part(connection, "snapshots", after.snapshots)
            if after.facts is not before.facts:
                connection.execute("INSERT OR REPLACE INTO parts VALUES ('facts', ?)", (after.facts,))
            if after.plan:
                _put_part(connection, "plan", after.plan)
            else:
                connection.execute("DELETE FROM parts WHERE name = 'plan'")

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """A connection inside one transaction, committed at the end of the block."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = None
        try:
            connection = sqlite3.connect(self.path, isolation_level=None)
            # The kernel keeps what a killed process wrote; what a power cut tears is found damaged and made anew.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0)
            if any(path.is_dir() for path in self._files):
                raise DamagedStateError("a folder is in the place of its file") from error
            if code & _PRIMARY in _SYSTEM_ERRORS and code != sqlite3.SQLITE_IOERR_SHORT_READ:
                number = errno.ENOSPC if code & _PRIMARY == sqlite3.SQLITE_FULL else errno.EIO
                raise OSError(number, f"the state cannot be used: {error}", str(self.path)) from error
            raise DamagedStateError(str(error)) from error
        finally:
            if connection is not None:
                connection.close()


@contextmanager
def _as_damage() -> Iterator[None]:
    """What cannot be decoded was not written by Beilin."""
    try:
        yield
    except (msgspec.MsgspecError, UnicodeDecodeError, TypeError, ValueError) as error:
        raise DamagedStateError(str(error)) from error


_FILE_TYPES = (str, str, str, str, str, int, int, bytes, bytes)
_OUTPUT_TYPES = (str, str, int, str)


def _file_memo(*row: Any) -> FileMemo:
    _check_types(row, _FILE_TYPES)
    digest, key, shape, body, segment, offset, length, record, problems = row
    # The same on nearly all files, and kept for each of them.
    key, segment = sys.intern(key), sys.intern(segment)
    return FileMemo(digest, key, shape, body, Place(segment, offset, length), record, problems)


def _output(*row: Any) -> Output:
    _check_types(row, _OUTPUT_TYPES)
    return Output(*row)


def _check_types(row: tuple[object, ...], types: tuple[type, ...]) -> None:
    # SQLite keeps what it cannot convert to the type of a column (Datatypes in SQLite, section 3).
    if tuple(map(type, row)) != types:
        raise DamagedStateError("a row has values of wrong types")


def _check_paths(snapshots: Snapshots) -> None:
    """Raises ValueError where a path holds NUL, which the system refuses to look for."""
    for look in (*snapshots.sources.values(), snapshots.output):
        if any("\0" in "".join(paths) for paths in (look.files, look.folders)):
            raise ValueError("a path holds NUL")


def _put_part(connection: sqlite3.Connection, name: str, value: object) -> None:
    connection.execute("INSERT OR REPLACE INTO parts VALUES (?, ?)", (name, msgspec.msgpack.encode(value)))


def _version_of(connection: sqlite3.Connection) -> str:
    try:
        row = connection.execute("SELECT value FROM about WHERE name = 'version'").fetchone()
    except sqlite3.OperationalError:  # no such table: the file is new
        return ""
    return str(row[0]) if row else ""


def _make_anew(connection: sqlite3.Connection, version: str) -> None:
    """An empty state, that still knows which outputs are Beilin's."""
    owned: set[str] = set()
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    if "outputs" in tables and "parts" in tables:
        paths = [path for (path,) in connection.execute("SELECT path FROM outputs")]
        row = connection.execute("SELECT value FROM parts WHERE name = 'claimed'").fetchone()
        with _as_damage():
            owned = set(msgspec.convert(paths, type=list[str]))
            owned |= msgspec.msgpack.decode(row[0], type=set[str]) if row else set()
    for table in tables:
        connection.execute(f'DROP TABLE "{table}"')
    for statement in _SCHEMA.split(";")[:-1]:
        connection.execute(statement)
    _put_part(connection, "claimed", sorted(owned))
    connection.execute("INSERT INTO about VALUES ('version', ?)", (version,))


def _gone(before: Set[str], after: Set[str]) -> list[tuple[str]]:
    return [(name,) for name in before - after]


def _new(
    before: Mapping[str, Value], after: Mapping[str, Value], only: Collection[str] | None
) -> Iterator[tuple[str, Value]]:
    if only is None:
        known = dict(before)
        return ((path, value) for path, value in after.items() if known.get(path) != value)
    return ((path, after[path]) for path in only if path in after)
