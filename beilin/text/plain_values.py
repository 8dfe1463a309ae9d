"""YAML, TOML and JSON of other programs → mappings in which every scalar is text.

Each function returns None for what is not a mapping in its language, or is too large: it never raises.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import yaml

from beilin.problems.controls import REFUSED
from beilin.text.yaml.nodes import NULLS
from beilin.text.yaml.plain import plain_mapping
from beilin.text.yaml.strict import to_plain

_MAX_NODES = 20_000  # of one head, with everything that aliases repeat
_DECLARATION = re.compile(r"^(?:export[ ]+)?(?:const|let|var)[ ]+(?P<name>[\w$]+)[ ]*=[ ]*", re.MULTILINE)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _TooLargeError(Exception):
    """More values than any front matter has."""


def read_yaml(text: str) -> dict[str, Any] | None:
    """The mapping in YAML; {} if there is nothing but comments.

    Unlike the strict reader of the archive's own files it takes what the generators' readers take: tags, anchors, and
    keys that are repeated, of which the last with a value holds. A key that is not text, as in `{{ title }}`, belongs
    to a template, so what it stands in is text.
    """
    if plain := plain_mapping(text, 1):
        return {key: as_head_value(to_plain(node)) for key, node in plain.items.items()}
    text = REFUSED.sub("", text)
    try:
        root = yaml.compose(text, Loader=_Loader)
        if root is None:
            return {}
        values = _YamlReader(text).value(root)
    except (yaml.YAMLError, RecursionError, _TooLargeError, ValueError):
        return None
    return values if isinstance(values, dict) else None


class _YamlReader:
    """Nodes → values; counts them, because aliases let a short text have any number."""

    def __init__(self, text: str) -> None:
        self.text, self.count = text, 0

    def value(self, node: yaml.Node) -> Any:
        self.count += 1
        if self.count > _MAX_NODES:
            raise _TooLargeError
        if isinstance(node, yaml.ScalarNode):
            if node.tag.startswith("!"):  # an exclamation mark before a text rather than the tag of a type
                return self.text[node.start_mark.index : node.end_mark.index].strip()
            return "" if not node.style and node.value in NULLS else str(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item) for item in node.value]
        values: dict[str, Any] = {}
        for key, item in node.value:
            if not isinstance(key, yaml.ScalarNode):
                return self.text[node.start_mark.index : node.end_mark.index].strip()
            value = self.value(item)
            if value or key.value not in values:
                values[key.value] = value
        return values


def read_toml(text: str) -> dict[str, Any] | None:
    """The mapping in TOML; None if the text is not valid TOML."""
    try:
        return {key: as_head_value(value) for key, value in tomllib.loads(text, parse_float=str).items()}
    except (ValueError, RecursionError):
        return None


def read_json(text: str) -> tuple[dict[str, Any], int] | None:
    """The mapping in JSON with which the text begins, and where it ends."""
    try:
        decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str, strict=False)
        value, end = decoder.raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return ({key: as_head_value(item) for key, item in value.items()}, end) if isinstance(value, dict) else None


def read_javascript(text: str) -> dict[str, Any]:
    """The data of an object or of constants, as far as they are literals; expressions remain as they are written.

    A literal of JavaScript that is plain data is valid YAML too.
    """
    if text.lstrip().startswith("{"):
        return read_yaml(text) or {"unread": text.strip()}
    values: dict[str, Any] = {}
    starts = list(_DECLARATION.finditer(text))
    ends = [start.start() for start in starts[1:]] + [len(text)]
    for start, end in zip(starts, ends, strict=False):
        written = text[start.end() : end].strip().removesuffix(";").strip()
        read = read_yaml(f"value: {written}")
        values[start["name"]] = read["value"] if read and len(read) == 1 else written
    before = text[: starts[0].start() if starts else len(text)].strip()
    return values | ({"unread": before} if before else {})


def as_head_value(value: Any) -> Any:
    """The value as `Head.values` has it: every scalar as text, and null as ""."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: as_head_value(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_head_value(item) for item in value]
    return str(value)
