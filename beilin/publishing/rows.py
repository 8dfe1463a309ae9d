"""Rows of the state that are read when they are asked for.

With 10,000 articles a state has 45,000 rows, and those of files alone take 70 ms to read. In ink an edited body needs
130 of them, for the articles that may be related to some, and an edited title 600.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Any, TypeVar

Value = TypeVar("Value")
Open = Callable[[], AbstractContextManager[sqlite3.Connection]]

# How many rows are read one by one before all are read at once: this number, or a share of a large table. One row takes
# as long as three when all are read, or fifteen without `StateFile.kept_open`.
BULK_THRESHOLD, BULK_SHARE = 64, 8


class Table(Mapping[str, Value]):
    """The rows of a table by path: read one at a time until many were asked for."""

    def __init__(self, opened: Open, name: str, maker: Callable[[], Callable[..., Value]]) -> None:
        """`name`: of the table, whose first column is the path. `maker` imports what makes rows of the others."""
        self._opened, self._query, self._maker = opened, f"SELECT * FROM {name}", maker
        self._some: dict[str, Value | None] = {}
        self._all: dict[str, Value] | None = None
        self._threshold = BULK_THRESHOLD

    @cached_property
    def _make(self) -> Callable[..., Value]:
        return self._maker()

    def all(self) -> dict[str, Value]:
        """Every row."""
        if self._all is None:
            with self._opened() as connection:
                make = self._make
                self._all = {row[0]: make(*row[1:]) for row in connection.execute(self._query)}
        return self._all

    def __getitem__(self, path: str) -> Value:
        if self._all is not None or (path not in self._some and self._is_bulk()):
            return self.all()[path]
        if path not in self._some:
            self._some[path] = self._read(path)
        value = self._some[path]
        if value is None:
            raise KeyError(path)
        return value

    def _is_bulk(self) -> bool:
        """Whether so many rows were read that all are to be read."""
        if len(self._some) == BULK_THRESHOLD:
            with self._opened() as connection:
                count = connection.execute(f"SELECT count(*) FROM ({self._query})").fetchone()[0]
            self._threshold = max(BULK_THRESHOLD + 1, count // BULK_SHARE)
        return len(self._some) >= self._threshold

    def _read(self, path: str) -> Value | None:
        with self._opened() as connection:
            try:
                row: tuple[Any, ...] | None = connection.execute(f"{self._query} WHERE path = ?", (path,)).fetchone()
            except UnicodeEncodeError:  # a file whose name is not UTF-8 is never published
                return None
        return self._make(*row[1:]) if row else None

    def __iter__(self) -> Iterator[str]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self.all())


def read_all(rows: Mapping[str, Value]) -> None:
    """Read all rows at once, because most of them will be needed."""
    if isinstance(rows, Table):
        rows.all()
