"""Mappings whose values are computed on demand, and mappings with a few values replaced.

A build of one edited body needs a dozen of 10,000 records: to decode all of them would take 80 ms of its 0.3 s.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

Value = TypeVar("Value")


class LazyMapping(Mapping[str, Value]):
    """A value for each of some names, computed when it is first asked for."""

    def __init__(self, names: Collection[str], make: Callable[[str], Value]) -> None:
        """`make` computes the value of a name; looking a name up in `names` should be fast."""
        self._names, self._make = names, make
        self._made: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class _Overlay(Mapping[str, Value]):
    """A mapping with other values for some of its names."""

    def __init__(self, base: Mapping[str, Value], changes: Mapping[str, Value]) -> None:
        self.base, self.changes = base, changes

    def __getitem__(self, name: str) -> Value:
        return self.changes[name] if name in self.changes else self.base[name]

    def __contains__(self, name: object) -> bool:
        return name in self.changes or name in self.base

    def __iter__(self) -> Iterator[str]:
        yield from self.base
        yield from (name for name in self.changes if name not in self.base)

    def __len__(self) -> int:
        return len(self.base) + sum(name not in self.base for name in self.changes)


def overlaid(mapping: Mapping[str, Value], changes: Mapping[str, Value]) -> Mapping[str, Value]:
    """The mapping with these values added or replaced. What it computes on demand is not computed."""
    if not changes:
        return mapping
    if isinstance(mapping, dict):
        return {**mapping, **changes}
    if isinstance(mapping, _Overlay):
        return _Overlay(mapping.base, {**mapping.changes, **changes})
    return _Overlay(mapping, changes)
