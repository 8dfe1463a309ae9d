"""Front matter that is not valid in its own language → the values of its lines, key by key."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from beilin.text.plain_values import read_json, read_toml, read_yaml

Syntax = Literal["yaml", "toml", "json"]
UNREAD = "unread"  # the key under which lines that belong to no key are kept

_NAME = r"[^\W\d_][\w-]{0,60}"
_KEYS = {
    "yaml": re.compile(
        rf"(?P<quote>[\"']?)(?P<key>{_NAME}|[\w-]+(?: [\w-]*)?)(?P=quote)[ \t]*[:：](?!//)[ \t]*(?P<rest>.*)"
    ),
    "toml": re.compile(rf"(?P<quote>[\"']?)(?P<key>{_NAME})(?P=quote)[ \t]*=[ \t]*(?P<rest>.*)"),
    "json": re.compile(rf"[ \t]*+(?:[{{,][ \t]*+)?\"(?P<key>{_NAME})\"[ \t]*:[ \t]*(?P<rest>.*)"),
}
_TABLE = re.compile(r"\[(?P<name>[\w.-]+)\][ \t]*(?:#.*)?\Z")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<item>.*)")
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*\Z")
_SEPARATOR = re.compile("[,，、]")


@dataclass(frozen=True, slots=True)
class Recovered:
    """The values, and the places (line from 0, text) of what could not be read with certainty."""

    values: dict[str, Any]
    unread: tuple[tuple[int, str], ...]


def recover(text: str, syntax: Syntax) -> Recovered | None:
    """The values of the lines; None if the first line has no key, or most lines belong to no key."""
    chunks, stray = _chunks(text, syntax)
    if not chunks or len(stray) > len(chunks) or (stray and stray[0][0] < chunks[0][0]):
        return None
    values: dict[str, Any] = {}
    unread = list(stray)
    for number, table, lines in chunks:
        key, value, is_certain = _READERS[syntax](lines)
        below = values.setdefault(table, {}) if table else values
        if not isinstance(below, dict):
            below = values
        if value or key not in below:
            below[key] = value
        if not is_certain:
            unread.append((number, lines[0]))
    if stray:
        values[UNREAD] = "\n".join(line for _, line in stray)
    return Recovered(values, tuple(sorted(unread)))


def _chunks(text: str, syntax: Syntax) -> tuple[list[tuple[int, str, list[str]]], list[tuple[int, str]]]:
    """(number of the first line, table, lines) of each key with all that continues it; and the other lines."""
    chunks: list[tuple[int, str, list[str]]] = []
    stray: list[tuple[int, str]] = []
    table = ""
    for number, line in enumerate(text.split("\n")):
        named = _TABLE.match(line) if syntax == "toml" else None
        if named:
            table = named["name"]
        elif _KEYS[syntax].match(line):
            chunks.append((number, table, [line]))
        elif chunks and (not line.strip() or line[0] in " \t#" or _ITEM.match(line) or syntax != "yaml"):
            chunks[-1][2].append(line)
        elif line.strip(" \t{}") and not line.startswith(("#", "%", "//")):
            stray.append((number, line))
    return chunks, stray


def _read_yaml_chunk(lines: list[str]) -> tuple[str, Any, bool]:
    # Tabs indent nothing in YAML; hexo-front-matter replaces each by two spaces (`lib/front_matter.ts`, escape).
    expanded = [re.sub(r"\A[ \t]+", lambda match: match[0].replace("\t", "  "), line) for line in lines]
    if values := read_yaml("\n".join(expanded)):
        return *next(iter(values.items())), len(values) == 1
    match = _KEYS["yaml"].match(lines[0])
    assert match
    key, rest, below = match["key"], match["rest"].strip(), [line for line in expanded[1:] if line.strip()]
    below = [line for line in below if not line.startswith("#")]
    if not below:
        return key, _value(rest), True
    items = [_ITEM.match(line) for line in below]
    if not rest and all(items):
        return key, [_unquoted(item["item"]) for item in items if item], True
    text = "\n".join(line.strip() for line in below)
    if _BLOCK.match(rest):
        return key, text, True
    return key, f"{rest}\n{text}".strip(), False


def _read_toml_chunk(lines: list[str]) -> tuple[str, Any, bool]:
    if values := read_toml("\n".join(lines)):
        return *next(iter(values.items())), True
    match = _KEYS["toml"].match(lines[0])
    assert match
    below = [line.strip() for line in lines[1:] if line.strip() and not line.lstrip().startswith("#")]
    return match["key"], _value(" ".join([match["rest"].strip(), *below])), not below


def _read_json_chunk(lines: list[str]) -> tuple[str, Any, bool]:
    match = _KEYS["json"].match(lines[0])
    assert match
    whole = "\n".join([match["rest"], *lines[1:]]).strip().rstrip(",").rstrip()
    last = whole.removesuffix("}").rstrip().rstrip(",").rstrip()  # the value before the closing brace of all
    for text in (whole, last):
        if (read := read_json(f'{{"value": {text}}}')) and read[1] == len(text) + len('{"value": }'):
            return match["key"], read[0]["value"], True
    return match["key"], _value(last), "\n" not in last


_READERS: dict[Syntax, Callable[[list[str]], tuple[str, Any, bool]]] = {
    "yaml": _read_yaml_chunk,
    "toml": _read_toml_chunk,
    "json": _read_json_chunk,
}


def _value(text: str) -> str | list[str]:
    """A list in brackets, or a text, without quotation marks around it."""
    if text.startswith("[") and text.endswith("]") and not re.search(r"[\[\]]", text[1:-1]):
        return [item for part in _SEPARATOR.split(text[1:-1]) if (item := _unquoted(part))]
    return _unquoted(text)


def _unquoted(text: str) -> str:
    text = text.strip()
    for quote in "\"'":
        if len(text) > 1 and text[0] == text[-1] == quote:
            return text[1:-1].replace(quote * 2 if quote == "'" else '\\"', quote)
        if text.startswith(quote) and text.count(quote) == 1:  # the closing quotation mark is missing
            return text[1:].lstrip()
    return text
