"""What Pelican publishes (its documentation, "Writing content", "Linking to static files", "Path metadata")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from beilin.migrating.generators.config_files import text_at
from beilin.migrating.generators.old_addresses import old_address, split_date
from beilin.migrating.generators.published_paths import (
    is_hidden,
    paths_below,
    relative_to,
    split_path,
)
from beilin.migrating.generators.safe_patterns import named_groups
from beilin.migrating.generators.sorting_out import sort_out
from beilin.migrating.model import OldFolder, OldSettings, SourceDocument, SourceFile, Sources

_MARKDOWN = ("md", "markdown", "mkd", "mdown")
_OTHER_TEXTS = {"rst": "reStructuredText documents", "html": "HTML documents", "htm": "HTML documents"}
_SEPARATORS = re.compile(r"\A[-_ ]+")


def list_sources(folder: OldFolder, settings: OldSettings) -> Sources:
    """Markdown files below PATH, and the static files beside them."""
    raw = settings.raw
    root = text_at(raw, "PATH")
    pages, articles = _folders(raw, "PAGE_PATHS"), _folders(raw, "ARTICLE_PATHS")
    static, output = _folders(raw, "STATIC_PATHS"), (text_at(raw, "OUTPUT_PATH") or "output").strip("/")
    inside = set(paths_below(folder.files, root))

    def what_is(path: str) -> SourceDocument | SourceFile | str:
        local = relative_to(path, root)
        extension = split_path(local)[2]
        is_static = _is_below(local, static)
        if path not in inside:
            return "files outside the content folder"
        if is_hidden(local):
            return "hidden files"
        if path.startswith(f"{output}/"):
            return "build output"
        if not root and _is_machinery(local):
            return "files of the generator"
        if extension in _MARKDOWN and (_is_below(local, pages) or _is_below(local, articles)):
            return _document(path, local, raw, pages)
        if extension in _OTHER_TEXTS and not is_static:
            return _OTHER_TEXTS[extension]
        return SourceFile(path, _file_address(local, raw) if is_static else "")

    return sort_out(folder.files, what_is)


def _document(path: str, local: str, raw: Mapping[str, Any], pages: list[str]) -> SourceDocument:
    folder, stem, _ = split_path(local)
    own = next((page for page in pages if _is_below(local, [page])), None)
    named = named_groups(text_at(raw, "FILENAME_METADATA"), stem)
    date, rest = split_date(stem)
    if named.get("date"):
        date = named["date"]
        rest = named.get("slug") or _SEPARATORS.sub("", stem.removeprefix(date)) or stem
    return SourceDocument(
        path=path,
        kind="article" if own is None else "page",
        name=rest,
        date=date,
        section=folder if own is None else relative_to(folder, own) if folder != own else "",
    )


def _is_below(local: str, folders: list[str]) -> bool:
    return any(not folder or local == folder or local.startswith(f"{folder}/") for folder in folders)


def _folders(raw: Mapping[str, Any], name: str) -> list[str]:
    value = raw.get(name)
    names = value if isinstance(value, (list, tuple)) else [value]
    return [text.removeprefix("./").strip("/") for text in names if isinstance(text, str)]


def _file_address(local: str, raw: Mapping[str, Any]) -> str:
    """Where a static file is published: EXTRA_PATH_METADATA may say it."""
    metadata = raw.get("EXTRA_PATH_METADATA")
    entry = metadata.get(local) if isinstance(metadata, dict) else None
    own = entry.get("path") if isinstance(entry, dict) else None
    return old_address(own if isinstance(own, str) and own else local)


def _is_machinery(local: str) -> bool:
    """Whether a file of a site whose content is not in a folder of its own belongs to Pelican."""
    return local.endswith((".py", ".pyc", "Makefile")) or local.startswith(("theme/", "themes/", "plugins/"))
