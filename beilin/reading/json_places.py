"""Where in a JSON text something is that Python's reader accepts, or refuses without a place."""

from __future__ import annotations

import json
import math
import re
from typing import NamedTuple

_TOKEN = re.compile(
    r'(?P<name>"(?:[^"\\]|\\.)*")(?=\s*(?P<colon>:))?|[{}\[\],]|NaN|-?Infinity'
    r"|(?P<number>-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)",
    re.DOTALL,
)


class Place(NamedTuple):
    """A place in a text."""

    line: int  # from 1
    column: int  # from 1, in characters


def repeated_name(text: str) -> Place | None:
    """The first name that an object has twice."""
    names: list[set[str]] = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in "{[":
            names.append(set())
        elif token in "}]":
            names = names[:-1]
        elif match["colon"] and names:
            name = json.loads(match["name"], strict=False)  # one name may be written with different escapes
            if name in names[-1]:
                return _place(text, match.start())
            names[-1].add(name)
    return None


def not_a_number(text: str) -> Place | None:
    """The first NaN or Infinity."""
    return next((_place(text, match.start()) for match in _TOKEN.finditer(text) if match[0][-1] in "Ny"), None)


def too_large(text: str) -> Place | None:
    """The first number that is too large for a double."""
    numbers = (match for match in _TOKEN.finditer(text) if match["number"])
    return next((_place(text, match.start()) for match in numbers if is_too_large(match[0])), None)


def is_too_large(number: str) -> bool:
    """Whether the number is too large for a double, which is what readers of JSON can rely on (RFC 8259, section 6)."""
    return math.isinf(float(number))


def too_deep(text: str, limit: int) -> Place | None:
    """The first bracket or brace inside so many others."""
    depth = 0
    for match in _TOKEN.finditer(text):
        if match[0] in "{[":
            depth += 1
            if depth > limit:
                return _place(text, match.start())
        elif match[0] in "}]":
            depth -= 1
    return None


def _place(text: str, position: int) -> Place:
    start = text.rfind("\n", 0, position) + 1
    return Place(text.count("\n", 0, position) + 1, position - start + 1)
