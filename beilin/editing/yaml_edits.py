"""Edits of YAML that leave every other byte as it is: comments, order, quotes, line ends, and the style of lists.

All functions take the whole text that the nodes were parsed from, with spans, and return edits of it. Those of lists
are in yaml_lists.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from beilin.editing.edits import CannotEditError, Edit
from beilin.editing.yaml_spans import (
    end_of,
    ends_in_block_text,
    indent_at,
    insert_line_below,
    newline_of,
    start_of_line,
)
from beilin.text.yaml import strict as ys
from beilin.text.yaml.writing import yaml_text

_WHOLE_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_BLANK_LINE = re.compile(r"[ \t]*(?:\r\n|\n|\r)")


def as_scalar(value: str, quotes: str = "") -> str:
    """The value as a scalar on one line, plain or in these quotes if possible."""
    if quotes == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if quotes == '"':
        quoted = yaml_text(value)
        return quoted if quoted.startswith('"') else f'"{quoted}"'
    return value if _is_plain(value) else yaml_text(value)


def replace_scalar(node: ys.Node, value: str) -> Edit:
    """The node with a new value, in its quotes. Raises CannotEditError if it is not a scalar on one line."""
    if not isinstance(node, ys.Scalar):
        raise CannotEditError("this must be a single value", node.line)
    if node.quotes in ("|", ">"):
        raise CannotEditError("write this value on one line, without | or >", node.line)
    return Edit(node.start, node.end, as_scalar(value, node.quotes))


def insert_key(text: str, mapping: ys.Mapping, key: str, value: str, below: Sequence[str] = ()) -> Edit:
    """The mapping with a new entry; `value` is YAML on one line.

    It comes below the first of the keys `below` that the mapping has, else at the end. No line can be added safely
    below text that is written as a block (| or >); then it comes further up.
    """
    if mapping.is_flow:
        entries = list(mapping.items.values())
        position = end_of(entries[-1]) if entries else mapping.start + 1
        return Edit(position, position, f"{', ' if entries else ''}{key}: {value}")
    first = next(iter(mapping.keys.values()))
    line = f"{indent_at(text, first.start)}{key}: {value}"
    for name in [*below, *reversed(mapping.items)]:
        if name in mapping.items and not ends_in_block_text(mapping.items[name]):
            return insert_line_below(text, max(end_of(mapping.items[name]), mapping.keys[name].end), line)
    start = start_of_line(text, first.start)
    return Edit(start, start, line + newline_of(text))


def remove_entry(text: str, mapping: ys.Mapping, key: str) -> Edit:
    """The block mapping without that entry and the comments inside it.

    Comments above and below it stay. Where two blank lines would meet, one is removed.
    """
    key_node, node = mapping.keys[key], mapping.items[key]
    start = start_of_line(text, key_node.start)
    if mapping.is_flow or text[start : key_node.start].strip():
        raise CannotEditError("write each entry on its own lines, without braces around them", key_node.line)
    end = max(end_of(node), key_node.end)
    if ends_in_block_text(node):  # the parser's end may be below blank lines
        end = len(text[:end].rstrip())
    line = _WHOLE_LINE.match(text, end)
    assert line
    end = line.end()
    blank = _BLANK_LINE.match(text, end)
    before = text[:start].splitlines()
    if blank and (not before or not before[-1].strip()):
        end = blank.end()
    return Edit(start, end, "")


def _is_plain(value: str) -> bool:
    """Whether the value may stand without quotes anywhere, for this reader and for those of YAML 1.1."""
    if not value.isprintable():
        return False
    try:
        values = [ys.to_plain(ys.parse_yaml(text)) for text in (f"[{value}]", f"- {value}", f"key: {value}")]
        return values == [[value], [value], {"key": value}] and yaml.safe_load(f"[{value}]") == [value]
    except (ys.YamlError, yaml.YAMLError, ValueError):
        return False
