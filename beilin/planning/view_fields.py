"""The fields of what templates see, whichever way its class was made.

Most views are msgspec's structs: a class takes 0.01 ms to make and a value 0.1 µs, a dataclass 0.4 to 0.8 ms and 1 to
6 µs. Those that share fields with front matter are dataclasses, whose fields have metadata.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import TypeVar

import msgspec

View = TypeVar("View")


@cache
def field_names(kind: type) -> tuple[str, ...]:
    """The names of the fields of a struct or dataclass; () for any other class."""
    if issubclass(kind, msgspec.Struct):
        return kind.__struct_fields__
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


def with_fields(view: View, **changes: object) -> View:
    """A copy of the view with some fields changed."""
    if isinstance(view, msgspec.Struct):
        return msgspec.structs.replace(view, **changes)
    return dataclasses.replace(view, **changes)  # type: ignore[type-var]
