"""Append-only files of records beside the state: a cache that any process may read, and add to.

Each process appends to a file of its own, so none waits for another: 10,000 bodies take 0.17 s in two processes, where
a table of the state would take 1.1 s, because one process would have to write what the others send it.

A record has no mark of its own: whoever keeps its extent keeps a checksum too. What a killed process appended has no
extent anywhere, and counts as unused.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

# Segments are removed if more bytes are unused than used, and more than this.
MIN_UNUSED = 4 * 1024 * 1024


class Extent(NamedTuple):
    """The location of a record; it has none if the segment is empty."""

    segment: str = ""  # a file in the cache's folder
    offset: int = 0
    length: int = 0


NO_EXTENT = Extent()


class _Segment:
    """The file that this process appends to."""

    __slots__ = ("descriptor", "name", "process", "size")

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.descriptor, path = tempfile.mkstemp(dir=folder)
        self.name, self.process, self.size = os.path.basename(path), os.getpid(), 0


# A process appends in many batches, and would otherwise begin a segment for each of them.
_open: dict[Path, _Segment] = {}
MAX_OPEN = 4  # folders; a process of a build has two


def append(folder: Path, parts: Sequence[bytes]) -> Extent:
    """Append a record, given in parts, to the segment of this process; NO_EXTENT if that fails."""
    length = sum(map(len, parts))
    try:
        segment = _open.get(folder)
        if segment is None or segment.process != os.getpid():  # a forked process has its parent's
            close(folder)
            if len(_open) == MAX_OPEN:
                close(next(iter(_open)))
            segment = _open[folder] = _Segment(folder)
        if os.writev(segment.descriptor, parts) != length:
            close(folder)  # it is no longer known where the next record would begin
            return NO_EXTENT
    except OSError:
        return NO_EXTENT
    segment.size += length
    return Extent(segment.name, segment.size - length, length)


def part_of(whole: Extent, part: Extent) -> Extent:
    """The extent of a record that was appended as a part of a whole, by its place there; NO_EXTENT without either."""
    has_both = whole.segment and part.segment
    return Extent(whole.segment, whole.offset + part.offset, part.length) if has_both else NO_EXTENT


def load(folder: Path, extent: Extent) -> bytes:
    """The bytes of a record; fewer, or none, if the segment is missing or truncated."""
    if not extent.segment:
        return b""
    try:
        with open(folder / extent.segment, "rb", buffering=0) as segment:
            return os.pread(segment.fileno(), extent.length, extent.offset)
    except (OSError, ValueError, OverflowError, MemoryError):  # a damaged state can contain any extent
        return b""


def wasted(folder: Path, extents: Iterable[Extent]) -> tuple[set[str], set[str]]:
    """The segments that no extent is in, and, if most of the cache is unused, those that are mostly unused.

    `extents` are those in use.
    """
    used: Counter[str] = Counter()
    for extent in extents:
        used[extent.segment] += extent.length
    try:
        sizes = {entry.name: entry.stat().st_size for entry in os.scandir(folder)}
    except OSError:
        return set(), set()
    is_wasteful = sum(sizes.values()) - used.total() > max(MIN_UNUSED, used.total())
    unused = {name for name in sizes if not used[name]}
    return unused, {name for name in sizes.keys() - unused if is_wasteful and 2 * used[name] < sizes[name]}


def remove(folder: Path, segments: Iterable[str]) -> None:
    """Remove these segments; a process that appends to one begins another."""
    for name in segments:
        if folder in _open and _open[folder].name == name:
            close(folder)
        (folder / name).unlink(missing_ok=True)


def tidy(folder: Path, extents: Iterable[Extent]) -> frozenset[str]:
    """Remove what is unused or `wasted`; returns the removed segments. `extents` are those in use."""
    removed = frozenset().union(*wasted(folder, extents))
    remove(folder, removed)
    return removed


def discard(folder: Path) -> None:
    """Remove the folder with all segments."""
    close(folder)
    shutil.rmtree(folder, ignore_errors=True)


def close(folder: Path) -> None:
    """Let the next record begin a new segment."""
    if segment := _open.pop(folder, None):
        with suppress(OSError):
            os.close(segment.descriptor)
