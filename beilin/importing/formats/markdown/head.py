"""The head of a Markdown file: front matter in YAML or TOML, or the lines that Jina's reader puts before a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from beilin.text.plain_values import read_toml, read_yaml

_MAX_HEAD = 64 * 1024  # characters
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_YAML_KEY = re.compile(r"(?P<key>[^\s#\-\[\]{}\"':][^:]*+|\"[^\"]+\"|'[^']+')\s*:(?:\s|\Z)")
_TOML_KEY = re.compile(r"\[+\s*(?P<table>[\w.\"-][\w.\" -]*+)\s*\]+\s*(?:#.*)?\Z|(?P<key>[\w-]+|\"[^\"]+\")\s*=")
# https://github.com/jina-ai/reader: the parts of a page as plain text, separated by blank lines.
_JINA_KEYS = ("Title", "URL Source", "Published Time", "Number of Pages", "Warning", "Image")
_JINA = re.compile(rf"(?P<key>{'|'.join(_JINA_KEYS)}): ?(?P<value>.*)")
_JINA_BODY = re.compile(r"Markdown Content:[ \t]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of the head with the lines that state it."""

    key: str  # "" for lines that state nothing
    text: str
    line: int  # counted from 1


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a file."""

    form: str = ""  # yaml, toml or jina; "" if there is none
    values: Mapping[str, Any] = field(default_factory=dict)  # as `plain_values` reads them
    entries: tuple[Entry, ...] = ()  # all lines of the head but its fences and blank ones
    body_line: int = 0  # the line on which the body begins, counted from 0
    is_readable: bool = True


def read_head(lines: list[str]) -> Head:
    """The head of the text that has these lines."""
    first = lines[0].rstrip() if lines else ""
    if first in _FENCES:
        return _fenced_head(lines, first)
    return _jina_head(lines)


def _fenced_head(lines: list[str], fence: str) -> Head:
    length = 0
    for end in range(1, len(lines)):
        if lines[end].rstrip() in _FENCES[fence]:
            break
        length += len(lines[end])
        if length > _MAX_HEAD:
            return Head()
    else:
        return Head()
    inner = lines[1:end]
    form, pattern = ("yaml", _YAML_KEY) if fence == "---" else ("toml", _TOML_KEY)
    values = read_yaml("\n".join(inner)) if form == "yaml" else read_toml("\n".join(inner))
    entries = _entries(inner, pattern)
    if form == "yaml" and not values and entries and not any(entry.key for entry in entries):
        return Head()  # two rules with text between them
    return Head(form, values or {}, entries, end + 1, values is not None)


def _entries(lines: list[str], pattern: re.Pattern[str]) -> tuple[Entry, ...]:
    """The lines grouped by the top-level key under which they stand."""
    groups: list[tuple[str, int, list[str]]] = []
    is_in_table = False
    for number, line in enumerate(lines, start=2):
        match = pattern.match(line)
        table = match.groupdict().get("table") if match else None
        is_in_table = is_in_table or table is not None
        if match and (table or not is_in_table):
            key = (table or match["key"]).strip("\"' \t")
            groups.append((key, number, [line]))
        elif groups:
            groups[-1][2].append(line)
        elif line.strip():
            groups.append(("", number, [line]))
    return tuple(Entry(key, "\n".join(part).rstrip(), number) for key, number, part in groups)


def _jina_head(lines: list[str]) -> Head:
    values: dict[str, str] = {}
    entries: list[Entry] = []
    for number, line in enumerate(lines[:40]):
        if match := _JINA.fullmatch(line.rstrip()):
            values.setdefault(match["key"], match["value"])
            entries.append(Entry(match["key"], line.rstrip(), number + 1))
        elif _JINA_BODY.fullmatch(line):
            if not {"Title", "URL Source"} & set(values):
                break
            entries.append(Entry("", line.rstrip(), number + 1))
            return Head("jina", values, tuple(entries), number + 1)
        elif line.strip():
            break
    return Head()
