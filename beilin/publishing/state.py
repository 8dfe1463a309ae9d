"""The state of the last build: one SQLite file under .beilin/, safe to delete at any time."""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from beilin.model import Problem
from beilin.reading.bodies import Place
from beilin.reading.memo import FileMemo
from beilin.rendering.facts import TemplateFacts

Value = TypeVar("Value")

FOLDER = ".beilin"
_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE files (path TEXT PRIMARY KEY, signature TEXT NOT NULL, digest TEXT NOT NULL, key TEXT NOT NULL,
                    shape TEXT NOT NULL, body TEXT NOT NULL, segment TEXT NOT NULL, offset INTEGER NOT NULL,
                    length INTEGER NOT NULL, record BLOB NOT NULL, problems BLOB NOT NULL);
CREATE TABLE outputs (path TEXT PRIMARY KEY, signature TEXT NOT NULL, digest TEXT NOT NULL, key TEXT NOT NULL,
                      build INTEGER NOT NULL, reason TEXT NOT NULL);
CREATE TABLE owned (path TEXT PRIMARY KEY);
CREATE TABLE plan (name TEXT PRIMARY KEY, plan BLOB NOT NULL);
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

    signature: str
    digest: str  # SHA-256 of its bytes
    key: str  # the render key; "" for a copied file
    build: int = 0  # the number of the build that made it last
    reason: str = ""  # why that build did


@dataclass(frozen=True, slots=True)
class PlanMemo:
    """What the last build planned, as far as the next needs it that plans nothing else."""

    key: str  # of everything that the plan depends on, which is all but the bodies of the articles
    problems: tuple[Problem, ...]  # that planning found
    drafts: tuple[str, ...]  # output paths of pages that show drafts
    pages: int
    facts: dict[str, TemplateFacts]  # of the theme's templates
    folders: dict[str, str]  # of the output, with signatures: whether anything came or went
    foreign: tuple[str, ...]  # files in the output that are not Beilin's


@dataclass(frozen=True, slots=True)
class State:
    """What the last build left."""

    files: Mapping[str, FileMemo] = field(default_factory=dict)
    outputs: Mapping[str, Output] = field(default_factory=dict)
    owned: frozenset[str] = frozenset()  # every output path that a build wrote or was about to write
    plan: PlanMemo | None = None  # None where the output may be another than planned


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
        with self._open() as connection:
            if _version_of(connection) != self._version:
                _make_anew(connection, self._version)
            files = {}
            rows = connection.execute("SELECT * FROM files")
            for path, signature, digest, key, shape, body, segment, offset, length, record, problems in rows:
                place = Place(segment, offset, length)
                files[path] = FileMemo(signature, digest, key, shape, body, place, record, problems)
            outputs = {row[0]: Output(*row[1:]) for row in connection.execute("SELECT * FROM outputs")}
            owned = frozenset(path for (path,) in connection.execute("SELECT path FROM owned"))
            row = connection.execute("SELECT plan FROM plan").fetchone()
            plan = msgspec.msgpack.decode(row[0], type=PlanMemo) if row else None
        return State(files, outputs, owned, plan)

    def stamp(self) -> bytes:
        """What differs once any process has written to the file; b"" where there is none.

        It is SQLite's file change counter (file format, section 1.3.7) and the file's number.
        """
        try:
            with self.path.open("rb") as file:
                return file.read(100)[24:28] + str(os.fstat(file.fileno()).st_ino).encode()
        except OSError:
            return b""

    @property
    def bodies(self) -> Path:
        """The folder of the bodies that belong to this state."""
        return self.path.with_suffix(".bodies")

    def discard(self) -> None:
        """Remove it."""
        for ending in ("", "-journal", "-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)

    def claim(self, paths: Iterable[str]) -> None:
        """Note that these output paths are about to be Beilin's, before the first of them is written.

        From now on the output may be another than the last plan says.
        """
        with self._open() as connection:
            connection.execute("DELETE FROM plan")
            connection.executemany("INSERT OR IGNORE INTO owned VALUES (?)", ((path,) for path in paths))

    def commit(self, before: State, after: State) -> None:
        """Make `after` the state, in one transaction that writes only what differs from `before`."""
        with self._open() as connection:
            many = connection.executemany
            new = ((path, *memo[:5], *memo.place, *memo[6:]) for path, memo in _new(before.files, after.files))
            many("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", new)
            many("DELETE FROM files WHERE path = ?", _gone(before.files.keys(), after.files.keys()))
            many("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?)",
                 ((path, *output) for path, output in _new(before.outputs, after.outputs)))  # fmt: skip
            many("DELETE FROM outputs WHERE path = ?", _gone(before.outputs.keys(), after.outputs.keys()))
            if after.owned is not before.owned:
                connection.execute("DELETE FROM owned")
                many("INSERT INTO owned VALUES (?)", [(path,) for path in after.owned])
            connection.execute("DELETE FROM plan")
            if after.plan:
                connection.execute("INSERT INTO plan VALUES ('last', ?)", (msgspec.msgpack.encode(after.plan),))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
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
            if code & _PRIMARY in _SYSTEM_ERRORS and code != sqlite3.SQLITE_IOERR_SHORT_READ:
                number = errno.ENOSPC if code & _PRIMARY == sqlite3.SQLITE_FULL else errno.EIO
                raise OSError(number, f"the state cannot be used: {error}", str(self.path)) from error
            raise DamagedStateError(str(error)) from error
        except (msgspec.MsgspecError, UnicodeDecodeError, TypeError, ValueError) as error:
            raise DamagedStateError(str(error)) from error
        finally:
            if connection is not None:
                connection.close()


def _version_of(connection: sqlite3.Connection) -> str:
    try:
        row = connection.execute("SELECT value FROM about WHERE name = 'version'").fetchone()
    except sqlite3.OperationalError:  # no such table: the file is new
        return ""
    return str(row[0]) if row else ""


def _make_anew(connection: sqlite3.Connection, version: str) -> None:
    """An empty state, that still knows which outputs are Beilin's."""
    owned: list[tuple[str]] = []
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    if "owned" in tables:
        owned = connection.execute("SELECT path FROM owned").fetchall()
    for table in tables:
        connection.execute(f'DROP TABLE "{table}"')
    for statement in _SCHEMA.split(";")[:-1]:
        connection.execute(statement)
    connection.executemany("INSERT INTO owned VALUES (?)", owned)
    connection.execute("INSERT INTO about VALUES ('version', ?)", (version,))


def _gone(before: Set[str], after: Set[str]) -> list[tuple[str]]:
    return [(name,) for name in before - after]


def _new(before: Mapping[str, Value], after: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    return ((path, value) for path, value in after.items() if before.get(path) != value)
