"""The bytes of one JSON object → its value, or what is wrong with it."""

from __future__ import annotations

import json
import re
from typing import Any

from beilin.importing.source.detection import decode_source

MAX_DEPTH = 40  # of values in each other
_TOO_DEEP = f"its values are nested more than {MAX_DEPTH} levels deep"
_SURROGATE = re.compile("[\ud800-\udfff]")
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


class BrokenRecordError(Exception):
    """Why a record is not valid, as the end of a sentence, and where."""

    def __init__(self, reason: str, line: int = 1, column: int | None = None) -> None:
        super().__init__(reason)
        self.line = line  # of the record, from 1
        self.column = column


def parse_record(data: bytes, encoding: str = "") -> dict[str, Any]:
    """The object. `encoding` is the editor's choice, else UTF-8 (RFC 8259, section 8.1), else what is detected.

    Raises BrokenRecordError.
    """
    text = _decoded(data, encoding)
    try:
        value = json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise BrokenRecordError(f"it is not valid JSON ({error.msg})", error.lineno, error.colno) from None
    except RecursionError:
        raise BrokenRecordError(_TOO_DEEP) from None
    except ValueError as error:  # a key that occurs twice, or a number with thousands of digits
        raise BrokenRecordError(str(error)) from None
    if not isinstance(value, dict):
        raise BrokenRecordError("it is not an object with fields")
    if _is_deep(value):
        raise BrokenRecordError(_TOO_DEEP)
    return _sound(value) if _SURROGATE_ESCAPE.search(text) else value


def _decoded(data: bytes, encoding: str) -> str:
    if not encoding:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    decoded, problem = decode_source("", data, encoding)
    if decoded is None:
        raise BrokenRecordError(problem.message if problem else "its encoding is not known")
    return decoded.text


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"it has two values for {twice[:80]!r}")
    return value


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            each
            for container in level
            for each in (container.values() if isinstance(container, dict) else container)
            if isinstance(each, dict | list)
        ]
    return bool(level)


def _sound(value: Any) -> Any:
    """The value with U+FFFD for each half of a pair of surrogates, which is not a character."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_sound(each) for each in value]
    if isinstance(value, dict):
        return {_sound(key): _sound(each) for key, each in value.items()}
    return value
