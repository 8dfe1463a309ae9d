"""Text in both Chinese scripts."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from beilin.text.cjk import contains_han
from beilin.text.languages import script_of

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


def conversion(language: str, site_language: str) -> str:
    """The name of OpenCC's configuration that converts a Chinese text in the language to the other script.

    Configurations without a final `p`: the script changes, and so do forms of characters (Taiwan's or Hong Kong's),
    by phrase where one character has several (后 → 後, 后), but the words stay the author's. With it 程式 would become
    程序, which another author may have meant. Simplified becomes what readers of the site's language write.
    """
    is_traditional = script_of(language) == "hant"
    subtags = (language if is_traditional else site_language).lower().split("-")
    region = "hk" if "hk" in subtags or "mo" in subtags else "tw"
    return f"{region}2s" if is_traditional else f"s2{region}"


@lru_cache(maxsize=1 << 16)  # titles and names stand on many pages
def converted(text: str, configuration: str) -> str:
    """The short text by a configuration of OpenCC (see `conversion`)."""
    return convert(text, configuration) if contains_han(text) else text


def convert(text: str, configuration: str) -> str:
    """The text by a configuration of OpenCC, which takes NUL for the end of a text."""
    convert_piece = _converter(configuration).convert
    return "\0".join([convert_piece(piece) for piece in text.split("\0")])


def to_simplified(text: str) -> str:
    """The text in the Simplified script."""
    simplified: str = _converter("t2s").convert(text)
    return simplified
