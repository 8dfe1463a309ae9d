"""Data files, content/data/*.yaml, *.json and *.csv → the value `data` of templates."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

from beilin.crash import concerning
from beilin.files.regular import read_regular
from beilin.layout import DATA
from beilin.problems.problem import Problem
from beilin.reading import json_places
from beilin.reading.data_controls import controls_in_data
from beilin.reading.data_values import Data, FrozenDict, freeze
from beilin.reading.files import is_data_file, is_refused, unreadable
from beilin.reading.refused_files import fault_of_name
from beilin.text.decoding import decode_utf8
from beilin.text.normal_forms import with_normal_forms
from beilin.text.yaml import schema
from beilin.text.yaml import strict as ys

DataFiles = tuple[tuple[str, bytes], ...]
_MAX_DEPTH = 50  # levels of JSON; well below Python's recursion limit


def data_files(root: Path) -> tuple[DataFiles, list[Problem]]:
    """The bytes of each data file by its path from the archive's root, in order, and the problems of the others."""
    files: list[tuple[str, bytes]] = []
    problems: list[Problem] = []
    try:
        paths = sorted((root / DATA).iterdir())
    except OSError:  # there is none, or a link in its place is reported with the other files
        return (), []
    for path in paths:
        name = f"{DATA}{path.name}"
        if not is_data_file(name) or fault_of_name(name) or not _is_inside(path, root):
            continue
        try:
            files.append((name, read_regular(path)))
        except OSError as error:
            if not is_refused(error):
                problems.append(unreadable(name, error))
    return tuple(files), problems


def _is_inside(path: Path, root: Path) -> bool:
    """Whether the file is in the archive; a link out of it is reported with the other files."""
    return not path.is_symlink() or Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


@lru_cache(maxsize=1)
def read_data(files: DataFiles) -> tuple[Data, tuple[Problem, ...]]:
    """The values of the files by name without suffix, and what is wrong with them."""
    values: dict[str, Any] = {}
    owners: dict[str, str] = {}
    problems: list[Problem] = []
    digest = hashlib.blake2b(digest_size=16)
    for path, data in files:
        digest.update(f"{path}\0{len(data)}\0".encode(errors="surrogateescape"))
        digest.update(data)
        pure = PurePosixPath(path)
        name = unicodedata.normalize("NFC", pure.stem)
        if name in owners:
            first, second = with_normal_forms((owners[name], path))
            message = f"data.{name} is claimed twice: by {first} and by {second}"
            problems.append(Problem("bad-data", message, path, hint="Rename one of the files."))
        owners[name] = path
        text = decode_utf8(data, path)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        try:
            with concerning(path):
                value = _READERS[pure.suffix](path, text)
                problems += controls_in_data(value, path, text)
                values[name] = freeze(value)
        except _DataError as error:
            problems.append(error.problem)
    return Data(FrozenDict(values), digest.hexdigest()), tuple(problems)


class _DataError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _read_yaml(path: str, text: str) -> Any:
    try:
        return ys.to_plain(ys.parse_yaml(text))
    except ys.YamlError as error:
        raise _DataError(schema.problem_of(error, file=path, lines=text.splitlines())) from None


def _read_json(path: str, text: str) -> Any:
    try:
        value = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_no_number, parse_int=_int, parse_float=_float
        )
    except json.JSONDecodeError as error:
        lines = text.split("\n")
        raise _DataError(
            Problem("bad-data", f"JSON cannot be read: {error.msg}", path, error.lineno, error.colno,
                    "Correct the JSON.", lines[error.lineno - 1].rstrip()[:200])
        ) from None  # fmt: skip
    except ValueError as error:
        place = json_places.repeated_name(text) or json_places.not_a_number(text) or json_places.too_large(text)
        raise _json_error(str(error), path, place, "Correct the JSON.") from None
    except RecursionError:
        value = None
    if (place := json_places.too_deep(text, _MAX_DEPTH)) is not None:
        raise _json_error(f"JSON nested more than {_MAX_DEPTH} levels deep", path, place, "Reduce the nesting.")
    return value


def _json_error(message: str, path: str, place: json_places.Place | None, hint: str) -> _DataError:
    line, column = place or (None, None)
    return _DataError(Problem("bad-data", message, path, line, column, hint))


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in pairs:
        if name in values:
            raise ValueError(f"the name {name!r} is repeated in one object")
        values[name] = value
    return values


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number of JSON (RFC 8259, section 6)")


def _int(text: str) -> int:
    return int(_bounded(text))


def _float(text: str) -> float:
    return float(_bounded(text))


def _bounded(number: str) -> str:
    if json_places.is_too_large(number):
        shown = number if len(number) <= 20 else f"{number[:20]}…"
        raise ValueError(f"the number {shown} is too large; the limit is about 1.8e308")
    return number


def _read_csv(path: str, text: str) -> list[dict[str, str]]:
    """A dict for each row after the first, which names the columns (RFC 4180)."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        names = next(reader, [])
        if len(set(names)) != len(names):
            repeated = next(name for name in names if names.count(name) > 1)
            message, hint = f"two columns have the name {repeated!r}", "Rename one of them."
            raise _DataError(Problem("bad-data", message, path, 1, hint=hint))
        rows = []
        for row in reader:
            if row and len(row) != len(names):
                message = f"the number of fields is {len(row)} here, and {len(names)} in the first line"
                hint = "Put a field that contains a comma in quotes."
                raise _DataError(Problem("bad-data", message, path, reader.line_num, hint=hint))
            if row:
                rows.append(dict(zip(names, row, strict=True)))
    except csv.Error as error:
        message = f"CSV cannot be read: {error}"
        raise _DataError(
            Problem("bad-data", message, path, reader.line_num, hint="Double a quote inside quotes.")
        ) from None
    return rows


_READERS = {".yaml": _read_yaml, ".yml": _read_yaml, ".json": _read_json, ".csv": _read_csv}
