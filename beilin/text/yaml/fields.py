"""Fields: the keys of a YAML mapping, declared once for its reader, its documentation and completion in editors."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from beilin.problems.problem import Problem
from beilin.text.names import plain_name
from beilin.text.yaml import schema
from beilin.text.yaml import strict as ys


@dataclass(frozen=True, slots=True)
class Rule:
    """A further condition for a text."""

    normalise: Callable[[str], str]  # returns its normal form; raises ValueError with what is wrong
    hint: str
    # Matches every valid text, in the syntax common to Python and ECMA-262: for editors, which check nothing else.
    # Only the build finds what `normalise` refuses beyond that, such as a day that is not in the calendar.
    pattern: str
    also: tuple[str, ...] = ()  # JSON types that a valid text may have for other readers of YAML: "integer" for 2024
    suggest: Callable[[str], str] | None = None  # a better hint for a certain invalid text; "" for none


@dataclass(frozen=True, slots=True)
class Field:
    """A key and its value."""

    name: str
    type: Any  # str, bool, int, a tuple or dict of these, or a dataclass of the `subfields`, or a tuple of such
    description: str  # in Markdown, without a full stop
    example: str  # as YAML
    default: str = ""  # what applies if it is not given, in words
    is_required: bool = False
    rule: Rule | None = None  # for the text, or each text of the list
    subfields: tuple[Field, ...] = ()


class Table(dict[str, Field]):
    """Fields by name."""

    @cached_property
    def types(self) -> Mapping[str, Any]:
        """What `convert_fields` makes of the values."""
        return {name: Any if field.subfields else field.type for name, field in self.items()}

    @cached_property
    def required(self) -> Sequence[Field]:
        """The fields without which a mapping is not complete."""
        return [field for field in self.values() if field.is_required]


def table(*fields: Field) -> Table:
    """The fields by name."""
    return Table((field.name, field) for field in fields)


def read_fields(
    mapping: ys.Mapping, fields: Table, *, file: str, lines: Sequence[str], under: str = ""
) -> tuple[dict[str, Any], list[Problem]]:
    """The mapping's values, typed and in their normal form, and the problems, each at its position.

    A null counts as absent. Unknown keys are errors, with the most similar known key as a hint. So are missing keys, at
    the mapping's position. `under` is put before the names of fields in messages; if it is empty, the mapping is the
    whole file, and missing keys are reported on line 1.
    """
    values, problems = schema.convert_fields(mapping, fields.types, file=file, lines=lines)
    for name in list(values):
        field, node = fields[name], mapping.items[name]
        if field.subfields:
            values[name], faults = _read_subfields(node, field, file=file, lines=lines)
        elif field.rule:
            values[name], faults = _apply(field.rule, node, values[name], under + name, file=file, lines=lines)
        else:
            continue
        problems += faults
    for field in fields.required:
        name = field.name
        if ys.to_plain(mapping.items.get(name)) is None:
            hint = f"Add `{name}: {field.example}`."
            if isinstance(null := mapping.items.get(name), ys.Scalar):
                problems.append(_without_value(null, under + name, file=file, lines=lines))
            elif under:
                problems.append(
                    schema.problem_at(
                        "missing-key", mapping, f"{under}{name} is missing", file=file, lines=lines, hint=hint
                    )
                )
            else:
                problems.append(Problem("missing-key", f"{name} is missing", file, 1, hint=hint))
    return values, problems


def _without_value(node: ys.Scalar, name: str, *, file: str, lines: Sequence[str]) -> Problem:
    """The problem of a required key that has no value."""
    line = lines[node.line - 1] if 0 < node.line <= len(lines) else ""
    if word := schema.written_null(node, lines):
        message, hint = (
            f"{name} is missing: {word!r} means no value",
            f'If the word is meant, write "{word}" in quotes.',
        )
    elif comment := re.search(r":[ \t]+(#.*\S)", line):
        message = f"{name} is missing: {comment[1]!r} is a comment"
        hint = f"Put it in quotes: '{comment[1]}'."
    else:
        message, hint = f"{name} has no value", "Write it after the colon and a space."
    return schema.problem_at("missing-key", node, message, file=file, lines=lines, hint=hint)


def _apply(
    rule: Rule, node: ys.Node, value: str | tuple[str, ...], name: str, *, file: str, lines: Sequence[str]
) -> tuple[str | tuple[str, ...], list[Problem]]:
    is_list = isinstance(value, tuple)
    nodes = node.items if isinstance(node, ys.Sequence) else (node,)
    normal, problems = [], []
    for at, text in zip(nodes, value if isinstance(value, tuple) else (value,), strict=True):
        try:
            normal.append(rule.normalise(text))
        except ValueError as error:
            normal.append(text)
            hint = (rule.suggest(text) if rule.suggest else "") or rule.hint
            problems.append(schema.problem_at("bad-value", at, f"{name}: {error}", file=file, lines=lines, hint=hint))
    return tuple(normal) if is_list else normal[0], problems


def _read_subfields(node: ys.Node, field: Field, *, file: str, lines: Sequence[str]) -> tuple[Any, list[Problem]]:
    dataclass, is_list = _dataclass_of(field)
    if is_list and not isinstance(node, ys.Sequence):
        hint = "Write a list, each item after a hyphen."
        return None, [
            schema.problem_at("wrong-type", node, f"{field.name}: expected a list", file=file, lines=lines, hint=hint)
        ]
    values, problems = [], []
    for item in node.items if is_list and isinstance(node, ys.Sequence) else (node,):
        if not isinstance(item, ys.Mapping):
            hint = "Write " + ", ".join(f"`{subfield.name}: {subfield.example}`" for subfield in field.subfields) + "."
            problems.append(
                schema.problem_at(
                    "wrong-type", item, f"{field.name}: expected a mapping", file=file, lines=lines, hint=hint
                )
            )
            continue
        item_values, faults = read_fields(
            item, table(*field.subfields), file=file, lines=lines, under=f"{field.name}: "
        )
        problems += faults
        if not faults:
            values.append(dataclass(**item_values))
    return (tuple(values) if is_list else values[0] if values else None), problems


def _dataclass_of(field: Field) -> tuple[Any, bool]:
    """The dataclass of the subfields, and whether the field is a list of them."""
    arguments = getattr(field.type, "__args__", ())
    return (arguments[0], True) if arguments else (field.type, False)


def is_mapping(field: Field) -> bool:
    """Whether the field is a single mapping of its subfields, not a list of them."""
    return bool(field.subfields) and not _dataclass_of(field)[1]


def filled(text: str) -> str:
    """The text itself. Raises ValueError if there is nothing to be seen of it."""
    if not text.strip() or not (text.isprintable() or plain_name(text)):
        raise ValueError("it is empty")
    return text


FILLED = Rule(filled, "Write a value, or remove the key.", r"\S", also=("number", "boolean"))


def matching(pattern: str, fault: str) -> Callable[[str], str]:
    """For a rule: accepts texts that match the pattern completely; `fault` says what is wrong with the others."""
    compiled = re.compile(pattern)

    def normalise(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(f"{text!r} {fault}")
        return text

    return normalise
