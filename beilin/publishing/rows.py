"""Rows of the state that are read when they are asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import TypeVar

from beilin.text.lazily import Unmade

Value = TypeVar("Value")

MANY = 64  # rows that were read one by one, before all are read at once


class Table(Mapping[str, Value]):
    """The rows of a table by path: read one at a time until somebody wants many."""

    def __init__(
        self, opened: Callable[[], AbstractContextManager[sqlite3.Connection]], query: str, make: Callable[..., Value]
    ) -> None:
        self._opened, self._query, self._make = opened, query, make
        self._some: dict[str, Value | None] = {}
        self._all: dict[str, Value] | None = None

    def all(self) -> dict[str, Value]:
        """Every row."""
        if self._all is None:
            with self._opened() as connection:
                self._all = {row[0]: self._make(*row[1:]) for row in connection.execute(self._query)}
        return self._all

    def __getitem__(self, path: str) -> Value:
        if self._all is not None or (path not in self._some and len(self._some) >= MANY):
            return self.all()[path]
        if path not in self._some:
            with self._opened() as connection:
                row = connection.execute(f"{self._query} WHERE path = ?", (path,)).fetchone()
            self._some[path] = self._make(*row[1:]) if row else None
        found = self._some[path]
        if found is None:
            raise KeyError(path)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self.all())


class Rows(Unmade[Value]):
    """The rows of a table, and what has changed since they were written."""

    def __init__(self, table: Table[Value], changes: Mapping[str, Value]) -> None:
        """`changes` are beside and in the place of the table's rows of those paths."""
        self._table, self._changes = table, changes
        self._all: dict[str, Value] | None = None

    def all(self) -> dict[str, Value]:
        """Every row, as it is now."""
        if not self._changes:
            return self._table.all()
        if self._all is None:
            self._all = {**self._table.all(), **self._changes}
        return self._all

    def with_changes(self, changes: Mapping[str, Value]) -> Rows[Value]:
        """The rows with these beside and in the place of those of their paths."""
        return Rows(self._table, {**self._changes, **changes})

    def __getitem__(self, path: str) -> Value:
        return self._changes[path] if path in self._changes else self._table[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self.all())


def read_all(rows: Mapping[str, Value]) -> None:
    """Read all rows at once, because most of them will be asked for."""
    if isinstance(rows, Rows):
        rows.all()
