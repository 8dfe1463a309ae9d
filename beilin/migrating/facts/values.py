"""The values of front matter by any spelling of their keys, and which of them are used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import unescape
from typing import Any, TypeVar

from beilin.problems.controls import DIRECTIONS, REFUSED
from beilin.text.separators import split_names

Found = TypeVar("Found")

_YES, _NO = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}
_NAMES_IN_MAPPING = ("name", "title", "nickname", "label", "id", "slug")
# The whole of a value that a template of Obsidian, Hexo or Jekyll was to fill in.
_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}|<%[^%]*%>|\{%[^%]*%\}")

_LINK = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?(?P<name>[^\[\]|]+)\]\]")  # as the properties of Obsidian have them

# Tags that may be in a line; those that end a line become a space.
_TAG = re.compile(
    r"</?(?:(?P<breaks>br|p|div|center)|a|b|i|em|strong|code|span|small|sup|sub|u|s|del|mark|font|img|big)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


class Values:
    """The values; `first` marks what it takes as placed, and `rest` is what nothing took.

    Keys that differ only in case, hyphens and underscores are one: generators do not agree on them. The values of the
    mappings `extra` (Zola) and `params` (Hugo) count as values of the front matter itself, which come first. `defaults`
    count where the front matter has nothing, and are not in the rest.
    """

    def __init__(self, values: Mapping[str, Any], defaults: Mapping[str, Any] | None = None) -> None:
        self._values: dict[str, Any] = dict(values)
        self._defaults = {plain_key(key): value for key, value in (defaults or {}).items()}
        for name in ("extra", "params"):
            if isinstance(below := self._values.get(name), Mapping):
                del self._values[name]
                self._values = {**below, **self._values}
        self._keys: dict[str, list[str]] = {}
        for key in self._values:
            self._keys.setdefault(plain_key(key), []).append(key)
        self._placed: set[str] = set()

    def get(self, name: str) -> Any:
        """The value of the key, or ""."""
        name = plain_key(name)
        return next((self._values[key] for key in self._keys.get(name, ())), self._defaults.get(name, ""))

    def place(self, name: str) -> None:
        """Mark the value as placed."""
        self._placed.update(self._keys.get(plain_key(name), ())[:1])

    def displace(self, name: str) -> None:
        """Take back that the value is placed."""
        self._placed.difference_update(self._keys.get(plain_key(name), ())[:1])

    def first(self, names: Iterable[str], read: Callable[[Any], Found]) -> tuple[str, Found | None]:
        """The first of the keys whose value gives something, and what that is; ("", None) if there is none."""
        for name in names:
            value = self.get(name)
            if value in ("", [], {}):
                self.place(name)
            elif found := read(value):
                self.place(name)
                return name, found
        return "", None

    def rest(self) -> dict[str, Any]:
        """Every key that is not used, as written."""
        return {key: value for key, value in self._values.items() if key not in self._placed}


@lru_cache(maxsize=4096)
def plain_key(key: str) -> str:
    """The key without what generators do not agree on."""
    return key.casefold().replace("-", "").replace("_", "").replace(" ", "")


def text_of(value: Any) -> str:
    """The value as a text on one line, without controls; "" for a mapping and for what a template was to fill in."""
    if isinstance(value, list):
        value = " ".join(filter(None, map(text_of, value)))
    if not isinstance(value, str) or _PLACEHOLDER.fullmatch(value.strip()):
        return ""
    return " ".join(unicodedata.normalize("NFC", DIRECTIONS.sub("", REFUSED.sub(" ", value))).split())


def shown_text_of(value: Any) -> str:
    """As `text_of`, for a text that templates put into pages as HTML: without tags, and with its entities decoded."""
    return " ".join(unescape(_TAG.sub(lambda tag: " " if tag["breaks"] else "", text_of(value))).split())


def names_of(value: Any) -> list[str]:
    """The names in a list, in a text with commas, or in mappings with a name; without repetitions."""
    if isinstance(value, Mapping):
        # `{a, b}` is a mapping without values.
        value = [value] if any(value.values()) else list(value)
    if isinstance(value, list):
        names = [name_of(item) for item in value]
    else:
        text = name_of(value)
        text = text[1:-1] if text.startswith("[") and text.endswith("]") else text
        names = [name.strip(" \"'") for name in split_names(text)]
    return list(dict.fromkeys(name for name in names if name))


def name_of(value: Any) -> str:
    """The name that a text or a mapping gives; of nested lists the texts, joined."""
    if isinstance(value, Mapping):
        values = Values(value)
        name = next((name for key in _NAMES_IN_MAPPING if (name := text_of(values.get(key)))), "")
        # `authors: {jane: Jane Doe}`
        return name or next((text_of(item) for item in value.values() if isinstance(item, str)), "")
    text = text_of(value)
    link = _LINK.fullmatch(text)
    return link["name"] if link else text


def is_yes(value: Any) -> bool:
    """Whether the value is true, however it is written."""
    return text_of(value).lower() in _YES


def is_no(value: Any) -> bool:
    """Whether the value is false, however it is written."""
    return text_of(value).lower() in _NO
