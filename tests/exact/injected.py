"""A system call that fails: the n-th of its class in a process, and if wanted all later ones.

The functions of `os`, `open`, `fcntl.flock` and `sqlite3.connect` are replaced; only calls for files below a folder
count, and calls for open files. Call `inject` in a process that does nothing else.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import io
import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

# The functions of `os` in each class, and the errors that they may have. A damaged state is not among them: what has
# lost its page since then is kept as a foreign file (test_damaged_state.py).
CLASSES: dict[str, tuple[tuple[str, ...], tuple[int, ...]]] = {
    "stat": (("stat", "lstat"), (errno.EIO, errno.EACCES, errno.ESTALE)),
    "list": (("scandir", "listdir"), (errno.EIO, errno.EACCES, errno.EMFILE)),
    "open": (("open",), (errno.EMFILE, errno.ENFILE, errno.EACCES, errno.EIO, errno.ENOENT)),
    "read": (("pread",), (errno.EIO, errno.ESTALE)),
    "create": ((), (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EMFILE, errno.EDQUOT)),
    "write": (("write", "writev", "sendfile"), (errno.ENOSPC, errno.EIO, errno.EDQUOT)),
    "rename": (("rename", "replace"), (errno.EACCES, errno.EIO, errno.ENOSPC, errno.EBUSY, errno.EXDEV, errno.EROFS)),
    "remove": (("unlink", "remove", "rmdir"), (errno.EACCES, errno.EIO, errno.EBUSY, errno.EROFS)),
    "mkdir": (("mkdir",), (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO)),
    "attributes": (("utime", "chmod", "fsync", "link", "symlink", "readlink"), (errno.EPERM, errno.EIO)),
    "process": (("fork", "pipe"), (errno.EAGAIN, errno.ENOMEM, errno.EMFILE)),
    "lock": ((), (errno.ENOLCK, errno.EIO, errno.EOPNOTSUPP)),
    "database": ((), (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY,
                      sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOMEM)),
}  # fmt: skip
WRITING = {"create", "write", "rename", "remove", "mkdir", "attributes", "lock", "database"}


class Failure(NamedTuple):
    """What is to fail. With the number -1 nothing fails, and all calls are counted."""

    kind: str  # of CLASSES
    number: int  # of the call, from 0
    error: int
    stays: bool = False  # whether all later calls of the class fail too

    def __str__(self) -> str:
        name = errno.errorcode.get(self.error) if self.kind != "database" else f"SQLite error {self.error}"
        return f"{self.kind} {self.number}{' and later' if self.stays else ''}: {name}"


class _Injector:
    """Counts calls, lets some fail, and notes these in a file."""

    def __init__(self, failure: Failure, root: Path, log: Path) -> None:
        self.failure, self.root, self.log = failure, f"{root}/", log
        self.counts: Counter[str] = Counter()
        self.os_open, self.os_write = os.open, os.write

    def fails(self, kind: str, path: Any) -> bool:
        """Whether this call is to fail."""
        failure = self.failure
        if not (isinstance(path, int) or self._is_inside(path)):
            return False
        number = self.counts[kind]
        self.counts[kind] += 1
        if kind != failure.kind or failure.number < 0:
            return False
        if number != failure.number and not (failure.stays and number > failure.number):
            return False
        self.note([kind, path if isinstance(path, int) else os.fsdecode(path)])
        return True

    def note(self, value: object) -> None:
        """Add a line to the log."""
        descriptor = self.os_open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
        self.os_write(descriptor, json.dumps(value).encode() + b"\n")
        os.close(descriptor)

    def _is_inside(self, path: Any) -> bool:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return False
        return os.path.abspath(os.fsdecode(path)).startswith(self.root)

    def error(self, path: Any = None) -> OSError:
        """The error of the call, which names the path as the system's functions do."""
        number = self.failure.error
        named = path if isinstance(path, (str, bytes, os.PathLike)) else None
        return OSError(number, os.strerror(number), os.fspath(named)) if named else OSError(number, os.strerror(number))


def inject(failure: Failure, root: Path, log: Path) -> None:
    """Let the call fail in this process and those forked from it; calls that failed are noted in `log`."""
    injector = _Injector(failure, root, log)
    for kind, (names, _) in CLASSES.items():
        for name in names:
            if kind != "open":
                setattr(os, name, _failing(getattr(os, name), kind, injector))
    os.open = _failing_open(os.open, injector)
    fcntl.flock = _failing(fcntl.flock, "lock", injector)
    opened = _failing_file(io.open, injector)
    builtins.open = io.open = opened
    sqlite3.connect = _failing_connect(sqlite3.connect, injector)  # type: ignore[assignment]
    if failure.number < 0:
        end = os._exit

        def note_and_end(status: int) -> NoReturn:
            injector.note(injector.counts)
            end(status)

        os._exit = note_and_end


def _failing(call: Callable[..., Any], kind: str, injector: _Injector) -> Callable[..., Any]:
    def failing(*args: Any, **options: Any) -> Any:
        path = args[0] if args and kind != "process" else 0
        if injector.fails(kind, path if not isinstance(path, int) else 0):
            raise injector.error(path)
        return call(*args, **options)

    return failing


def _failing_open(call: Callable[..., int], injector: _Injector) -> Callable[..., int]:
    def failing(path: Any, flags: int, *args: Any, **options: Any) -> int:
        kind = "create" if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR) else "open"
        if injector.fails(kind, path):
            raise injector.error(path)
        return call(path, flags, *args, **options)

    return failing


class _BadFile(io.FileIO):
    """A file that is opened and then cannot be read or written."""

    def __init__(self, path: Any, mode: str, injector: _Injector) -> None:
        super().__init__(path, mode)
        self.injector = injector

    def readinto(self, _buffer: Any, /) -> int:
        raise self.injector.error()

    def readall(self) -> bytes:
        raise self.injector.error()

    def read(self, _size: int | None = -1, /) -> bytes:
        raise self.injector.error()

    def write(self, data: Any, /) -> int:
        super().write(memoryview(data)[: len(memoryview(data)) // 2])
        raise self.injector.error()


def _failing_file(call: Callable[..., Any], injector: _Injector) -> Callable[..., Any]:
    def failing(file: Any, mode: str = "r", buffering: int = -1, *args: Any, **options: Any) -> Any:
        if isinstance(file, int):
            return call(file, mode, buffering, *args, **options)
        is_writing = any(letter in mode for letter in "wax+")
        if injector.fails("create" if is_writing else "open", file):
            raise injector.error(file)
        if not injector.fails("write" if is_writing else "read", file):
            return call(file, mode, buffering, *args, **options)
        raw = _BadFile(file, mode.replace("b", "").replace("t", ""), injector)
        if buffering == 0:
            return raw
        buffered = io.BufferedWriter(raw) if is_writing else io.BufferedReader(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, *args, **options)

    return failing


def _failing_connect(call: Callable[..., sqlite3.Connection], injector: _Injector) -> Callable[..., sqlite3.Connection]:
    class Failing(sqlite3.Connection):
        def execute(self, *args: Any) -> Any:
            self._may_fail()
            return super().execute(*args)

        def executemany(self, *args: Any) -> Any:
            self._may_fail()
            return super().executemany(*args)

        def _may_fail(self) -> None:
            if injector.fails("database", 0):
                error = sqlite3.OperationalError("injected")
                error.sqlite_errorcode = injector.failure.error
                raise error

    return lambda *args, **options: call(*args, factory=Failing, **options)
