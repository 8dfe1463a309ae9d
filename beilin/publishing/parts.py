"""The tables of a state, an empty one, and its parts: values by name, some of them in MessagePack."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from typing import TypeVar

from beilin.publishing.plain_parts import paths_of
from beilin.publishing.state import DamagedStateError

Value = TypeVar("Value")

_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE files (path TEXT PRIMARY KEY, digest TEXT NOT NULL, key TEXT NOT NULL, shape TEXT NOT NULL,
                    body TEXT NOT NULL, segment TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
                    record BLOB NOT NULL, problems BLOB NOT NULL);
CREATE TABLE outputs (path TEXT PRIMARY KEY, digest TEXT NOT NULL, key TEXT NOT NULL, build INTEGER NOT NULL,
                      reason TEXT NOT NULL, digest_count INTEGER NOT NULL);
CREATE TABLE dependencies (path TEXT PRIMARY KEY, kind TEXT NOT NULL, id BLOB NOT NULL, tokens BLOB NOT NULL,
                           names BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE parts (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""
_NO_PATHS = b"\x90"


@contextmanager
def as_damage() -> Iterator[None]:
    """What cannot be decoded was not written by Beilin."""
    try:
        yield
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError) as error:
        raise DamagedStateError(str(error)) from error


def put_part(connection: sqlite3.Connection, name: str, value: bytes) -> None:
    """Write a part."""
    connection.execute("INSERT OR REPLACE INTO parts VALUES (?, ?)", (name, value))


def put_claimed(connection: sqlite3.Connection, paths: Set[str]) -> None:
    """Write the claimed paths."""
    import msgspec

    put_part(connection, "claimed", msgspec.msgpack.encode(sorted(paths)))


def claimed(packed: bytes | None) -> set[str]:
    """The claimed paths, in MessagePack like those that older versions left; there are none after most builds.

    Raises DamagedStateError.
    """
    return unpacked(packed, set[str]) if packed and packed != _NO_PATHS else set()


def unpacked(packed: bytes, type: type[Value]) -> Value:
    """The value in MessagePack. Raises DamagedStateError."""
    import msgspec

    try:
        return msgspec.msgpack.decode(packed, type=type)
    except (msgspec.MsgspecError, UnicodeDecodeError, TypeError) as error:
        raise DamagedStateError(str(error)) from error


def renew(connection: sqlite3.Connection, version: Callable[[], str], stamp: str) -> None:
    """Make an empty state of one of a different version (see `StateFile`)."""
    about = _about(connection)
    if stamp and about.get("stamp") == stamp:
        return
    wanted = version()
    if about.get("version") != wanted:
        _create(connection, wanted)
        about = {}
    if about.get("stamp") != stamp:  # to write the same again would be a change to `StateFile.stamp`
        connection.execute("INSERT OR REPLACE INTO about VALUES ('stamp', ?)", (stamp,))


def _about(connection: sqlite3.Connection) -> dict[str, object]:
    try:
        return dict(connection.execute("SELECT name, value FROM about"))
    except sqlite3.OperationalError:  # no such table: the file is new
        return {}


def _create(connection: sqlite3.Connection, version: str) -> None:
    """Make an empty state that still knows which outputs are Beilin's."""
    owned: set[str] = set()
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    if "outputs" in tables and "parts" in tables:
        paths = [path for (path,) in connection.execute("SELECT path FROM outputs")]
        row = connection.execute("SELECT value FROM parts WHERE name = 'claimed'").fetchone()
        with as_damage():
            owned = {*paths_of(paths), *claimed(row and row[0])}
    for table in tables:
        connection.execute(f'DROP TABLE "{table}"')
    for statement in _SCHEMA.split(";")[:-1]:
        connection.execute(statement)
    put_claimed(connection, owned)
    connection.execute("INSERT INTO about VALUES ('version', ?)", (version,))
