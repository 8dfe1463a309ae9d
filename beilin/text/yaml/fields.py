"""Fields: what a mapping in YAML may hold, said once for its reader, its documentation and editors' completion."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from beilin.problems.problem import Problem
from beilin.text.yaml import schema
from beilin.text.yaml import strict as ys


@dataclass(frozen=True, slots=True)
class Rule:
    """What a text must be beside text."""

    normalise: Callable[[str], str]  # its normal form; raises ValueError with what is wrong
    hint: str
    # What every good text matches, in what the expressions of Python and ECMA-262 share: for editors, which know
    # no more. What `normalise` refuses beyond it (a day that no calendar has) only the build tells.
    pattern: str
    also: tuple[str, ...] = ()  # types of JSON that a good text may be to other readers of YAML: "integer" for 2024


@dataclass(frozen=True, slots=True)
class Field:
    """A key and what may stand under it."""

    name: str
    type: Any  # str, bool, int, a tuple or dict of these, or a dataclass (or a tuple of them), whose fields are `parts`
    description: str  # in Markdown, without a full stop
    example: str  # as YAML
    default: str = ""  # what holds where it is not given, in words
    is_required: bool = False
    rule: Rule | None = None  # for the text, or each text of the list
    parts: tuple[Field, ...] = ()


Table = Mapping[str, Field]


def table(*fields: Field) -> Table:
    """The fields by name."""
    return {field.name: field for field in fields}


def read_fields(
    mapping: ys.Mapping, fields: Table, *, file: str, lines: Sequence[str], under: str = ""
) -> tuple[dict[str, Any], list[Problem]]:
    """The mapping's values, typed and in their normal form, and all that is wrong with it, each at its place.

    A null counts as absent. Unknown keys are errors, with the nearest known one; so are missing ones, at the mapping's
    place, or on line 1 of the file where `under` is empty: the name that stands before those of the fields in messages.
    """
    types = {name: Any if field.parts else field.type for name, field in fields.items()}
    values, problems = schema.convert_fields(mapping, types, file=file, lines=lines)
    for name in list(values):
        field, node = fields[name], mapping.items[name]
        if field.parts:
            values[name], found = _read_parts(node, field, file=file, lines=lines)
        elif field.rule:
            values[name], found = _apply(field.rule, node, values[name], under + name, file=file, lines=lines)
        else:
            continue
        problems += found
    for name, field in fields.items():
        if field.is_required and ys.to_plain(mapping.items.get(name)) is None:
            hint = f"Add `{name}: {field.example}`."
            if under:
                problems.append(
                    schema.problem_at(
                        "missing-key", mapping, f"{under}{name} is missing", file=file, lines=lines, hint=hint
                    )
                )
            else:
                line = mapping.keys[name].line if name in mapping.keys else 1
                problems.append(Problem("missing-key", f"{name} is missing", file, line, hint=hint))
    return values, problems


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
            problems.append(
                schema.problem_at("bad-value", at, f"{name}: {error}", file=file, lines=lines, hint=rule.hint)
            )
    return tuple(normal) if is_list else normal[0], problems


def _read_parts(node: ys.Node, field: Field, *, file: str, lines: Sequence[str]) -> tuple[Any, list[Problem]]:
    make, is_list = _dataclass_of(field)
    if is_list and not isinstance(node, ys.Sequence):
        hint = "Write a list, each item after a hyphen."
        return None, [
            schema.problem_at("wrong-type", node, f"{field.name}: expected list", file=file, lines=lines, hint=hint)
        ]
    made, problems = [], []
    for item in node.items if is_list and isinstance(node, ys.Sequence) else (node,):
        if not isinstance(item, ys.Mapping):
            hint = "Write " + ", ".join(f"`{part.name}: {part.example}`" for part in field.parts) + "."
            problems.append(
                schema.problem_at(
                    "wrong-type", item, f"{field.name}: expected mapping", file=file, lines=lines, hint=hint
                )
            )
            continue
        values, found = read_fields(item, table(*field.parts), file=file, lines=lines, under=f"{field.name}: ")
        problems += found
        if not found:
            made.append(make(**values))
    return (tuple(made) if is_list else made[0] if made else None), problems


def _dataclass_of(field: Field) -> tuple[Any, bool]:
    """The dataclass that the field's parts make, and whether the field is a list of them."""
    arguments = getattr(field.type, "__args__", ())
    return (arguments[0], True) if arguments else (field.type, False)


def is_mapping(field: Field) -> bool:
    """Whether the field is one mapping of its parts, and not a list of them."""
    return bool(field.parts) and not _dataclass_of(field)[1]


def filled(text: str) -> str:
    """The text. Raises ValueError where it shows nothing."""
    if not text.strip():
        raise ValueError("it is empty")
    return text


FILLED = Rule(filled, "Write it out, or take it out.", r"\S", also=("number", "boolean"))


def matching(pattern: str, fault: str) -> Callable[[str], str]:
    """A rule's function for texts that match the pattern from end to end; `fault` says what the others are not."""
    whole = re.compile(pattern)

    def normalise(text: str) -> str:
        if not whole.fullmatch(text):
            raise ValueError(f"{text!r} {fault}")
        return text

    return normalise
