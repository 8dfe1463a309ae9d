"""Front matter defaults: values that the configuration gives to the documents of a folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fnmatch import translate
from typing import Any

from beilin.migrating.facts.values import text_of
from beilin.migrating.model import OldSettings, SourceDocument
from beilin.text.plain_values import as_head_value


def defaults_for(document: SourceDocument, settings: OldSettings, generator: str) -> dict[str, Any]:
    """Jekyll's front matter defaults for the document, every scalar as text; {} for other generators.

    Among several that apply, that with the longer path wins, then that with a type, then the later one (jekyllrb.com,
    "Front Matter Defaults"; `FrontmatterDefaults#has_precedence?`).
    """
    rules = settings.raw.get("defaults")
    if generator != "jekyll" or not isinstance(rules, list):
        return {}
    found = []
    for number, rule in enumerate(rules):
        scope, values = (rule.get("scope"), rule.get("values")) if isinstance(rule, Mapping) else (None, None)
        if isinstance(values, Mapping) and (scope is None or isinstance(scope, Mapping)):
            path, kind = text_of((scope or {}).get("path")).strip("/"), text_of((scope or {}).get("type"))
            if _is_below(_path_in_source(document, settings), path) and kind in ("", *_types(document)):
                found.append((len(path), bool(kind), number, values))
    merged: dict[str, Any] = {}
    for *_, values in sorted(found, key=lambda item: item[:3]):
        merged |= {str(key): as_head_value(value) for key, value in values.items()}
    return merged


def _path_in_source(document: SourceDocument, settings: OldSettings) -> str:
    source = text_of(settings.raw.get("source")).removeprefix("./").strip("/")
    return document.path.removeprefix(f"{source}/") if source and source != "." else document.path


def _is_below(path: str, scope: str) -> bool:
    if "*" in scope:
        return re.match(translate(f"{scope}*"), path) is not None
    return not scope or path == scope or path.startswith(f"{scope}/")


def _types(document: SourceDocument) -> tuple[str, ...]:
    """The type of the document: posts, drafts (which are posts too), pages, or the name of its collection."""
    folders = document.path.split("/")[:-1]
    if "_drafts" in folders:
        return ("drafts", "posts")
    if "_posts" in folders:
        return ("posts", "post")
    collection = next((folder[1:] for folder in folders if folder.startswith("_")), "")
    return (collection,) if collection else ("pages", "page")
