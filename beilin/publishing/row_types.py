"""Rows of the state as values, and the check that they are what Beilin wrote."""

from __future__ import annotations

import sys
from typing import Any

from beilin.files.segments import Extent
from beilin.publishing.state import DamagedStateError, Dependencies, Output
from beilin.reading.file_rows import FileRow

_FILE_TYPES = (str, str, str, str, str, int, int, bytes, bytes)
_OUTPUT_TYPES = (str, str, int, str, int)
_DEPENDENCY_TYPES = (str, bytes, bytes, bytes)


def file_row(*row: Any) -> FileRow:
    """A row of the table `files`, without its path."""
    check_types(row, _FILE_TYPES)
    digest, key, shape, body, segment, offset, length, record, problems = row
    # Nearly all files share these, and each row keeps them.
    key, segment = sys.intern(key), sys.intern(segment)
    return FileRow(digest, key, shape, body, Extent(segment, offset, length), record, problems)


def output_row(*row: Any) -> Output:
    """A row of the table `outputs`, without its path."""
    check_types(row, _OUTPUT_TYPES)
    return Output(*row)


def dependencies_row(*row: Any) -> Dependencies:
    """A row of the table `dependencies`, without its path."""
    check_types(row, _DEPENDENCY_TYPES)
    return Dependencies(*row)


def check_types(row: tuple[object, ...], types: tuple[type, ...]) -> None:
    """Raises DamagedStateError if the values of the row are of other types."""
    # SQLite keeps what it cannot convert to the type of a column (Datatypes in SQLite, section 3).
    if tuple(map(type, row)) != types:
        raise DamagedStateError("a row has values of wrong types")
