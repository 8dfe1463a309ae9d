"""Columns: for each article the values of one facet, such as its tags, for the filters of the search.

varint number of values, each: varint bytes, UTF-8 of "id\\tname"; then for each article: varint count, varint indices
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from beilin.indexing.postings import varint


class Column(NamedTuple):
    """A facet of all articles."""

    values: Sequence[tuple[str, str]]  # the id and the name of each
    members: Sequence[Sequence[int]]  # for each article, by number, the indices of its values


def column_file(column: Column) -> bytes:
    """The file of a column."""
    encoded = [varint(len(column.values))]
    for identifier, name in column.values:
        data = f"{identifier}\t{name}".encode()
        encoded += [varint(len(data)), data]
    for indices in column.members:
        encoded += [varint(len(indices)), *map(varint, indices)]
    return b"".join(encoded)
