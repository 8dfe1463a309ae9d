"""Connections to a state file, and what their errors mean."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from beilin.publishing.state import DamagedStateError

# Errors of the system, as opposed to a damaged file (https://www.sqlite.org/rescode.html, primary codes).
_SYSTEM_ERRORS = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_IOERR,
}  # fmt: skip
_PRIMARY = 0xFF
_ERRNO = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_READONLY: errno.EROFS}


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the file inside one transaction, committed at the end of the block.

    Raises DamagedStateError if the file is damaged, and OSError if the system does not allow its use.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = None
    try:
        with system_errors(path):
            connection = sqlite3.connect(path, isolation_level=None)
            # The kernel keeps what a killed process wrote; what a power failure tears is found damaged and replaced.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
    finally:
        if connection is not None:
            connection.close()


@contextmanager
def system_errors(path: Path) -> Iterator[None]:
    """Errors of SQLite as OSError or DamagedStateError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0)
        if any(path.is_dir() for path in files_of(path)):
            raise DamagedStateError("a folder is in the place of its file") from error
        if code & _PRIMARY in _SYSTEM_ERRORS and code != sqlite3.SQLITE_IOERR_SHORT_READ:
            number = _ERRNO.get(code & _PRIMARY, errno.EIO)
            raise OSError(number, f"the state cannot be used: {error}", str(path)) from error
        raise DamagedStateError(str(error)) from error


def files_of(path: Path) -> list[Path]:
    """The state file, and what SQLite may have beside it."""
    return [path.with_name(path.name + ending) for ending in ("", "-journal", "-wal", "-shm")]
