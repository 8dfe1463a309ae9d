"""The fields of the front matter, from the annotations of Summary."""

from __future__ import annotations

import dataclasses
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from beilin.model import Key, Summary
from beilin.text.yaml import rules
from beilin.text.yaml.fields import Field, Rule, Table, table


@cache
def front_matter_fields(time_zone: str) -> Table:
    """All keys that a Markdown file may have in its front matter. Times are in the time zone (an IANA name)."""
    return table(*_fields(Summary, time_zone))


@cache
def attributes() -> dict[str, str]:
    """The name of each key → the attribute of Summary that holds its value."""
    return {key.name or attribute: attribute for attribute, key, _, _ in _keys(Summary)}


def _fields(owner: type, time_zone: str) -> tuple[Field, ...]:
    return tuple(
        Field(
            name=key.name or attribute,
            type=key.type or kind,
            description=key.description,
            example=key.example,
            default=key.default,
            is_required=is_required and not key.default,
            rule=_rule(key, time_zone),
            subfields=_fields(kind, time_zone) if dataclasses.is_dataclass(kind) and isinstance(kind, type) else (),
        )
        for attribute, key, kind, is_required in _keys(owner)
    )


def _keys(owner: type) -> list[tuple[str, Key, Any, bool]]:
    """(attribute, key, type, whether it has no default) of each annotated field of a dataclass."""
    hints = get_type_hints(owner, include_extras=True)
    keys = []
    for item in dataclasses.fields(owner):
        kind, *extras = get_args(hints[item.name]) if hasattr(hints[item.name], "__metadata__") else (None,)
        is_required = item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
        keys += [(item.name, key, _without_none(kind), is_required) for key in extras if isinstance(key, Key)]
    return keys


def _without_none(kind: Any) -> Any:
    """The type without None, which stands for an absent key."""
    if get_origin(kind) is UnionType:
        (one,) = (argument for argument in get_args(kind) if argument is not NoneType)
        return one
    return kind


def _rule(key: Key, time_zone: str) -> Rule | None:
    if key.rule == "date_rule":
        return rules.date_rule(time_zone)
    rule: Rule | None = getattr(rules, key.rule) if key.rule else None
    return rule
