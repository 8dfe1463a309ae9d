"""Text in both Chinese scripts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from beilin.text.cjk import holds_han

if TYPE_CHECKING:
    from opencc import OpenCC


@cache
def in_both_scripts(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, and behind them each in the other Chinese script where that differs (by OpenCC's dictionaries)."""
    return tuple(dict.fromkeys((*names, *(variant for name in names for variant in _variants(name)))))


@cache
def _variants(name: str) -> tuple[str, ...]:
    if not holds_han(name):
        return ()
    return (_converter("t2s").convert(name), _converter("s2t").convert(name))


@cache
def _converter(direction: str) -> OpenCC:
    # Imported here: only names that no spelling of the authority matches, and the importer, need the dictionaries.
    from opencc import OpenCC

    return OpenCC(direction)


def to_simplified(text: str) -> str:
    """The text in the Simplified script."""
    simplified: str = _converter("t2s").convert(text)
    return simplified
