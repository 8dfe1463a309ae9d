"""Plain values that cannot be changed: what templates get of data files and of `extra`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

_ENDS_LIKE_FILE = re.compile(r"[^.]\.[A-Za-z0-9]{1,10}\Z")


class FrozenDict(dict[str, Any]):
    """A dict that raises TypeError instead of changing."""

    __slots__ = ()

    def _refuse(self, *_arguments: object, **_named: object) -> NoReturn:
        raise TypeError("this value cannot be changed by a template")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type[FrozenDict], tuple[dict[str, Any]]]:
        return FrozenDict, (dict(self),)


class _Values(Mapping[str, Any]):
    """Immutable values by name. It is not a dict, so that a digest does not take it for one (`rendering/keys.py`)."""

    __slots__ = ("values_by_name",)

    def __init__(self, values_by_name: FrozenDict) -> None:
        self.values_by_name = values_by_name

    def __getitem__(self, name: str) -> Any:
        return self.values_by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_name)

    def __len__(self) -> int:
        return len(self.values_by_name)


class Data(_Values):
    """Values with the digest of the files that they were read from."""

    __slots__ = ("digest",)

    def __init__(self, values_by_name: FrozenDict, digest: str) -> None:
        super().__init__(values_by_name)
        self.digest = digest


class Extra(_Values):
    """What the front matter has under `extra`, frozen.

    It is left out when the view that holds it is digested: a render key has a digest of what the page saw of it, if the
    page's template uses it at all (`rendering/keys.py`).
    """

    __slots__ = ()

    def __init__(self, values: Mapping[str, Any]) -> None:
        """Freeze the values: text, None, and lists and mappings of these."""
        super().__init__(FrozenDict({name: freeze(value) for name, value in values.items()}))


NO_EXTRA = Extra({})
NO_DATA = Data(FrozenDict(), "")


def freeze(value: Any) -> Any:
    """The value with its lists as tuples and its dicts as FrozenDict."""
    if isinstance(value, dict):
        return FrozenDict({name: freeze(item) for name, item in value.items()})
    return tuple(map(freeze, value)) if isinstance(value, list) else value


def file_names_in(value: Any) -> Iterator[str]:
    """The texts in a value of plain lists and mappings that end as names of files do, such as `images/sea.jpg`."""
    if isinstance(value, str):
        if _ENDS_LIKE_FILE.search(value):
            yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from file_names_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from file_names_in(item)
