"""Files with the names of a site's authors, whom front matter refers to by keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from beilin.migrating.facts.values import Values, text_of
from beilin.migrating.heads.decoding import decode
from beilin.migrating.model import OldFolder
from beilin.migrating.survey import read_file
from beilin.text.plain_values import read_json, read_toml, read_yaml

# Jekyll's and Eleventy's themes; Hugo's, also with a file for each author; Material for MkDocs ("Blog", authors_file).
_FILE = re.compile(
    r"(?:(?:.+/)?_?data/authors(?:/(?P<key>[^/.]+))?|(?:.+/)?\.authors)\.(?P<ending>ya?ml|json|toml)", re.IGNORECASE
)
_MAX_SIZE = 1 << 20
_NAME_KEYS = ("name", "display_name", "title")
_KEY_KEYS = ("id", "key", "slug", "username", "short_name")


def author_names(folder: OldFolder) -> dict[str, str]:
    """The name of each author by the key. What cannot be read is left out."""
    names: dict[str, str] = {}
    for path in sorted(folder.files):
        if match := _FILE.fullmatch(path):
            values = _read(folder, path, match["ending"].lower())
            found = _names({match["key"]: values} if match["key"] else values.get("authors") or values)
            names.update(pair for pair in found if all(pair))
    return names


def _names(values: Any) -> Iterator[tuple[str, str]]:
    """(key, name) of each author in a mapping of keys, or in a list of mappings."""
    if isinstance(values, Mapping):
        for key, value in values.items():
            if isinstance(value, Mapping):
                yield text_of(key), _first(value, _NAME_KEYS)
    elif isinstance(values, list):
        for value in values:
            if isinstance(value, Mapping):
                yield _first(value, _KEY_KEYS), _first(value, _NAME_KEYS)


def _first(value: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    values = Values(value)
    return next((text for key in keys if (text := text_of(values.get(key)))), "")


def _read(folder: OldFolder, path: str, ending: str) -> dict[str, Any]:
    try:
        if (folder.root / path).stat().st_size > _MAX_SIZE:
            return {}
        text = decode(read_file(folder, path))[0]
    except OSError:
        return {}
    if ending == "json":
        read = read_json(text.strip())
        return read[0] if read else {}
    if ending == "toml":
        return read_toml(text) or {}
    # A list at the top is the value of a key.
    return read_yaml(text) or read_yaml("authors:\n" + text) or {}
