"""Fields → a JSON Schema (draft 7), as understood by the YAML support of text editors."""

from __future__ import annotations

from typing import Any

from beilin.text.yaml.fields import Field, Rule, Table, is_mapping
from beilin.text.yaml.schema import FORMS
from beilin.text.yaml.type_hints import hint_for_type

DRAFT = "http://json-schema.org/draft-07/schema#"
# Beilin reads every scalar as text; other YAML parsers read some of them as numbers or booleans.
_TEXT = ["string", "number", "boolean"]

Schema = dict[str, Any]


def schema_of(title: str, fields: Table) -> Schema:
    """The schema of a file that is a mapping of the fields."""
    return {"$schema": DRAFT, "title": title, **_mapping(tuple(fields.values()))}


def schema_of_entries(title: str, name: str, fields: Table) -> Schema:
    """The schema of a file that maps arbitrary names to mappings of the fields; `name` describes such a mapping."""
    entry = {"description": name, **_mapping(tuple(fields.values()), also=["null"])}
    return {"$schema": DRAFT, "title": title, "type": ["object", "null"], "additionalProperties": entry}


def schema_of_addresses(title: str, hint: str) -> Schema:
    """The schema of a file that maps addresses of the site to others; `hint` says how to write them."""
    address = _pattern("^/", hint)
    return {
        "$schema": DRAFT,
        "title": title,
        "type": ["object", "null"],
        "propertyNames": address,
        "additionalProperties": {"type": "string", **address},
    }


def _mapping(fields: tuple[Field, ...], also: list[str] | None = None) -> Schema:
    required = [field.name for field in fields if field.is_required]
    schema: Schema = {
        "type": ["object", *also] if also else "object",
        "properties": {field.name: _property(field) for field in fields},
        "additionalProperties": False,
    }
    return {**schema, "required": required} if required else schema


def _property(field: Field) -> Schema:
    default = f" Default: {field.default}." if field.default else ""
    description = {
        "description": f"{field.description[:1].upper()}{field.description[1:]}.{default} Example: {field.example}"
    }
    null = [] if field.is_required else ["null"]
    if is_mapping(field):
        return {**description, **_mapping(field.subfields, null)}
    if field.subfields:
        return {**description, "type": ["array", *null], "items": _mapping(field.subfields)}
    return {**description, **_value(field.type, field.rule, null)}


def _value(kind: Any, rule: Rule | None, null: list[str]) -> Schema:
    if kind is Any:
        return {}
    if kind is str:
        return _text(rule, null)
    if kind in (bool, int):
        name = "boolean" if kind is bool else "integer"
        # It is a string if it is written in quotes.
        return {"type": [name, "string", *null], **_pattern(FORMS[kind], hint_for_type(kind))}
    if kind == str | tuple[str, ...]:
        return {"anyOf": [_text(rule, null), _value(tuple[str, ...], rule, [])]}
    *_, item = (argument for argument in kind.__args__ if argument is not Ellipsis)
    if kind.__origin__ is dict:
        return {"type": _types(["object"], null), "additionalProperties": _value(item, None, [])}
    return {"type": _types(["array"], null), "items": _value(item, rule, [])}


def _text(rule: Rule | None, null: list[str]) -> Schema:
    if rule is None:
        return {"type": [*_TEXT, *null]}
    schema: Schema = {"type": _types(["string", *rule.also], null), **_pattern(rule.pattern, rule.hint)}
    return {**schema, "minimum": 0} if "integer" in rule.also else schema


def _pattern(pattern: str, hint: str) -> Schema:
    """The pattern, and the message that the YAML language server and VS Code show if a text does not match."""
    return {"pattern": pattern, "patternErrorMessage": hint}


def _types(names: list[str], null: list[str]) -> str | list[str]:
    return [*names, *null] if len(names) + len(null) > 1 else names[0]
