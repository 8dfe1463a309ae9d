"""The authors of a document: names in lists, in mappings, or several in one text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from beilin.migrating.facts.values import Values, name_of, text_of
from beilin.text.separators import split_names

_BETWEEN = re.compile(r"\s*[,，、;；]\s*(?:and\s|&)?\s*|\s(?:and|&|和|與|与)\s")
_PARTICLE = "de|da|di|del|van|von|der|den|la|le|bin|al"
# One to four words that begin with a capital, or with a letter of a script without any.
_PERSON = re.compile(rf"(?:(?:(?:{_PARTICLE})\s)?(?:d')?[^\W\d_a-zà-ÿ][^\s,]*(?:\s|\Z)){{1,4}}")
_WORD = re.compile("[A-Z][a-z]+")
_NO_NAME = re.compile(r"\W*\Z")


def authors_of(values: Values, names_by_key: Mapping[str, str]) -> tuple[str, ...]:
    """The names, each once, those of keys by the site's files of authors.

    A comma may belong to a name, as in `Ann Lee, editor of this site`.
    """
    key, names = values.first(("authors", "author"), lambda value: _names(value))
    if key == "authors" and names and isinstance(text := values.get(key), str):
        names = [part for name in names for part in split_names(name)]
        names = names if len(names) > 1 else [text_of(text)]
    return tuple(dict.fromkeys(names_by_key.get(name, name) for name in names or ()))


def _names(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [name for item in items for name in _people(name_of(item), item) if not _NO_NAME.match(name)]


def _people(text: str, item: Any) -> list[str]:
    """The names in the text, if it can only be several; else the text."""
    parts = [part for part in _BETWEEN.split(text) if part]
    if isinstance(item, Mapping) or len(parts) < 2:
        return [text]
    if len(parts) > 2:
        are_several = all(_PERSON.fullmatch(part) or part.count(" ") < 2 for part in parts)
    elif any(" " in part for part in parts) or not text.isascii():
        are_several = all(map(_PERSON.fullmatch, parts))
    else:  # `Lee, Ann` is one name, `ann, ben-1` are two
        are_several = not all(map(_WORD.fullmatch, parts))
    return parts if are_several else [text]
