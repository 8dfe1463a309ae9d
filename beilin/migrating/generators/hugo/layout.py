"""Which folders of a Hugo site hold what.

Sources: Hugo documentation, "Directory structure", "Configure languages" (contentDir), "Page bundles", "Content
formats".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from beilin.migrating.generators.config_files import flag_at, list_at, mapping_at, text_at, texts_at
from beilin.migrating.generators.old_addresses import MARKDOWN
from beilin.migrating.model import OldFolder

TEXTS = (*MARKDOWN, ".html", ".htm")  # of content that Beilin can read
OTHER_TEXTS = (".org", ".adoc", ".asciidoc", ".ad", ".rst", ".pandoc", ".pdc")


def content_roots(config: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The content folders, each with the key of its language ("" if its files say), deepest first."""
    found = [("", _folder(text_at(config, "contentdir") or "content"))]
    for key, own in mapping_at(config, "languages").items():
        if isinstance(own, Mapping) and text_at(own, "contentdir"):
            found.append((key.lower(), _folder(text_at(own, "contentdir"))))
    for mount in list_at(config, "module", "mounts"):
        if isinstance(mount, Mapping) and text_at(mount, "target") == "content":
            found.append((text_at(mount, "lang").lower(), _folder(text_at(mount, "source"))))
    return tuple(sorted({root: (key, root) for key, root in found if root}.values(), key=lambda item: -len(item[1])))


def disabled_languages(config: Mapping[str, Any]) -> set[str]:
    """The keys of languages whose texts are not published."""
    named = {key.lower() for key in texts_at(config, "disablelanguages")}
    return named | {key for key in mapping_at(config, "languages") if flag_at(config, "languages", key, "disabled")}


def content_root_of(config: Mapping[str, Any], path: str) -> str:
    """The content folder that the path is in, or ""; that of a language may be within that of all."""
    return next((root for _, root in content_roots(config) if path.startswith(f"{root}/")), "")


def plurals(config: Mapping[str, Any]) -> set[str]:
    """The taxonomies. By default `category: categories` and `tag: tags`; `taxonomies` replaces both."""
    return {text_at(config, "taxonomies", key) for key in mapping_at(config, "taxonomies")} or {"tags", "categories"}


def static_roots(config: Mapping[str, Any]) -> tuple[str, ...]:
    """The folders whose files are published as they are."""
    found = list(texts_at(config, "staticdir")) or ["static"]
    for own in mapping_at(config, "languages").values():
        found += texts_at(own, "staticdir") if isinstance(own, Mapping) else ()
    for mount in list_at(config, "module", "mounts"):
        if isinstance(mount, Mapping) and text_at(mount, "target") == "static":
            found.append(text_at(mount, "source"))
    return tuple(dict.fromkeys(folder for name in found if (folder := _folder(name))))


def _folder(name: str) -> str:
    return name.strip().strip("/").removeprefix("./")


def sections(folder: OldFolder, config: Mapping[str, Any]) -> list[str]:
    """The first folders of texts, that with the most texts first; a bundle at the top is not a section ("Sections")."""
    counts: Counter[str] = Counter()
    bundles = set()
    for path in folder.files:
        root = content_root_of(config, path)
        if root and path.lower().endswith(TEXTS):
            first, *others = PurePosixPath(path).relative_to(root).parts
            counts[first] += bool(others)
            if others and others[0].startswith("index."):
                bundles.add(first)
    found = [(-count, name) for name, count in counts.items() if count and name not in bundles]
    return [name for _, name in sorted(found)]


def main_sections(folder: OldFolder, config: Mapping[str, Any]) -> tuple[str, ...]:
    """The sections of articles: the parameter mainSections, else that with the most pages ("Site: MainSections")."""
    named = texts_at(config, "params", "mainsections") or texts_at(config, "mainsections")
    return named or tuple(sections(folder, config)[:1])
