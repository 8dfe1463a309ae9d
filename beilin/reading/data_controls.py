"""Control characters in the values of data files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from beilin.problems.controls import (
    CONTROL_REMEDY,
    DIRECTION_REMEDY,
    DIRECTIONS,
    REFUSED,
    direction_message,
    has_controls,
    positions,
    refusal_message,
)
from beilin.problems.problem import Problem
from beilin.text.escapes import escaped_at


def controls_in_data(value: Any, file: str, text: str) -> list[Problem]:
    """An error for the first control character in the value that the text of the file has; a warning for the first
    control of direction."""
    if not has_controls(text) and "\\" not in text:
        return []
    whole = "\n".join(_texts(value))
    problems = []
    if found := REFUSED.search(whole):
        message, place = refusal_message(found[0]), _place_of(REFUSED, text)
        problems.append(Problem("control-character", message, file, *place, CONTROL_REMEDY))
    if found := DIRECTIONS.search(whole):
        message, place = direction_message(found[0]), _place_of(DIRECTIONS, text)
        problems.append(Problem("bidi-control", message, file, *place, DIRECTION_REMEDY))
    return problems


def _texts(value: Any) -> Iterator[str]:
    """All texts in the value, keys included, in no certain order. The readers bound its depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _place_of(pattern: re.Pattern[str], text: str) -> tuple[int, int]:
    """Line and column of the first match in the text, as it is or as an escape."""
    for _, line, column in positions(pattern, text):
        return line, column
    offset = escaped_at(pattern, text) or 0
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
