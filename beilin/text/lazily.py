"""Values that are made when they are first asked for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeVar, overload

Value = TypeVar("Value")


class Unmade(Mapping[str, Value]):
    """A mapping that does not have all its values yet."""

    @abstractmethod
    def with_changes(self, changes: Mapping[str, Value]) -> Unmade[Value]:
        """The same with these values beside and in the place of those of the same names."""


def overlaid(mapping: Mapping[str, Value], changes: Mapping[str, Value]) -> Mapping[str, Value]:
    """The same with these values beside and in the place of those of the same names; what is not made is not made."""
    return mapping.with_changes(changes) if isinstance(mapping, Unmade) else {**mapping, **changes}


class LazyMapping(Unmade[Value]):
    """A value for each of some names."""

    def __init__(
        self, names: Collection[str], make: Callable[[str], Value], made: Mapping[str, Value] | None = None
    ) -> None:
        """`make` gives the value of a name that is not among those `made` already. Finding a name is to be quick."""
        self._names, self._make = names, make
        self._made = dict(made or {})

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

    def with_changes(self, changes: Mapping[str, Value]) -> LazyMapping[Value]:
        """The same with these values beside and in the place of those of the same names."""
        names = self._names if all(name in self._names for name in changes) else {*self._names, *changes}
        return LazyMapping(names, self.__getitem__, changes)


class LazySequence(Sequence[Value]):
    """A value for each of some names, in their order."""

    def __init__(self, names: Sequence[str], values: Mapping[str, Value]) -> None:
        """The values of the names."""
        self._names, self._values = names, values

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Value, ...]: ...
    def __getitem__(self, index: int | slice) -> Value | tuple[Value, ...]:
        if isinstance(index, slice):
            return tuple(self._values[name] for name in self._names[index])
        return self._values[self._names[index]]

    def with_values(self, changes: Mapping[str, Value]) -> LazySequence[Value]:
        """The same with these values for these names."""
        return LazySequence(self._names, overlaid(self._values, changes))

    def __len__(self) -> int:
        return len(self._names)
