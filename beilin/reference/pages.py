"""Fields and kinds of problems → Markdown for the pages of the reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill
from typing import Any

from beilin.problems.kinds import Kind
from beilin.text.yaml.fields import FILLED, Field, Table, is_mapping


def table_of(fields: Table) -> str:
    """A row for each field, followed by rows for the fields in it."""
    rows = ["| key | meaning | type | default |", "| --- | --- | --- | --- |"]
    for field in fields.values():
        rows += _rows(field, field.name)
    return "\n".join(rows) + "\n"


def _rows(field: Field, name: str) -> Iterator[str]:
    yield _row(field, name)
    inside = "" if is_mapping(field) else "[]"
    for subfield in field.subfields:
        yield from _rows(subfield, f"{name}{inside}.{subfield.name}")


def example_of(fields: Table) -> str:
    """An example of all fields, in YAML."""
    return "".join(f"{field.name}: {field.example}\n" for field in fields.values())


def hints_of(fields: Table) -> str:
    """A list of the fields that have a required form, with that form."""
    fields_with_rules = [field for field in fields.values() if field.rule is not FILLED]
    return "".join(f"- `{field.name}`: {field.rule.hint}\n" for field in fields_with_rules if field.rule)


def problem_list(groups: Mapping[str, tuple[Kind, ...]]) -> str:
    """A section for each group, with a subsection for each kind of problem, sorted by code."""
    return "\n".join(
        f"## {title}\n\n" + "\n".join(_entry(kind) for kind in sorted(kinds)) for title, kinds in groups.items()
    )


def _entry(kind: Kind) -> str:
    return (
        f"### {kind.code}\n\n"
        f"{kind.title} ({kind.severity}).\n\n"
        f"{fill(kind.meaning, 120)}\n\n"
        f"{fill(f'*What to do:* {kind.remedy}', 120)}\n"
    )


def _row(field: Field, name: str) -> str:
    default = "**required**" if field.is_required else field.default or "none"
    return f"| `{name}` | {field.description} | {_type_of(field)} | {default} |"


def _type_of(field: Field) -> str:
    if field.subfields:
        return "mapping" if is_mapping(field) else "list of mappings"
    return _type_name(field.type)


def _type_name(kind: Any) -> str:
    if kind in (str, bool, int):
        return {str: "text", bool: "`true` or `false`", int: "whole number"}[kind]
    if kind == str | tuple[str, ...]:
        return "text, or list"
    return "list" if kind.__origin__ is tuple else "mapping"
