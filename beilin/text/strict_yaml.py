"""YAML without its traps: every scalar is text, and what could surprise or harm is an error with a place.

Duplicate keys, anchors, aliases, tags, deep nesting and large texts are refused. Plain YAML lets the last
duplicate win, reads `on` as true and `12:30` as 750, and expands aliases without bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

DEEPEST = 20
LARGEST_FRONT_MATTER = 64 * 1024  # bytes
LARGEST_FILE = 4 * 1024 * 1024  # bytes

_TOO_DEEP, _FLATTER = f"YAML nested more than {DEEPEST} levels deep", "Write it flatter."
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = {"", "~", "null", "Null", "NULL"}


class YamlError(Exception):
    """YAML that is refused: the code of the problem that it is, the place (counted from 1) and what to do."""

    def __init__(self, code: str, message: str, line: int | None, column: int | None, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.line, self.column, self.hint = code, message, line, column, hint


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as it is written; None for a plain null.

    Of a node parsed with spans, `start` and `end` are where it stands in the text, in characters from 0, the end
    excluded. A block's end is where the parser knew that it had ended, which may be lines later.
    """

    text: str | None
    line: int
    column: int
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    quotes: str = field(default="", compare=False)  # its first character where it is quoted or a block: ' " | >


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    is_flow: bool = field(default=False, compare=False)  # in brackets


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping from text to values, in the order written. `keys` has the place of each key."""

    items: dict[str, Node]
    keys: dict[str, Scalar]
    line: int
    column: int
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    is_flow: bool = field(default=False, compare=False)  # in braces


Node = Scalar | Sequence | Mapping
Plain = None | str | list["Plain"] | dict[str, "Plain"]


def parse_yaml(text: str, *, first_line: int = 1, largest: int = LARGEST_FILE, with_spans: bool = False) -> Node | None:
    """The one document in the text, or None where it is empty.

    `first_line` is the line of its file on which the text begins. Only `with_spans` do all nodes have their `start` and
    `end`, which reading has no use for. Raises YamlError for all that is wrong.
    """
    if 4 * len(text) > largest and len(text.encode(errors="surrogatepass")) > largest:
        message = f"YAML larger than {largest // 1024} KB"
        raise YamlError("yaml-too-large", message, first_line, None, "Move long text into the body.")
    if not with_spans and (plain := _plain_mapping(text, first_line)):
        return plain
    offset = first_line
    try:
        events = yaml.parse(text, Loader=_Loader)
        return _document(events, offset)
    except YamlError:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        words = ", ".join(part for part in (error.problem, error.context) if part)
        line, column = (mark.line + offset, mark.column + 1) if mark else (None, None)
        if "nesting depth" in words:  # libyaml's own limit, which its scanner reaches before a deep node is seen here
            raise YamlError("yaml-too-large", _TOO_DEEP, line, column, _FLATTER) from None
        raise YamlError("yaml-syntax", f"YAML cannot be read: {words}", line, column, _hint_for(words)) from None
    except Exception as error:  # libyaml's reader has errors of several other kinds, none with a place
        words = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise YamlError("yaml-syntax", f"YAML cannot be read: {words}", first_line, None, _hint_for(words)) from None


# Lines as most front matter has them, which can be read in one way only: a key, and a plain scalar or a list of such.
# No indicator begins a scalar, no colon or number sign stands in it beside a space, no control or exotic character.
_FIRST = r"A-Za-z0-9\u00c0-\u024f\u2e80-\ud7ff\uff01-\uffdc"
_INNER = (
    r"\x20-\x22\x24-\x2b\x2d-\x39\x3b-\x5a\x5c\x5e-\x7a\x7c\x7e\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff\uff01-\uffdc"
)
_LINE = re.compile(
    rf"(?P<key>[A-Za-z_][A-Za-z0-9_-]*):[ ]+"
    rf"(?:(?P<scalar>[{_FIRST}](?:[{_INNER},]|:(?=[{_FIRST}/])|(?<=[^ ])\#)*)"
    rf"|\[(?P<list>[{_FIRST}][{_INNER},]*)\])[ ]*(?:\n|\Z)"
)
_ENTRY = re.compile(rf"[{_FIRST}]")


def _plain_mapping(text: str, first_line: int) -> Mapping | None:
    """The mapping in a text of such lines, and None for any other text."""
    items: dict[str, Node] = {}
    keys: dict[str, Scalar] = {}
    position, line = 0, first_line
    while position < len(text):
        found = _LINE.match(text, position)
        if found is None or found["key"] in items or found["key"] in _NULLS:
            return None
        key = found["key"]
        keys[key] = Scalar(key, line, 1)
        if found["scalar"] is not None:
            words = found["scalar"].rstrip(" ")
            items[key] = Scalar(None if words in _NULLS else words, line, found.start("scalar") - position + 1)
        else:
            column = found.start("list") - position + 1
            entries: list[Node] = []
            for part in found["list"].split(","):
                words = part.strip(" ")
                if not _ENTRY.match(words):
                    return None
                at = column + len(part) - len(part.lstrip(" "))
                entries.append(Scalar(None if words in _NULLS else words, line, at))
                column += len(part) + 1
            items[key] = Sequence(tuple(entries), line, found.start("list") - position)
        position = found.end()
        line += 1
    return Mapping(items, keys, first_line, 1) if items else None


def to_plain(node: Node | None) -> Plain:
    """The node as dict, list, text and None, without places."""
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [to_plain(item) for item in items]
        case Mapping(items=entries):
            return {key: to_plain(value) for key, value in entries.items()}
    return None


def _document(events: Iterator[yaml.Event], offset: int) -> Node | None:
    root: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if root is not None:
                line, _ = _place(event, offset)
                raise YamlError(
                    "yaml-refused", "a second YAML document begins here", line, 1, "Keep one document only."
                )
        elif isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.AliasEvent)):
            root = _node(event, events, offset, 1)
    return root


def _node(event: yaml.Event, events: Iterator[yaml.Event], offset: int, depth: int) -> Node:
    line, column = _place(event, offset)
    start, end = _span(event)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise YamlError(
            "yaml-refused",
            "YAML anchors (&) and aliases (*) are not used here",
            line,
            column,
            "Write the value out; put text that begins with & or * in quotes.",
        )
    if getattr(event, "tag", None):
        raise YamlError(
            "yaml-refused", "YAML tags (!) are not used here", line, column, "Put text that begins with ! in quotes."
        )
    if depth > DEEPEST:
        raise YamlError("yaml-too-large", _TOO_DEEP, line, column, _FLATTER)
    if isinstance(event, yaml.ScalarEvent):
        is_null = event.implicit[0] and event.value in _NULLS
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
                f"the key {name!r} stands twice",
                key.line,
                key.column,
                f"It is first on line {first}.",
            )
        keys[name] = key
        values[name] = _node(next(events), events, offset, depth + 1)
    is_flow = isinstance(event, yaml.MappingStartEvent) and bool(event.flow_style)
    return Mapping(values, keys, line, column, start, _span(child)[1], is_flow)


def _place(event: yaml.Event, offset: int) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + offset, mark.column + 1) if mark else (offset, 1)


def _span(event: yaml.Event) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    return (start.index, end.index) if start and end else (0, 0)


def _hint_for(words: str) -> str:
    if "mapping values are not allowed" in words:
        return "Put a value that holds a colon and a space in quotes."
    if "found character '\\t'" in words or "cannot start any token" in words:
        return "Indent with spaces; put text that begins with a special character in quotes."
    if "control characters" in words or "special characters" in words:
        return "Remove the invisible control character."
    return "Put text with special characters in quotes, and check the indentation."
