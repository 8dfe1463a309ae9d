"""Any YAML, from libyaml's events: what could surprise or harm is refused, with its position."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from beilin.text.yaml.nodes import NULLS, Mapping, Node, Scalar, Sequence, YamlError

MAX_DEPTH = 20

_TOO_DEEP, _FLATTER = f"YAML nested more than {MAX_DEPTH} levels deep", "Reduce the nesting."
# What libyaml's words mean to an editor, and whether the construct's beginning is the place to name; otherwise it is
# where libyaml noticed, which may be lines below.
_MEANINGS = {
    "could not find expected ':'": ("the line is neither `key: value` nor an item of a list", True),
    "while scanning a quoted scalar": ("a quotation mark is not closed", True),
    "found unknown escape character": ("a backslash in double quotes has a meaning that YAML does not know", False),
    "did not find expected ',' or ']'": ("a bracket is not closed, or a comma is missing", True),
    "did not find expected ',' or '}'": ("a brace is not closed, or a comma is missing", True),
    "did not find expected node content": ("an item in brackets is empty, or a bracket is not closed", False),
    "while scanning an alias": ("a value begins with *", True),
    "while scanning an anchor": ("a value begins with &", True),
    "while scanning a tag": ("a value begins with !", True),
    "cannot start any token": ("a value begins with a special character", False),
    "mapping values are not allowed": ("a colon and a space are where no key can be", False),
    "did not find expected key": ("something is between a value and the next key", False),
}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_events(text: str, first_line: int) -> Node | None:
    """The one document in the text, or None if it is empty. Raises YamlError."""
    try:
        events = yaml.parse(text, Loader=_Loader)
        return _document(events, first_line)
    except YamlError:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        words = ", ".join(part for part in (error.problem, error.context) if part)
        for sign, (meaning, is_at_context) in _MEANINGS.items():
            if sign in words:
                words = meaning
                mark = error.context_mark or mark if is_at_context else mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (None, None)
        if "nesting depth" in words:  # libyaml's own limit, which its scanner reaches before the node gets here
            raise YamlError("yaml-too-large", _TOO_DEEP, line, column, _FLATTER) from None
        raise YamlError("yaml-syntax", f"YAML cannot be read: {words}", line, column, _hint_for(words)) from None
    except Exception as error:  # libyaml's reader raises errors of several other kinds, none with a position
        words = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise YamlError("yaml-syntax", f"YAML cannot be read: {words}", first_line, None, _hint_for(words)) from None


def _document(events: Iterator[yaml.Event], offset: int) -> Node | None:
    root: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if root is not None:
                line, _ = _position(event, offset)
                raise YamlError(
                    "yaml-refused", "a second YAML document begins here", line, 1, "Keep one document only."
                )
        elif isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.AliasEvent)):
            root = _node(event, events, offset, 1)
    return root


def _node(event: yaml.Event, events: Iterator[yaml.Event], offset: int, depth: int) -> Node:
    line, column = _position(event, offset)
    start, end = _span(event)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise YamlError(
            "yaml-refused",
            "YAML anchors (&) and aliases (*) are not supported",
            line,
            column,
            "Write the value out; put text that begins with & or * in quotes.",
        )
    if getattr(event, "tag", None):
        raise YamlError(
            "yaml-refused", "YAML tags (!) are not supported", line, column, "Put text that begins with ! in quotes."
        )
    if depth > MAX_DEPTH:
        raise YamlError("yaml-too-large", _TOO_DEEP, line, column, _FLATTER)
    if isinstance(event, yaml.ScalarEvent):
        is_null = event.implicit[0] and event.value in NULLS
        return Scalar(None if is_null else event.value, line, column, start, end, event.style or "")
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(child := next(events), yaml.SequenceEndEvent):
            items.append(_node(child, events, offset, depth + 1))
        return Sequence(tuple(items), line, column, start, _span(child)[1], bool(event.flow_style))
    values: dict[str, Node] = {}
    keys: dict[str, Scalar] = {}
    while not isinstance(child := next(events), yaml.MappingEndEvent):
        key = _node(child, events, offset, depth + 1)
        if not isinstance(key, Scalar):
            raise YamlError(
                "yaml-refused",
                "a key must be text",
                key.line,
                key.column,
                "Put text that begins with [ or { in quotes.",
            )
        name = key.text or ""
        if name in keys:
            first = keys[name].line
            raise YamlError(
                "yaml-duplicate-key",
                f"the key {name!r} is repeated",
                key.line,
                key.column,
                f"It is first on line {first}.",
            )
        keys[name] = key
        values[name] = _node(next(events), events, offset, depth + 1)
    is_flow = isinstance(event, yaml.MappingStartEvent) and bool(event.flow_style)
    return Mapping(values, keys, line, column, start, _span(child)[1], is_flow)


def _position(event: yaml.Event, offset: int) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + offset, mark.column + 1) if mark else (offset, 1)


def _span(event: yaml.Event) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    return (start.index, end.index) if start and end else (0, 0)


def _hint_for(words: str) -> str:
    if "where no key can be" in words:
        return "Put a value that contains a colon and a space in quotes."
    if "backslash" in words:
        return "Put the value in single quotes, or write two backslashes."
    if "quotation mark" in words:
        return "Close it at the end of the value."
    if "is not closed" in words or "is empty" in words:
        return "Write a list as [one, two], with a comma between two items."
    if "begins with" in words:
        return "Put it in quotes."
    if "between a value" in words:
        return "Put the whole value in quotes, and indent all keys equally."
    if "neither `key: value`" in words:
        return "Write a key, a colon and a space before the value, and indent a line that continues a value."
    if "control characters" in words or "special characters" in words:
        return "Remove the invisible control character."
    return "Put text with special characters in quotes, and check the indentation."
