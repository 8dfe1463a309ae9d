"""Configuration files of other generators → plain values, and typed access to them.

Configuration is not trusted: whatever cannot be read is left out, with a note, and a value of an unexpected type counts
as absent.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

import yaml

from beilin.migrating.model import Note, OldFolder
from beilin.migrating.survey import read_file

_MAX_DEPTH = 50
# That of libyaml refuses deep nesting at once; the other takes time that grows with the square of the depth.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MAX_VALUES = 200_000
MAX_CONFIG = 4 * 1024 * 1024  # bytes
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}")
_TRUE = {"true", "yes", "on", "1"}
_FALSE = {"false", "no", "off", "0"}


def decode_config(data: bytes) -> str:
    """The text of a configuration file: UTF-8, else GB 18030, else UTF-8 with marks for what is not."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", errors="replace")


def config_text(folder: OldFolder, path: str) -> str:
    """The text of a file; "" if the folder lacks it, or it cannot be read or is too large for a configuration."""
    if path not in folder.files:
        return ""
    try:
        data = read_file(folder, path)
    except OSError:
        return ""
    return "" if len(data) > MAX_CONFIG else decode_config(data)


def read_config(folder: OldFolder, path: str) -> tuple[dict[str, Any], tuple[Note, ...]]:
    """The values of a file in TOML, YAML or JSON, by its extension.

    They are empty if the folder lacks the file, and empty with a note if it cannot be read.
    Scalars of YAML are text as written, so a title such as `1984` or `on` stays what it is. Use the functions below.
    """
    if path not in folder.files:
        return {}, ()
    try:
        data = read_file(folder, path)
        if len(data) > MAX_CONFIG:
            return {}, (Note("unkept-setting", path, 0, f"larger than {MAX_CONFIG // 1024 // 1024} MB"),)
        text = decode_config(data)
        match PurePosixPath(path).suffix.lower():
            case ".toml":
                values = tomllib.loads(text)
            case ".json":
                values = json.loads(text)
            case _:
                values = yaml.load(text.replace("\t", "  "), _Loader)
    except (OSError, ValueError, yaml.YAMLError, RecursionError, TypeError) as error:
        return {}, (Note("unkept-setting", path, _line_of(error), "the file cannot be read"),)
    if not _is_of_usual_size(values):
        return {}, (Note("unkept-setting", path, 0, "the file is nested too deeply, or its aliases make it too large"),)
    return (values, ()) if isinstance(values, dict) else ({}, ())


def _is_of_usual_size(values: Any) -> bool:
    """Whether the values are neither too deep nor, with every alias of YAML written out, too many."""
    level, depth = [values], 0
    while level and depth <= _MAX_DEPTH:
        below = (child for value in level for child in _children(value))
        level, depth = list({id(child): child for child in below}.values()), depth + 1
    return not level and _written_out(values, {}) <= _MAX_VALUES


def _written_out(value: Any, known: dict[int, int]) -> int:
    """The number of values in the value. `known` has the numbers of those that were counted before, by identity."""
    if id(value) not in known:
        known[id(value)] = 1 + sum(_written_out(child, known) for child in _children(value))
    return known[id(value)]


def _children(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _line_of(error: Exception) -> int:
    """The line of the file that an error of a parser names, or 0."""
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else getattr(error, "lineno", 0)


def value_at(config: Mapping[str, Any], *keys: str) -> Any:
    """What is there below the keys, or None."""
    value: Any = config
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def as_text(value: Any) -> str:
    """A scalar as text; "" for anything else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, (Mapping, list)):
        return ""
    text = str(value).strip()
    return "" if text in ("null", "~") else text


def text_at(config: Mapping[str, Any], *keys: str) -> str:
    """The scalar below the keys, as text; "" if there is none."""
    return as_text(value_at(config, *keys))


def number_at(config: Mapping[str, Any], *keys: str) -> int | None:
    """The whole number below the keys; None if there is none of a usual size."""
    text = text_at(config, *keys)
    return int(text) if _NUMBER.fullmatch(text) else None


def flag_at(config: Mapping[str, Any], *keys: str, default: bool = False) -> bool:
    """The truth value below the keys."""
    text = text_at(config, *keys).lower()
    return True if text in _TRUE else False if text in _FALSE else default


def mapping_at(config: Mapping[str, Any], *keys: str) -> Mapping[str, Any]:
    """The mapping below the keys; an empty one if there is none."""
    value = value_at(config, *keys)
    return {str(key): below for key, below in value.items()} if isinstance(value, Mapping) else {}


def list_at(config: Mapping[str, Any], *keys: str) -> list[Any]:
    """The list below the keys; a single value is a list of one."""
    value = value_at(config, *keys)
    if isinstance(value, list):
        return value
    return [] if value is None or value == "" else [value]


def texts_at(config: Mapping[str, Any], *keys: str) -> tuple[str, ...]:
    """The scalars of the list below the keys, as text."""
    return tuple(text for item in list_at(config, *keys) if (text := as_text(item)))
