"""Where Eleventy writes documents and the pages of tags (its documentation, "Permalinks", "Create pages from data")."""

from __future__ import annotations

import re

from beilin.migrating.generators.config_files import list_at, mapping_at, text_at
from beilin.migrating.generators.eleventy.permalinks import expand, slugify
from beilin.migrating.generators.published_paths import address_of, relative_to, split_path
from beilin.migrating.model import Facts, OldSettings, OldTerm, SourceDocument

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}-(?=.)")


def addresses_of(settings: OldSettings, document: SourceDocument, facts: Facts) -> tuple[str, ...]:
    """The permalink of the document or of the nearest folder that has one, else the path without extension."""
    if text_at(facts.extra, "permalink").lower() == "false":
        return ()
    local = relative_to(document.path, text_at(settings.raw, "input"))
    folder, stem, _ = split_path(local)
    if folder and stem == folder.rpartition("/")[2]:  # a file with the name of its folder is its index
        stem = "index"
    path = f"{folder}/{stem}" if folder else stem
    pattern = facts.url or _of_folder(settings, document.path.rpartition("/")[0])
    if not pattern:
        return (address_of((path if stem == "index" else f"{path}/index") + ".html"),)
    own = folder.rpartition("/")[2] if stem == "index" else stem
    file_slug = _DATE.sub("", own)
    values = {
        **{key: value for key, value in facts.extra.items() if isinstance(value, str)},
        "title": facts.title,
        "slug": facts.slug,
        "page.fileSlug": file_slug,
        "page.filePathStem": f"/{path}",
        "page.inputPath": f"./{document.path}",
        "page.date": facts.date or document.date,
        "date": facts.date or document.date,
        "page.outputFileExtension": "html",
        "lang": facts.language or settings.language,
    }
    expanded = expand(pattern, {key: value for key, value in values.items() if value})
    return (address_of(expanded),) if expanded else ()


def term_addresses(settings: OldSettings, term: OldTerm) -> tuple[str, ...]:
    """The page of a tag, by a template that has one for each collection; without a name, a list of articles or tags."""
    if term.taxonomy == "archives" and term.name:
        return ()  # no usual pages of years
    if term.taxonomy == "archives":
        return tuple(address_of(f"{path}/") for path in list_at(settings.raw, "lists"))
    if term.taxonomy != "tags":
        return ()
    if not term.name:
        prefixes = (pattern.partition("{")[0] for _, pattern in list_at(settings.raw, "terms"))
        return tuple(dict.fromkeys(address_of(path) for path in prefixes if path.strip("/") and path.endswith("/")))
    name = term.name[-1]
    patterns = [(alias, text) for alias, text in list_at(settings.raw, "terms") if slugify(name) or "slug" not in text]
    found = (expand(text, {alias: name}) for alias, text in patterns)
    return tuple(dict.fromkeys(address_of(path) for path in found if path))


def _of_folder(settings: OldSettings, folder: str) -> str:
    """The permalink that the data of a folder, or of one above it, give."""
    permalinks = mapping_at(settings.raw, "permalinks")
    while folder:
        if folder in permalinks:
            return str(permalinks[folder])
        folder = folder.rpartition("/")[0]
    return ""
