"""YAML mappings to typed values, with a problem at the position of every fault."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from beilin.problems.controls import DIRECTION_REMEDY, direction_message, has_controls
from beilin.problems.problem import Problem
from beilin.text.yaml import strict as ys
from beilin.text.yaml.type_hints import hint_for_value, in_plain_words, is_list_of_texts

# How booleans and whole numbers are written (YAML 1.2, section 10.3.2).
FORMS = {bool: "^(?:true|True|TRUE|false|False|FALSE)$", int: "^-?(?:0|[1-9][0-9]{0,8})$"}

_TEXTS, _TEXT_OR_TEXTS = tuple[str, ...], str | tuple[str, ...]
_NULL_WORD = re.compile("null|Null|NULL|~")
_PATH_PART = re.compile(r"\.(\w+)|\[(\d+)\]")


def problem_at(
    code: str, node: ys.Node | ys.Scalar, message: str, *, file: str, lines: Sequence[str], hint: str = ""
) -> Problem:
    """A problem at the node's position; `lines` are the lines of the file, to quote one."""
    source = lines[node.line - 1] if 0 < node.line <= len(lines) else ""
    return Problem(code, message, file, node.line, node.column, hint, source.rstrip())


def problem_of(error: ys.YamlError, *, file: str, lines: Sequence[str]) -> Problem:
    """The YamlError as a problem; `lines` are the lines of the file, to quote one."""
    source = lines[error.line - 1] if error.line and error.line <= len(lines) else ""
    return Problem(error.code, error.message, file, error.line, error.column, error.hint, source.rstrip())


def read_mapping(
    text: str, *, file: str, lines: Sequence[str], hint: str, first_line: int = 1, max_size: int = ys.MAX_FILE
) -> tuple[ys.Mapping | None, list[Problem]]:
    """The mapping in the text, an empty one for an empty text, and warnings; None and the error for anything else.

    `lines` are the lines of the file, to quote one, in which the text begins on `first_line`; `hint` says how to write
    the mapping; `max_size` is in bytes. If slips of the keyboard are found in a text that is not valid, these are the
    problems.
    """
    try:
        node = ys.parse_yaml(text, first_line=first_line, max_size=max_size)
    except ys.YamlError as error:
        slips = _slips(text, first_line) if error.code in ("yaml-syntax", "yaml-refused") else []
        return None, [problem_of(found, file=file, lines=lines) for found in slips or [error]]
    if node is None:
        return ys.Mapping({}, {}, 1, 1), []
    if not isinstance(node, ys.Mapping):
        if slips := _slips(text, first_line):
            return None, [problem_of(slip, file=file, lines=lines) for slip in slips]
        message = "expected a mapping of keys to values"
        return None, [problem_at("wrong-type", node, message, file=file, lines=lines, hint=hint)]
    return node, directions_of(node, text, file=file, lines=lines)


def _slips(text: str, first_line: int) -> list[ys.YamlError]:
    # Imported here: most YAML is valid.
    from beilin.text.yaml.slips import find_slips

    return find_slips(re.split("\r\n|\r|\n", text), first_line)


def directions_of(node: ys.Node, text: str, *, file: str, lines: Sequence[str]) -> list[Problem]:
    """A warning for each value and key with a control of direction; the text is the YAML of the node."""
    if not has_controls(text) and "\\" not in text:
        return []
    # Imported here: hardly any text has one.
    from beilin.text.yaml.controls import directions_in

    problems = []
    for character, line, column in directions_in(node, text):
        source = lines[line - 1] if line <= len(lines) else ""
        message = direction_message(character)
        problems.append(Problem("bidi-control", message, file, line, column, DIRECTION_REMEDY, source.rstrip()))
    return problems


def convert_fields(
    mapping: ys.Mapping, types: Mapping[str, Any], *, file: str, lines: Sequence[str]
) -> tuple[dict[str, Any], list[Problem]]:
    """The mapping's values, converted to the types that `types` has for their keys, and the problems of the others.

    A null counts as absent. Unknown keys are errors, with the most similar known key as a hint.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, node in mapping.items.items():
        if key not in types:
            hint = did_you_mean(key, types) or "Known keys: " + ", ".join(types) + "."
            problems.append(
                problem_at("unknown-key", mapping.keys[key], f"unknown key {key!r}", file=file, lines=lines, hint=hint)
            )
            continue
        expected = types[key]
        if (texts := _plain_texts(node, expected)) is not None:
            values[key] = texts
            continue
        plain = ys.to_plain(node)
        if plain is None:
            continue
        if nulls := _null_items(expected, node):
            problems += [_null_problem(key, item, file=file, lines=lines) for item in nulls]
            continue
        try:
            _check_forms(plain, expected)
            values[key] = msgspec.convert(plain, expected, strict=False)
        except _TooLargeError as error:
            at = node.items[error.name] if isinstance(node, ys.Mapping) and error.name else node
            message, hint = f"{key}: the number {error} is too large", "Write a number of at most nine digits."
            problems.append(problem_at("bad-value", at, message, file=file, lines=lines, hint=hint))
        except msgspec.ValidationError as error:
            message, _, path = str(error).partition(" - at `$")
            culprit = _follow(node, path.rstrip("`"))
            message = in_plain_words(message)
            hint = hint_for_value(node, expected, culprit, message)
            problems.append(problem_at("wrong-type", culprit, f"{key}: {message}", file=file, lines=lines, hint=hint))
    return values, problems


def _plain_texts(node: ys.Node, expected: Any) -> str | tuple[str, ...] | None:
    """What `convert` would take three times as long for: a text, or texts, where nothing else is expected."""
    if isinstance(node, ys.Scalar):
        return node.text if expected is str or expected == _TEXT_OR_TEXTS else None
    if isinstance(node, ys.Sequence) and expected in (_TEXTS, _TEXT_OR_TEXTS):
        texts = tuple([item.text for item in node.items if isinstance(item, ys.Scalar) and item.text is not None])
        return texts if len(texts) == len(node.items) else None
    return None


def _null_items(expected: Any, node: ys.Node) -> list[ys.Scalar]:
    """The items without a value in a list of texts."""
    items = node.items if isinstance(node, ys.Sequence) and is_list_of_texts(expected) else ()
    return [item for item in items if isinstance(item, ys.Scalar) and item.text is None]


def written_null(node: ys.Scalar, lines: Sequence[str]) -> str:
    """The word that stands for no value at the node, or "" if there is none: then nothing is written."""
    line = lines[node.line - 1] if 0 < node.line <= len(lines) else ""
    match = _NULL_WORD.match(line, node.column - 1)
    return match[0] if match else ""


def _null_problem(key: str, item: ys.Scalar, *, file: str, lines: Sequence[str]) -> Problem:
    if word := written_null(item, lines):
        message, hint = f"{key}: {word!r} means no value", f'If the word is meant, put it in quotes: "{word}".'
    else:
        message, hint = f"{key}: an item is empty", "Write a value after the hyphen, or remove the line."
    return problem_at("wrong-type", item, message, file=file, lines=lines, hint=hint)


class _TooLargeError(Exception):
    """A whole number of more than nine digits, which no key needs, and which does not fit into a state."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text if len(text) <= 30 else f"{text[:30]}…")
        self.name = name  # of the value in a mapping; "" outside of one


def _check_forms(plain: ys.Plain, expected: Any) -> None:
    """Raises ValidationError or _TooLargeError if a boolean or a whole number is not written as one."""
    kind, texts = expected, {"": plain}
    if expected == dict[str, int] and isinstance(plain, dict):
        kind, texts = int, plain
    for name, text in texts.items():
        if kind in FORMS and isinstance(text, str) and not re.fullmatch(FORMS[kind], text):
            if kind is int and re.fullmatch("-?[0-9]{10,}", text):
                raise _TooLargeError(text, name)
            where = f" - at `$.{name}`" if name else ""
            raise msgspec.ValidationError(f"Expected {kind.__name__}, got {text!r}{where}")


def lines_of(mapping: ys.Mapping, key: str) -> tuple[int, ...]:
    """The line of each item of the list under `key`; () if there is no list."""
    items = mapping.items.get(key)
    return tuple(item.line for item in items.items) if isinstance(items, ys.Sequence) else ()


def did_you_mean(word: str, known: Collection[str]) -> str:
    """`Did you mean …?` with the most similar known word, or ""."""
    by_lower = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f"Did you mean {by_lower[near[0]]!r}?" if near else ""


def _follow(node: ys.Node, path: str) -> ys.Node:
    """The node at the path, written as msgspec does; the last one on the way if the path leads further."""
    for name, index in _PATH_PART.findall(path):
        match node:
            case ys.Mapping(items=items) if name in items:
                node = items[name]
            case ys.Sequence(items=entries) if index and int(index) < len(entries):
                node = entries[int(index)]
            case _:
                return node
    return node
