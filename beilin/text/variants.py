"""Text in both Chinese scripts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from beilin.text.cjk import contains_han

if TYPE_CHECKING:
    from opencc import OpenCC


@cache
def in_both_scripts(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, followed by each of them in the other Chinese script if that differs (by OpenCC's dictionaries)."""
    return tuple(dict.fromkeys((*names, *(variant for name in names for variant in _variants(name)))))


@cache
def _variants(name: str) -> tuple[str, ...]:
    if not contains_han(name):
        return ()
    return (_converter("t2s").convert(name), _converter("s2t").convert(name))


@cache
def _converter(direction: str) -> OpenCC:
    # Imported here: only the importer, and names that match no spelling in the authority, need the dictionaries.
    from opencc import OpenCC

    return OpenCC(direction)


def to_simplified(text: str) -> str:
    """The text in the Simplified script."""
    simplified: str = _converter("t2s").convert(text)
    return simplified
