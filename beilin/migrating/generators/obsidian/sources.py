"""Which notes and attachments of a vault come over."""

from __future__ import annotations

import re
from collections.abc import Mapping

from beilin.migrating.generators.config_files import list_at, text_at
from beilin.migrating.generators.obsidian.addresses import quartz_path
from beilin.migrating.generators.old_addresses import old_address, split_date
from beilin.migrating.generators.published_paths import (
    is_hidden,
    paths_below,
    relative_to,
    split_path,
)
from beilin.migrating.generators.sections import language_folders
from beilin.migrating.generators.sorting_out import sort_out
from beilin.migrating.model import OldFolder, OldSettings, SourceDocument, SourceFile, Sources

_MACHINERY = {"publish.css", "publish.js", "README.md", "LICENSE", "LICENSE.md", "AGENTS.md"}
_DRAWINGS = ".excalidraw.md"
_OWN_KINDS = ("canvas", "base")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_PRIVATE = re.compile(r"(?:private|templates?)\Z", re.IGNORECASE)


def list_sources(folder: OldFolder, settings: OldSettings) -> Sources:
    """All notes but templates and drawings; all other files, which are published where a note shows them."""
    root = text_at(settings.raw, "root")
    is_quartz = settings.raw.get("published") == "quartz"
    templates = tuple(f"{name}/" for name in list_at(settings.raw, "templates"))
    inside = set(paths_below(folder.files, root))
    notes = (relative_to(path, root) for path in inside if path.endswith(".md"))
    languages = language_folders(local.partition("/")[0] for local in notes if "/" in local)

    def what_is(path: str) -> SourceDocument | SourceFile | str:
        local = relative_to(path, root)
        parent, stem, extension = split_path(local)
        if path not in inside:
            return "files outside the folder of the notes"
        if is_hidden(local):
            return "settings of Obsidian and hidden files"
        if local.startswith(templates) or (is_quartz and any(_PRIVATE.match(part) for part in parent.split("/"))):
            return "templates"
        if local.endswith(_DRAWINGS) or extension in _OWN_KINDS:
            return "drawings, canvases and bases"
        if not parent and local in _MACHINERY and not (is_quartz and extension == "md"):
            return "files about the vault"
        if extension == "md":
            return _document(path, parent, stem, languages, is_quartz=is_quartz)
        return SourceFile(path, old_address(quartz_path(local)) if is_quartz else "")

    return sort_out(folder.files, what_is)


def _document(path: str, folder: str, stem: str, languages: Mapping[str, str], *, is_quartz: bool) -> SourceDocument:
    language = languages.get(folder.partition("/")[0], "")
    date, name = split_date(stem)
    if _DAY.match(stem):  # a daily note
        date = stem
    if is_quartz and stem == "index":
        folder, _, name = folder.rpartition("/")
        return SourceDocument(path, "article" if name else "page", name or "home", section=folder, language=language)
    return SourceDocument(path, "article", name, date=date, section=folder, language=language)
