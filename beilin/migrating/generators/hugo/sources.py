"""Which files of a Hugo site are documents, and which are published beside them.

Sources: Hugo documentation, "Content organization", "Page bundles", "Multilingual mode" (translation by file name and
by content directory), "Static files".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.config_files import mapping_at, text_at, texts_at
from beilin.migrating.generators.file_heads import has_text
from beilin.migrating.generators.hugo.layout import (
    OTHER_TEXTS,
    TEXTS,
    content_roots,
    disabled_languages,
    plurals,
    static_roots,
)
from beilin.migrating.generators.old_addresses import old_address, split_date, without_extension
from beilin.migrating.generators.safe_patterns import safe_pattern
from beilin.migrating.generators.sorting_out import sort_out
from beilin.migrating.model import OldFolder, OldSettings, SourceDocument, SourceFile, Sources

_STYLES_AND_SCRIPTS = (".scss", ".sass", ".css", ".js", ".ts", ".jsx", ".tsx")
_PAGE_SECTIONS = {"page", "pages"}
_SKIPPED_FOLDERS = {
    "layouts": "templates",
    "themes": "templates",
    "archetypes": "templates",
    "i18n": "templates",
    "data": "data of templates",
    "resources": "build output",
}


@dataclass(frozen=True, slots=True)
class Located:
    """A path of a content folder, taken apart."""

    path: str
    root: str
    folders: tuple[str, ...]  # between the content folder and the file
    stem: str  # without the mark of a language and the extension
    language: str  # the key of its language in the configuration, or ""


def locate(config: Mapping[str, Any], path: str) -> Located | None:
    """The path taken apart; None if it is not in a content folder."""
    for key, root in content_roots(config):
        if path.startswith(f"{root}/"):
            inner = PurePosixPath(path).relative_to(root)
            stem = without_extension(inner.name, (*TEXTS, *OTHER_TEXTS))
            name, dot, mark = stem.rpartition(".")
            if dot and name and mark.lower() in mapping_at(config, "languages"):
                stem, key = name, mark.lower()
            return Located(path, root, inner.parts[:-1], stem, key)
    return None


@dataclass(frozen=True, slots=True)
class _Site:
    folder: OldFolder
    config: Mapping[str, Any]
    ignored: tuple[re.Pattern[str], ...]
    bundles: Mapping[tuple[str, tuple[str, ...]], str]  # content folder and folders → the document of a leaf bundle


def list_sources(folder: OldFolder, settings: OldSettings) -> Sources:
    """The documents of the content folders; files of bundles with their owner; files of static folders."""
    config = settings.raw
    ignored = tuple(pattern for text in texts_at(config, "ignorefiles") if (pattern := safe_pattern(text)))
    indexes = (locate(config, path) for path in sorted(folder.files, reverse=True) if "/index." in path)
    bundles = {
        (item.root, item.folders): item.path for item in indexes if item and item.stem == "index" and _is_text(item)
    }
    site = _Site(folder, config, ignored, bundles)
    return sort_out(folder.files, lambda path: _what_is(site, path))


def _what_is(site: _Site, path: str) -> SourceDocument | SourceFile | str:
    if any(pattern.search(path) for pattern in site.ignored):
        return "files that the settings ignore"
    if item := locate(site.config, path):
        return _of_content(site, item)
    if address := _static_address(site.config, path):
        return SourceFile(path, address)
    if path.startswith("assets/") and not path.endswith(_STYLES_AND_SCRIPTS):
        return SourceFile(path)
    return _reason(site.config, path)


def _of_content(site: _Site, item: Located) -> SourceDocument | SourceFile | str:
    owner = _owner(site.bundles, item)
    if owner and owner != item.path and item.stem != "index":
        return "texts that are files of a bundle" if _is_text(item) else SourceFile(item.path, "", owner)
    if item.path.lower().endswith(OTHER_TEXTS):
        return "texts in other markup (Org, AsciiDoc, reStructuredText)"
    if item.path.endswith(".gotmpl"):
        return "templates"
    if not _is_text(item):
        return SourceFile(item.path, old_address(*item.folders, PurePosixPath(item.path).name))
    if item.stem == "_index" and item.folders and item.folders[0] in plurals(site.config):
        return "texts about tags and other terms" if has_text(site.folder, item.path) else "list pages"
    if item.stem == "_index" and not has_text(site.folder, item.path):
        return "list pages"
    return _document(site.config, item)


def _is_text(item: Located) -> bool:
    return item.path.lower().endswith(TEXTS)


def _owner(bundles: Mapping[tuple[str, tuple[str, ...]], str], item: Located) -> str:
    """The document of the outermost leaf bundle that the path is in, or ""."""
    ends = range(1, len(item.folders) + 1)
    return next((path for end in ends if (path := bundles.get((item.root, item.folders[:end])))), "")


def _document(config: Mapping[str, Any], item: Located) -> SourceDocument:
    is_bundle = item.stem in ("index", "_index") and bool(item.folders)
    name = item.folders[-1] if is_bundle else "home" if item.stem in ("index", "_index") else item.stem
    above = item.folders[:-1] if is_bundle else item.folders
    is_article = bool(above) and above[0] not in _PAGE_SECTIONS and item.stem != "_index"
    date, rest = split_date(name)
    return SourceDocument(
        path=item.path,
        kind="article" if is_article else "page",
        name=rest if date and names_have_dates(config) else name,
        date=date,
        section="/".join(above),
        language=_language(config, item.language),
        is_draft=item.language in disabled_languages(config),
        is_bundle=item.stem == "index" and bool(item.folders),
    )


def names_have_dates(config: Mapping[str, Any]) -> bool:
    """Whether a date that begins a file's name is not a part of its slug ("Configure front matter": `:filename`)."""
    return ":filename" in [text.lower() for text in texts_at(config, "frontmatter", "date")]


def _language(config: Mapping[str, Any], key: str) -> str:
    """The BCP 47 tag of a language of the configuration; "" for the site's own."""
    if not key or key == (text_at(config, "defaultcontentlanguage").lower() or "en"):
        return ""
    own = mapping_at(config, "languages", key)
    return beilin_language(text_at(own, "languagecode") or text_at(own, "locale") or key)


def _static_address(config: Mapping[str, Any], path: str) -> str:
    return next((old_address(path[len(root) :]) for root in static_roots(config) if path.startswith(f"{root}/")), "")


def _reason(config: Mapping[str, Any], path: str) -> str:
    top, slash, _ = path.partition("/")
    if slash and top == (text_at(config, "publishdir") or "public"):
        return "build output"
    return _SKIPPED_FOLDERS.get(top, "other files") if slash else "other files"
