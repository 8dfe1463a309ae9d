"""YAML without its traps: every scalar is text, and what could surprise or harm is an error with a position.

Duplicate keys, anchors, aliases, tags, deep nesting and large texts are refused. Plain YAML lets the last
duplicate win, reads `on` as true and `12:30` as 750, and expands aliases without bound.
"""

from __future__ import annotations

from beilin.text.yaml.nodes import Mapping as Mapping
from beilin.text.yaml.nodes import Node as Node
from beilin.text.yaml.nodes import Plain as Plain
from beilin.text.yaml.nodes import Scalar as Scalar
from beilin.text.yaml.nodes import Sequence as Sequence
from beilin.text.yaml.nodes import YamlError as YamlError
from beilin.text.yaml.plain import plain_mapping

MAX_FRONT_MATTER = 64 * 1024  # bytes
MAX_FILE = 4 * 1024 * 1024  # bytes


def parse_yaml(
    text: str, *, first_line: int = 1, max_size: int = MAX_FILE, with_spans: bool = False,
    may_have_controls: bool = False,
) -> Node | None:  # fmt: skip
    """The one document in the text, or None if it is empty.

    `first_line` is the line of its file on which the text begins. Nodes have their `start` and `end` only `with_spans`,
    which reading does not need. Raises YamlError, among others for control characters, also as
    escapes, unless it `may_have_controls`.
    """
    if 4 * len(text) > max_size and len(text.encode(errors="surrogatepass")) > max_size:
        message = f"YAML larger than {max_size // 1024} KB"
        raise YamlError("yaml-too-large", message, first_line, None, "Move long text into the body.")
    if not with_spans and (plain := plain_mapping(text, first_line)):
        return plain
    # Imported here: most YAML is plain, and yaml takes long to import.
    from beilin.text.yaml.controls import refuse_escaped_controls, refuse_raw_controls
    from beilin.text.yaml.events import parse_events

    if not may_have_controls:
        refuse_raw_controls(text, first_line)
    node = parse_events(text, first_line)
    if node is not None and "\\" in text and not may_have_controls:
        refuse_escaped_controls(node, text)
    return node


def to_plain(node: Node | None) -> Plain:
    """The node as dict, list, text and None, without positions."""
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [to_plain(item) for item in items]
        case Mapping(items=entries):
            return {key: to_plain(value) for key, value in entries.items()}
    return None
