"""What Hugo's rules depend on in the whole folder, apart from its configuration.

Source: Hugo documentation, "Sections", "Taxonomies", "Configure languages".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from beilin.migrating.generators.config_files import text_at
from beilin.migrating.generators.file_heads import head_of
from beilin.migrating.generators.hugo.layout import TEXTS, content_root_of, disabled_languages, plurals, sections
from beilin.migrating.generators.hugo.sources import locate
from beilin.migrating.model import OldFolder


def folder_facts(folder: OldFolder, config: Mapping[str, Any]) -> dict[str, Any]:
    """For `OldSettings.raw`, by names that are not keys of Hugo's.

    `branches` are the folders with an `_index.md`, `sections` those that list articles.
    """
    branches = sorted(set(_branches(folder, config)))
    firsts = [name for name in sections(folder, config) if name not in plurals(config)]
    return {
        "branches": branches,
        "sections": [*firsts, *(branch for branch in branches if _is_nested(config, branch))],
        "term pages": _term_pages(folder, config),
        "used languages": _used_languages(folder, config),
    }


def _branches(folder: OldFolder, config: Mapping[str, Any]) -> Iterable[str]:
    """The folders of sections that have an `_index.md` ("Sections"), from the content folder."""
    for path in folder.files:
        root = content_root_of(config, path)
        if root and PurePosixPath(path).name.startswith("_index."):
            yield PurePosixPath(path).parent.relative_to(root).as_posix()


def _is_nested(config: Mapping[str, Any], branch: str) -> bool:
    """Whether the folder is a section inside another section, rather than the page of a term."""
    return "/" in branch and branch.partition("/")[0] not in plurals(config)


def _term_pages(folder: OldFolder, config: Mapping[str, Any]) -> dict[str, str]:
    """The address or slug that a term's own page gives it in its front matter, by folder ("Taxonomies": metadata)."""
    found = {}
    for path in sorted(folder.files):
        item = locate(config, path) if "/_index." in path else None
        if item and len(item.folders) > 1 and item.folders[0] in plurals(config):
            values = head_of(folder, path).values
            written = text_at(values, "url") or f"{item.folders[0]}/{text_at(values, 'slug')}".rstrip("/")
            if written != item.folders[0]:
                found["/".join(item.folders)] = written
    return found


def _used_languages(folder: OldFolder, config: Mapping[str, Any]) -> list[str]:
    """The keys of the languages that have texts, the default language first."""
    default = text_at(config, "defaultcontentlanguage").lower() or "en"
    located = (locate(config, path) for path in folder.files if path.lower().endswith(TEXTS))
    found = {item.language for item in located if item and item.language} - disabled_languages(config)
    return list(dict.fromkeys([default, *sorted(found)]))
