"""Values that Jekyll's configuration gives to the front matter of documents.

Source: Jekyll documentation, "Front matter defaults" (scopes, their precedence).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from beilin.migrating.generators.config_files import list_at, mapping_at, text_at
from beilin.migrating.generators.old_globs import glob_matcher


def default_of(config: Mapping[str, Any], key: str, inner: str, kind: str) -> str:
    """The value of a key for a document at that path, of the type `posts`, `drafts`, `pages` or a collection's label.

    The scope with the longer path wins, then one that names a type, then the later one.
    """
    found: list[tuple[int, bool, int, str]] = []
    for place, item in enumerate(list_at(config, "defaults")):
        scope, value = mapping_at(item, "scope"), text_at(item, "values", key)
        path, wanted = text_at(scope, "path").strip("/"), text_at(scope, "type")
        if value and wanted in ("", kind) and _is_in(inner, path):
            found.append((len(path), bool(wanted), place, value))
    return max(found)[-1] if found else ""


def _is_in(inner: str, path: str) -> bool:
    if "*" in path:
        return glob_matcher([path, f"{path}/**"])(inner)
    return not path or inner == path or inner.startswith(f"{path}/")
