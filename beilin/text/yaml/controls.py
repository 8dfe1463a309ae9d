"""Control characters in YAML, as they are and as escapes in double quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from beilin.problems.controls import CONTROL_REMEDY, DIRECTIONS, REFUSED, positions, refusal_message
from beilin.text.escapes import escaped_at
from beilin.text.yaml.nodes import Mapping, Node, Scalar, Sequence, YamlError


def refuse_raw_controls(text: str, first_line: int) -> None:
    """Raises YamlError at the first control character of the text itself."""
    for character, line, column in positions(REFUSED, text, first_line):
        raise YamlError("control-character", refusal_message(character), line, column, CONTROL_REMEDY)


def refuse_escaped_controls(node: Node, text: str) -> None:
    """Raises YamlError at the first value or key that has a control character; `text` is what was parsed."""
    for scalar in _scalars(node):
        if found := REFUSED.search(scalar.text or ""):
            line, column = _place_of(REFUSED, scalar, text)
            raise YamlError("control-character", refusal_message(found[0]), line, column, CONTROL_REMEDY)


def directions_in(node: Node, text: str) -> Iterator[tuple[str, int, int]]:
    """(character, line, column) of the first control of direction in each value and key."""
    for scalar in _scalars(node):
        if found := DIRECTIONS.search(scalar.text or ""):
            yield found[0], *_place_of(DIRECTIONS, scalar, text)


def _scalars(node: Node) -> Iterator[Scalar]:
    """All scalars in the node, keys included, in the order of the text. Nodes are not nested deeply (`events.py`)."""
    match node:
        case Scalar():
            yield node
        case Sequence(items=items):
            for item in items:
                yield from _scalars(item)
        case Mapping(items=entries, keys=keys):
            for name, key in keys.items():
                yield key
                yield from _scalars(entries[name])


def _place_of(pattern: re.Pattern[str], scalar: Scalar, text: str) -> tuple[int, int]:
    """Line and column of the first match in the scalar as written, or those of the scalar."""
    written = text[scalar.start : scalar.end]
    found = pattern.search(written)
    offset = found.start() if found else escaped_at(pattern, written) or 0
    before = written[:offset]
    if "\n" not in before:
        return scalar.line, scalar.column + offset
    return scalar.line + before.count("\n"), offset - before.rfind("\n")
