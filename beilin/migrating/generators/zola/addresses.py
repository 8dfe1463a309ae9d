"""Where Zola publishes pages, sections and the pages of terms (its documentation, "Page", "Section", "Taxonomies")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from beilin.migrating.generators.config_files import flag_at, list_at, mapping_at, text_at, texts_at
from beilin.migrating.generators.published_paths import address_of, relative_to, split_path
from beilin.migrating.generators.zola.names import path_slug, split_dated_name, term_slug
from beilin.migrating.generators.zola.settings import LISTS, feed_names, generates_feeds
from beilin.migrating.generators.zola.sources import CONTENT, split_language
from beilin.migrating.model import Facts, OldSettings, OldTerm, SourceDocument


def addresses_of(settings: OldSettings, document: SourceDocument, facts: Facts) -> tuple[str, ...]:
    """The address by `path`, else by language, folders, which stay as they are, and slug."""
    if facts.url:
        return (address_of(f"{facts.url}/"),)
    folder, name, _ = split_path(relative_to(document.path, CONTENT))
    name, language = split_language(settings, name)
    parts = [language, *folder.split("/")]
    if name == "index" and folder:
        name = parts.pop()
    if name not in ("index", "_index"):
        parts.append(path_slug(settings, facts.slug or split_dated_name(settings, name)[1]))
    return (address_of("/".join(part for part in parts if part) + "/"),)


def term_addresses(settings: OldSettings, term: OldTerm) -> tuple[str, ...]:
    """The page of a term, and its feed; without a name, the list of the terms of a taxonomy."""
    if term.taxonomy == "archives" and term.name:
        return ()  # no usual pages of years
    if term.taxonomy == "archives":
        return texts_at(settings.raw, LISTS)
    taxonomies = [item for item in list_at(settings.raw, "taxonomies") if isinstance(item, dict)]
    taxonomy = next((item for item in taxonomies if text_at(item, "name") == term.taxonomy), None)
    if taxonomy is None:
        return ()
    names = [text_at(settings.raw, "taxonomy_root"), term_slug(settings, term.taxonomy)]
    names += [term_slug(settings, name) for name in term.name[-1:]]
    languages = mapping_at(settings.raw, "languages")
    shown = [name for name in languages if term.taxonomy in _names(mapping_at(languages, name))]
    path = "/".join(name for name in names if name) + "/"
    page, *others = (address_of(f"{prefix}/{path}") for prefix in ("", *shown))
    has_feed = flag_at(taxonomy, "feed") or flag_at(taxonomy, "rss")
    feeds = feed_names(settings.raw) if term.name and has_feed and generates_feeds(settings.raw) else ()
    return (page, *(page + name for name in feeds), *others)


def _names(config: Mapping[str, Any]) -> list[str]:
    """The taxonomies of a language."""
    return [text_at(item, "name") for item in list_at(config, "taxonomies") if isinstance(item, dict)]
