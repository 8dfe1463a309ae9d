"""A JSON object → its fields, also those in objects that only wrap them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Objects in which crawlers and databases put the fields of the article itself.
_WRAPPERS = {
    *("article", "data", "document", "doc", "extracted", "fields", "item", "meta", "metadata", "page", "post"),
    *("record", "result", "source"),  # `_source` of Elasticsearch
}
# Keys under which an object has the value that its own name promises: `author: {name: …}`, `date: {$date: …}`.
_VALUES = ("name", "$date", "$numberlong", "value", "#text", "text", "label", "term", "title", "rendered")
_OF_NAMED = ("name", "$date", "rendered", "value")  # of these, an object with the name of a wrapper is not one


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record."""

    path: str  # as it is written: `metadata.published_time`
    name: str  # the last part, reduced to letters and digits: `publishedtime`
    is_outer: bool  # whether it is the record's own
    value: Any  # what is to be used: of `author: {name: …}` the name
    whole: Any  # all of it


def fields_of(record: Mapping[str, Any]) -> list[Field]:
    """The fields in order, those in wrappers after the record's own. Fields without a value are left out."""
    outer: list[Field] = []
    inner: list[Field] = []
    for key, value in record.items():
        if isinstance(value, dict) and reduced(key) in _WRAPPERS and not any(name in value for name in _OF_NAMED):
            inner += (_field(f"{key}.{name}", name, each) for name, each in value.items() if _is_filled(each))
        elif _is_filled(value):
            outer.append(_field(key, key, value))
    return outer + inner


def _field(path: str, key: str, value: Any) -> Field:
    return Field(path, reduced(key), path == key, _value(value), value)


def with_field_at(fields: Sequence[Field], path: str) -> list[Field]:
    """The fields, with one at the path of keys: objects that have it in them are divided into their own fields."""
    divided: list[Field] = []
    for field in fields:
        if path.startswith(f"{field.path}.") and isinstance(field.whole, dict):
            inner = [_field(f"{field.path}.{key}", key, each) for key, each in field.whole.items() if _is_filled(each)]
            divided += with_field_at(inner, path)
        else:
            divided.append(field)
    return divided


def reduced(key: str) -> str:
    """The key without what its spellings differ in: `published_at`, `publishedAt` and `Published-At` are one."""
    return "".join(filter(str.isalnum, key)).lower()


def strings_in(value: Any) -> Iterator[str]:
    """All strings in the value, in order."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            waiting += reversed(each.values())
        elif isinstance(each, list):
            waiting += reversed(each)


def texts_of(value: Any) -> tuple[str, ...]:
    """The texts that a value has for a fact: one, or each of a list."""
    if isinstance(value, list):
        return tuple(text for each in value for text in texts_of(_value(each)))
    if isinstance(value, bool) or value is None or isinstance(value, dict):
        return ()
    text = " ".join(str(value).split())
    return (text,) if text else ()


def _value(value: Any) -> Any:
    """What is to be used of the value: of an object, what it has under a key that says so."""
    while isinstance(value, dict):
        chosen = next((key for name in _VALUES for key in value if key.lower() == name), None)
        if chosen is None:
            break
        value = value[chosen]
    return value


def _is_filled(value: Any) -> bool:
    return value is not None and value != [] and value != {} and not (isinstance(value, str) and not value.strip())
