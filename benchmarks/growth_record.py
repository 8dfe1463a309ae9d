"""What was measured of archives of growing size, kept in a file, because the largest take minutes."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from typing import TypedDict

from benchmarks.themed_sites import Built


class Measured(TypedDict):
    """What an archive of one size takes. Times are medians, in seconds of wall time unless said otherwise."""

    cold: float
    cpu: float  # seconds of the processors, for the first build
    edit: float
    memory: int  # bytes of all processes
    pages: int
    files: int
    size: int  # bytes of all files


Record = dict[str, dict[int, Measured]]  # by tool and number of articles


def measured_of(built: Built) -> Measured:
    """The numbers that are kept of what was built."""
    return Measured(
        cold=round(median(one.wall for one in built.cold), 3),
        cpu=round(median(one.cpu for one in built.cold), 3),
        edit=round(median(one.wall for one in built.edited), 3),
        memory=built.memory,
        pages=built.pages,
        files=built.files,
        size=built.size,
    )


def with_measured(record: Record, tool: str, count: int, measured: Measured) -> Record:
    """The record with what was measured of a tool and a number of articles."""
    return record | {tool: dict(sorted((record.get(tool, {}) | {count: measured}).items()))}


def read_record(path: Path) -> Record:
    """What was kept in the file; nothing if there is none."""
    if not path.exists():
        return {}
    kept: dict[str, dict[str, Measured]] = json.loads(path.read_text("utf-8"))
    return {tool: {int(count): measured for count, measured in of_tool.items()} for tool, of_tool in kept.items()}


def write_record(path: Path, record: Record) -> None:
    """Keep the record in the file."""
    path.write_text(json.dumps(record, indent=1) + "\n", "utf-8")
