"""Files of records that editors keep: a line of JSON for each, so that tools merge them and people read differences."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from beilin.files.regular import read_regular
from beilin.problems.problem import Problem
from beilin.reading.files import is_refused, unreadable

Record = TypeVar("Record")
MAX_SOURCE = 200  # characters of a line that are quoted


def read_json_lines(
    root: Path, path: str, decode: Callable[[bytes], Record], code: str, hint: str
) -> tuple[list[Record], list[Problem]]:
    """The records in the file, and an error with that code for each line that is not one; none if there is no file.

    `decode` raises msgspec.MsgspecError or ValueError with what is wrong.
    """
    try:
        data = read_regular(root / path)
    except FileNotFoundError:
        return [], []
    except OSError as error:
        message = "is not a regular file" if is_refused(error) else ""
        return [], [Problem(code, message, path, hint=hint) if message else unreadable(path, error)]
    records: list[Record] = []
    problems = []
    for number, line in enumerate(data.removeprefix(BOM_UTF8).split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            records.append(decode(line))
        except (msgspec.MsgspecError, ValueError) as error:  # UnicodeDecodeError is one of the latter
            source = line[:MAX_SOURCE].decode(errors="replace").rstrip("\r")
            problems.append(Problem(code, f"this line cannot be used: {error}", path, number, hint=hint, source=source))
    return records, problems


def json_lines(records: Iterable[object]) -> bytes:
    """The records, one on a line."""
    return b"".join(msgspec.json.encode(record) + b"\n" for record in records)
