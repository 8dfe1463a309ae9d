"""Where Astro shows entries and pages (its documentation, "Routing", "Content collections")."""

from __future__ import annotations

import re
import unicodedata

from beilin.migrating.generators.astro.settings import collections
from beilin.migrating.generators.astro.sources import collection_of
from beilin.migrating.generators.config_files import list_at, text_at
from beilin.migrating.generators.published_paths import address_of, relative_to, split_path
from beilin.migrating.model import Facts, OldSettings, OldTerm, SourceDocument

_SEGMENT = re.compile(r"\[(?:\.\.\.)?(\w+)\]")
_LANGUAGES = {"lang", "locale", "language"}


def addresses_of(settings: OldSettings, document: SourceDocument, facts: Facts) -> tuple[str, ...]:
    """The route of a page, or that of its collection with the entry's id, or of a template with the entry's name."""
    collection = collection_of(settings, document.path)
    if collection is None:
        path = relative_to(document.path, f"{text_at(settings.raw, 'source')}/pages").rpartition(".")[0]
        return (_address(settings, path),)
    folder, stem, _ = split_path(relative_to(document.path, collection.folder))
    parts = [entry_slug(part) for part in [*folder.split("/"), stem] if part]
    own = facts.slug or "/".join(parts[:-1] if parts[-1] == "index" and parts[1:] else parts)
    if not collection.route:
        return (_address(settings, own),) if own in list_at(settings.raw, "routes") else ()
    language = folder.partition("/")[0] if document.language else ""

    def value(match: re.Match[str]) -> str:
        return language if match[1] in _LANGUAGES else own

    is_by_language = any(name in _LANGUAGES for name in _SEGMENT.findall(collection.route))
    if is_by_language:
        own = own.removeprefix(f"{language}/")
    return (_address(settings, _SEGMENT.sub(value, collection.route)),)


def term_addresses(settings: OldSettings, term: OldTerm) -> tuple[str, ...]:
    """The pages of a tag, as it is written and as a slug; without a name, the list of them."""
    if term.taxonomy == "archives" and term.name:
        return ()  # no usual pages of years
    if term.taxonomy == "archives":
        routes = [item.route for item in collections(settings.raw) if item.route and not item.route.startswith("[")]
        return tuple(dict.fromkeys(_address(settings, route.partition("[")[0]) for route in routes))
    is_tag = term.taxonomy == "tags"
    found: list[str] = []
    for route in list_at(settings.raw, "tags"):
        match = next((match for match in _SEGMENT.finditer(route) if match[1] not in _LANGUAGES), None)
        if match and ("tag" in match[1]) == is_tag:
            prefix = _SEGMENT.sub("", route[: match.start()])
            names = (
                dict.fromkeys((entry_slug(term.name[-1]), term.name[-1], term.name[-1].lower())) if term.name else [""]
            )
            found += [_address(settings, f"{prefix}{name}") for name in names]
    return tuple(dict.fromkeys(found))


def entry_slug(name: str) -> str:
    """A part of an entry's id, as `github-slugger` makes it: lower case, hyphens for spaces, and no punctuation."""
    kept = (
        character
        for character in name.lower()
        if character in "-_ "
        or unicodedata.category(character)[0] in "LM"
        or unicodedata.category(character) in ("Nd", "Nl", "Pc")
    )
    return "".join(kept).replace(" ", "-")


def _address(settings: OldSettings, path: str) -> str:
    """The address of a route, with ".html" by the setting `build.format: "file"`."""
    route = path.removesuffix("/index") if path != "index" else ""
    if route and settings.raw.get("has_html_names"):
        return address_of(f"{route}.html")
    return address_of(f"{route}/")
