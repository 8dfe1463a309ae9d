"""The bytes of a document → its front matter and its body."""

from __future__ import annotations

import re
from typing import Any, Literal

from beilin.migrating.heads.decoding import decode
from beilin.migrating.heads.recovery import Recovered, recover
from beilin.migrating.heads.splitting import Split, split
from beilin.migrating.model import Head, Note
from beilin.text.plain_values import read_javascript, read_json, read_toml, read_yaml

_META = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):[ \t]*(?P<value>.*)")
_NIKOLA = re.compile(r"\.\.[ ](?P<key>[\w-]+):[ \t]*(?P<value>.*)")


def read_head(data: bytes, path: str, beside: bytes | None = None, generator: str = "") -> Head:
    """The document split into front matter and body.

    `beside` has the front matter if that is in a file of its own. `generator` is the name in `generators/table.py`, or
    "": Pelican and MkDocs read lines as front matter that are text elsewhere.
    It never raises: front matter that its language cannot read is read line by line, with a note for each line whose
    meaning is not certain.
    """
    text, encoding, is_certain = decode(data)
    notes = [] if is_certain else [Note("uncertain-encoding", path, 0, encoding)]
    parts = split(text, generator)
    values, raw, body, form = _read(parts, path, notes) or ({}, "", text, "none")
    if beside is not None:
        text_beside, _, _ = decode(beside)
        apart = _read(split(text_beside, generator), path, notes)
        values = {**values, **(apart[0] if apart else {})}
        return Head("file", values, body, raw.count("\n") + 1, encoding, tuple(notes), text_beside)
    return Head(form, values, body, raw.count("\n") + 1, encoding, tuple(notes), raw)


Form = Literal["yaml", "toml", "json", "lines", "comment", "file", "none"]


def _read(parts: Split | None, path: str, notes: list[Note]) -> tuple[dict[str, Any], str, str, Form] | None:
    """The values, what stands before the body, the body and the form; None without front matter."""
    if parts is None:
        return None
    first_line = parts.raw[: parts.start].count("\n") + 1
    read = _values(parts)
    if isinstance(read, Recovered):
        notes += [Note("unread-head", path, first_line + line, text.strip()) for line, text in read.unread]
        values = read.values
    elif read is None or (not read and not parts.is_closed):
        if not parts.is_sure:
            return None
        notes.append(Note("unread-head", path, first_line))
        values = {"unread": parts.inner.strip()}
    else:
        values = read
    if not parts.is_closed:
        notes.append(Note("unread-head", path, 1, "the front matter has no end"))
    return values, parts.raw, parts.body, "json" if parts.syntax == "javascript" else parts.syntax


def _values(parts: Split) -> dict[str, Any] | Recovered | None:
    match parts.syntax:
        case "yaml":
            values = read_yaml(parts.inner)
            return recover(parts.inner, "yaml") if values is None else values
        case "toml":
            values = read_toml(parts.inner)
            return recover(parts.inner, "toml") if values is None else values
        case "json":
            inner = parts.inner.strip()
            # Hexo's form has no braces (hexo-front-matter, `parseJSON`).
            inner = inner if inner.startswith("{") else f"{{{inner}}}"
            read = read_json(inner)
            return read[0] if read else recover(parts.inner, "json")
        case "javascript":
            return read_javascript(parts.inner)
        case "lines":
            return _lines(parts.inner, _META)
        case "comment":
            return _lines(parts.inner, _NIKOLA)


def _lines(text: str, pattern: re.Pattern[str]) -> dict[str, Any]:
    """The values of `key: value` lines; several lines of one key are a list."""
    values: dict[str, list[str]] = {}
    key = ""
    for line in text.split("\n"):
        value = line.strip()
        if match := pattern.match(line):
            key, value = match["key"], match["value"].strip()
        if key:
            values.setdefault(key, []).extend([value] if value else [])
    return {key: found if len(found) > 1 else "".join(found) for key, found in values.items()}
