"""The YAML of most front matter, read without libyaml, which takes several times as long."""

from __future__ import annotations

import re

from beilin.text.yaml.nodes import NULLS, Mapping, Node, Scalar, Sequence

# Lines that can be read in one way only: a key, and a plain scalar or a list of plain scalars. A scalar does not begin
# with an indicator, and has no colon or number sign beside a space and no control characters. The classes list ASCII
# only, because sets with far ranges take milliseconds to compile: that the rest is printable is checked beforehand,
# and characters beyond the Basic Multilingual Plane are left to libyaml.
_FIRST = r"[^\x00-/:-@\[-`{-\x7f]"
_INNER = r"[^\x00-\x1f#:\[\]{}\x7f]"
_LINE = re.compile(
    rf"(?P<key>[A-Za-z_][A-Za-z0-9_-]*):[ ]+"
    rf"(?:(?P<scalar>{_FIRST}(?:{_INNER}|:(?={_FIRST}|/)|(?<=[^ ])\#)*)"
    rf"|\[(?P<list>{_FIRST}{_INNER}*)\])[ ]*(?:\n|\Z)"
)
_ENTRY = re.compile(_FIRST)


def plain_mapping(text: str, first_line: int) -> Mapping | None:
    """The mapping in a text of such lines; None for any other text."""
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if units != len(text) or not text.replace("\n", "").replace("\u3000", "").isprintable():
        return None
    items: dict[str, Node] = {}
    keys: dict[str, Scalar] = {}
    position, line = 0, first_line
    while position < len(text):
        match = _LINE.match(text, position)
        if match is None or match["key"] in items or match["key"] in NULLS:
            return None
        key = match["key"]
        keys[key] = Scalar(key, line, 1)
        if match["scalar"] is not None:
            value = match["scalar"].rstrip(" ")
            items[key] = Scalar(None if value in NULLS else value, line, match.start("scalar") - position + 1)
        else:
            column = match.start("list") - position + 1
            entries: list[Node] = []
            for entry in match["list"].split(","):
                value = entry.strip(" ")
                if not _ENTRY.match(value):
                    return None
                indent = len(entry) - len(entry.lstrip(" "))
                entries.append(Scalar(None if value in NULLS else value, line, column + indent))
                column += len(entry) + 1
            items[key] = Sequence(tuple(entries), line, match.start("list") - position)
        position = match.end()
        line += 1
    return Mapping(items, keys, first_line, 1) if items else None
