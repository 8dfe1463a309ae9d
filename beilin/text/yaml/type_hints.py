"""What a value of a type is called in messages, and how it is written in YAML."""

from __future__ import annotations

import re
from typing import Any

from beilin.text.yaml import strict as ys

# How msgspec calls the types, and what they are in messages.
_WORDS = {
    "`": "",
    "str": "text",
    "int": "a whole number",
    "bool": "true or false",
    "object": "mapping",
    "array": "list",
}
_MSGSPEC_WORD = re.compile(r"`|\b(?:str|int|bool|object|array)\b(?=`|, got|$)")
# A space between two Chinese words too: the lines of a value below its key are joined with one.
_SEPARATOR = re.compile(r"[，、；,;|｜／]|(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_BULLET = re.compile("[-‐‑‒–—−－﹣•·・*+]")
_BRACKETS = " 【】［］〔〕（）()「」《》{}"


def in_plain_words(message: str) -> str:
    """The message of a ValidationError of msgspec, without its path, in the words of these messages."""
    return _MSGSPEC_WORD.sub(lambda match: _WORDS[match[0]], message[:1].lower() + message[1:])


def hint_for_value(node: ys.Node, expected: Any, culprit: ys.Node, message: str) -> str:
    """How to write a value that is not of the expected type, or "". The message is about the node `culprit` in it."""
    return _hint_for_list(node, expected) or _hint_for_text(culprit, message) or hint_for_type(expected)


def is_list_of_texts(expected: Any) -> bool:
    """Whether the type is that of a list of texts, or has it as an alternative."""
    alternatives = getattr(expected, "__args__", ()) if getattr(expected, "__origin__", None) is not tuple else ()
    return expected == tuple[str, ...] or tuple[str, ...] in alternatives


def _hint_for_text(node: ys.Node, message: str) -> str:
    """How to write a list or a mapping as a text, if a text is expected; else ""."""
    if not message.startswith("expected text, got"):
        return ""
    match node:
        case ys.Sequence(items=(ys.Scalar(text=str(text)),)):
            return f"Write the value alone: {text}."
        case ys.Mapping(items=items) if len(items) == 1 and not node.is_flow:
            return "Put text that contains a colon and a space in quotes."
    return "Write a single text."


def _hint_for_list(node: ys.Node, expected: Any) -> str:
    """How to write a text as a list, if a list of texts is expected; else ""."""
    if not isinstance(node, ys.Scalar) or node.text is None or expected != tuple[str, ...]:
        return ""
    from beilin.text.yaml.writing import yaml_list  # imported here: it is needed for messages only

    if _BULLET.match(node.text):
        return "Begin each item with a hyphen and a space: - one"
    names = [name.strip(" #＃\"'“”‘’") for name in _SEPARATOR.split(node.text.strip(_BRACKETS))]
    return f"Write a list: {yaml_list(name for name in names if name)}."


def hint_for_type(expected: Any) -> str:
    """How to write a value of the type, or ""."""
    if expected is bool:
        return "Write true or false."
    if expected is int:
        return "Write a whole number."
    if getattr(expected, "__origin__", None) is tuple:
        return "Write a list: [one, two]."
    if getattr(expected, "__origin__", None) is dict:
        return "Write indented lines of `key: value` below it."
    return ""
