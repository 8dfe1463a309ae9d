"""YAML as most front matter has it, read without libyaml, which takes several times as long."""

from __future__ import annotations

import re

from beilin.text.yaml.nodes import NULLS, Mapping, Node, Scalar, Sequence

# Lines as most front matter has them, which can be read in one way only: a key, and a plain scalar or a list of such.
# No indicator begins a scalar, no colon or number sign stands in it beside a space, no control or exotic character.
# The classes name ASCII alone, for sets with far ranges take milliseconds to compile: that the rest is printable is
# looked at beforehand, and what is beyond the Basic Multilingual Plane is left to libyaml.
_FIRST = r"[^\x00-/:-@\[-`{-\x7f]"
_INNER = r"[^\x00-\x1f#:\[\]{}\x7f]"
_LINE = re.compile(
    rf"(?P<key>[A-Za-z_][A-Za-z0-9_-]*):[ ]+"
    rf"(?:(?P<scalar>{_FIRST}(?:{_INNER}|:(?={_FIRST}|/)|(?<=[^ ])\#)*)"
    rf"|\[(?P<list>{_FIRST}{_INNER}*)\])[ ]*(?:\n|\Z)"
)
_ENTRY = re.compile(_FIRST)


def plain_mapping(text: str, first_line: int) -> Mapping | None:
    """The mapping in a text of such lines, and None for any other text."""
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if units != len(text) or not text.replace("\n", "").replace("\u3000", "").isprintable():
        return None
    items: dict[str, Node] = {}
    keys: dict[str, Scalar] = {}
    position, line = 0, first_line
    while position < len(text):
        found = _LINE.match(text, position)
        if found is None or found["key"] in items or found["key"] in NULLS:
            return None
        key = found["key"]
        keys[key] = Scalar(key, line, 1)
        if found["scalar"] is not None:
            words = found["scalar"].rstrip(" ")
            items[key] = Scalar(None if words in NULLS else words, line, found.start("scalar") - position + 1)
        else:
            column = found.start("list") - position + 1
            entries: list[Node] = []
            for part in found["list"].split(","):
                words = part.strip(" ")
                if not _ENTRY.match(words):
                    return None
                at = column + len(part) - len(part.lstrip(" "))
                entries.append(Scalar(None if words in NULLS else words, line, at))
                column += len(part) + 1
            items[key] = Sequence(tuple(entries), line, found.start("list") - position)
        position = found.end()
        line += 1
    return Mapping(items, keys, first_line, 1) if items else None
