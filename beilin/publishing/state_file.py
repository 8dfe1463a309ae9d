"""The state as a file: one SQLite database for each output folder, under .beilin/."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from beilin.files.snapshot import storable
from beilin.publishing.connection import connected, files_of, system_errors
from beilin.publishing.parts import as_damage, claimed, put_claimed, put_part, renew, unpacked
from beilin.publishing.plain_parts import plan_part, read_plan, read_snapshots, snapshots_part
from beilin.publishing.rows import Table
from beilin.publishing.sqlite_header import is_truncated, stamp_of
from beilin.publishing.state import DamagedStateError as DamagedStateError
from beilin.publishing.state import Dependencies, Output, Snapshots, State

if TYPE_CHECKING:
    from beilin.reading.file_rows import FileRow

Value = TypeVar("Value")

# Parts that are kept as they are.
_PACKED = ("problems", "templates", "archive", "links")
# With more tokens than this it is faster to look at every row here than to let SQLite search for each.
MAX_SEARCHED = 20


class StateFile:
    """A state file. Every call opens and closes it, so that no connection is open when a process forks.

    Raises DamagedStateError if the file is damaged, and OSError if the system does not allow its use.
    """

    def __init__(self, path: Path, version: Callable[[], str], stamp: str = "") -> None:
        """`version` names everything in which a state written by other code could differ; such a state is discarded.

        It need not be called if the `stamp` is that of a state with the same version; "" for no stamp.
        """
        self.path = path
        self._version, self._stamp = version, stamp
        self._kept: sqlite3.Connection | None = None  # while `kept_open`

    def load(self) -> State:
        """The state; an empty one if the file is new or of a different version."""
        if is_truncated(self.path):
            raise DamagedStateError("the file is truncated")
        with self.opened() as connection:
            renew(connection, self._version, self._stamp)
            # A part that few builds need, of some 100 bytes an article, is read by `index`.
            parts = dict(connection.execute("SELECT name, value FROM parts WHERE name != 'index'"))
        with as_damage():
            return State(
                files=Table(self._reading, "files", _file_rows),
                outputs=Table(self._reading, "outputs", _output_rows),
                dependencies=Table(self._reading, "dependencies", _dependencies_rows),
                claimed=frozenset(claimed(parts.get("claimed"))),
                snapshots=read_snapshots(parts["snapshots"]) if "snapshots" in parts else Snapshots(),
                plan=read_plan(parts["plan"]) if "plan" in parts else None,
                **{name: memoryview(parts.get(name, b"")).tobytes() for name in _PACKED},
            )

    def dependents(self, tokens: Collection[int]) -> Iterator[tuple[str, str, bytes]]:
        """(path, kind, id) of every row of dependencies with one of the tokens, and now and then of others.

        A search for bytes finds a token also across two others; then a page is planned that need not be.
        """
        if not tokens:
            return
        wanted = [struct.pack("=I", token) for token in sorted(tokens)]
        if len(wanted) <= MAX_SEARCHED:
            condition = " OR ".join(["instr(tokens, ?)"] * len(wanted))
            query, values = f"SELECT path, kind, id FROM dependencies WHERE {condition}", wanted
            with self.opened() as connection:
                rows = connection.execute(query, values).fetchall()
        else:
            with self.opened() as connection:
                every = connection.execute("SELECT path, kind, id, tokens FROM dependencies").fetchall()
            rows = [row[:3] for row in every if any(token in row[3] for token in wanted)]
        from beilin.publishing.row_types import check_types

        for row in rows:
            check_types(row, (str, str, bytes))
            yield row

    def linking_by_name(self) -> list[tuple[str, str, bytes, dict[str, str]]]:
        """(path, kind, id, names) of every row of dependencies with links by name; names → digests of the answers."""
        with self.opened() as connection:
            rows = connection.execute("SELECT path, kind, id, names FROM dependencies WHERE names != x''").fetchall()
        return [(*row[:3], unpacked(row[3], dict[str, str])) for row in rows]

    def stamp(self) -> bytes:
        """A stamp that differs once any process has written to the file; b"" if there is no file."""
        return stamp_of(self.path)

    def index(self) -> bytes:
        """What is known of the search's index, as `commit` got it; b"" for nothing."""
        with self.opened() as connection:
            row = connection.execute("SELECT value FROM parts WHERE name = 'index'").fetchone()
        return bytes(row[0]) if row and isinstance(row[0], bytes) else b""

    @property
    def bodies(self) -> Path:
        """The folder of the cached bodies that belong to this state."""
        return self.path.with_suffix(".bodies")

    @property
    def texts(self) -> Path:
        """The folder of the texts that the search's index was made from."""
        return self.path.with_suffix(".texts")

    def discard(self) -> None:
        """Remove it, and what SQLite may have left beside it."""
        for path in files_of(self.path):
            if path.is_dir() and not path.is_symlink():
                import shutil

                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def claim(self, paths: Iterable[str]) -> None:
        """Note that these output paths are about to be Beilin's, before the first of them is written.

        From then on the output may differ from the last plan.
        """
        with self.opened() as connection:
            row = connection.execute("SELECT value FROM parts WHERE name = 'claimed'").fetchone()
            connection.execute("DELETE FROM parts WHERE name = 'plan'")
            put_claimed(connection, claimed(row and row[0]).union(paths))

    def commit(
        self,
        before: State,
        after: State,
        *,
        only: Collection[str] | None = None,
        removed: Iterable[str] = (),
        index: bytes | None = None,
    ) -> None:
        """Make `after` the state, in one transaction that writes only what differs from `before`.

        `only` are the paths of the rows that may differ, if known, and `removed` those of outputs that are no longer
        there. `index` is what is known of the search's index; None if that is as it was.
        """
        # Compared first, because rows cannot be read while the state is written.
        files = [(path, *row[:4], *row.extent, *row[5:]) for path, row in _new(before.files, after.files, only)]
        outputs = [(path, *row) for path, row in _new(before.outputs, after.outputs, only)]
        dependencies = [(path, *row) for path, row in _new(before.dependencies, after.dependencies, only)]
        with self.opened() as connection:
            many = connection.executemany
            many("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", files)
            many("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?)", outputs)
            many("INSERT OR REPLACE INTO dependencies VALUES (?, ?, ?, ?, ?)", dependencies)
            if only is None:
                many("DELETE FROM files WHERE path = ?", _gone(before.files, after.files))
                many("DELETE FROM outputs WHERE path = ?", _gone(before.outputs, after.outputs))
                many("DELETE FROM dependencies WHERE path = ?", _gone(before.dependencies, after.dependencies))
            else:
                many("DELETE FROM outputs WHERE path = ?", [(path,) for path in removed])
            put_claimed(connection, after.claimed)
            if after.snapshots is not before.snapshots:
                put_part(connection, "snapshots", snapshots_part(_storable(after.snapshots)))
            for name in _PACKED:
                if getattr(after, name) is not getattr(before, name):
                    put_part(connection, name, getattr(after, name))
            if index is not None:
                put_part(connection, "index", index)
            if after.plan:
                put_part(connection, "plan", plan_part(after.plan))
            else:
                connection.execute("DELETE FROM parts WHERE name = 'plan'")

    @contextmanager
    def kept_open(self) -> Iterator[None]:
        """Read all rows that are asked for in the block by one connection: 11 µs each instead of 99.

        In the block nothing may be written to the file, and no process forked.
        """
        with self.opened() as connection:
            connection.execute("COMMIT")  # so that no lock is held between two rows
            self._kept = connection
            try:
                yield
            finally:
                self._kept = None
            connection.execute("BEGIN")

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for reading rows."""
        if self._kept is None:
            with self.opened() as connection:
                yield connection
        else:
            with system_errors(self.path):
                yield self._kept

    def opened(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection inside one transaction, committed at the end of the block."""
        return connected(self.path)


def _file_rows() -> Callable[..., FileRow]:
    from beilin.publishing.row_types import file_row

    return file_row


def _output_rows() -> Callable[..., Output]:
    from beilin.publishing.row_types import output_row

    return output_row


def _dependencies_rows() -> Callable[..., Dependencies]:
    from beilin.publishing.row_types import dependencies_row

    return dependencies_row


def _storable(snapshots: Snapshots) -> Snapshots:
    sources = {place: storable(snapshot) for place, snapshot in snapshots.sources.items()}
    return Snapshots(sources, storable(snapshots.output))


def _gone(before: Mapping[str, object], after: Mapping[str, object]) -> list[tuple[str]]:
    names: Set[str] = before.keys() - after.keys()
    return [(name,) for name in names]


def _new(
    before: Mapping[str, Value], after: Mapping[str, Value], only: Collection[str] | None
) -> Iterator[tuple[str, Value]]:
    if only is None:
        rows = dict(before)
        return ((path, value) for path, value in after.items() if rows.get(path) != value)
    return ((path, after[path]) for path in only if path in after)
