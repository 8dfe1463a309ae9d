"""Where Nikola publishes posts, pages, and the pages and feeds of terms (its handbook and `path_handlers`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from beilin.migrating.generators.config_files import text_at
from beilin.migrating.generators.nikola.settings import UNTRANSLATED, languages, split_language, translated
from beilin.migrating.generators.nikola.sources import place_of
from beilin.migrating.generators.published_paths import address_of, relative_to, split_path
from beilin.migrating.generators.transliterate import to_ascii
from beilin.migrating.model import Facts, OldSettings, OldTerm, SourceDocument

_STRIPPED = re.compile(r"[^+\w\s-]")
_HYPHENATED = re.compile(r"[-\s]+")
_UNSAFE = re.compile(r"[/\\?#\"'\r\n\t*:<>|]")


def addresses_of(settings: OldSettings, document: SourceDocument, facts: Facts) -> tuple[str, ...]:
    """The address by folder and slug, below that of the language; a page without translation is in all languages."""
    raw = settings.raw
    place = place_of(raw, document.path)
    if place is None:
        return ()
    plain, language = split_language(raw, document.path)
    folder, stem, _ = split_path(relative_to(plain, place.folder))
    slug = facts.slug or slug_of(raw, stem)
    is_pretty = raw.get("PRETTY_URLS", True) is not False and text_at(facts.extra, "pretty_url") != "false"
    name = "" if is_pretty and slug == "index" else f"{slug}/" if is_pretty else f"{slug}.html"
    path = "/".join(part for part in (place.target, folder, name) if part)
    others = languages(raw)
    shown = [language, *raw.get(UNTRANSLATED, {}).get(document.path, ())]
    return tuple(address_of(f"{others.get(name, '')}/{path}") for name in shown)


def term_addresses(settings: OldSettings, term: OldTerm) -> tuple[str, ...]:
    """The page and the feed of a term, in each language; without a name, the list of terms or the archive."""
    paths = _term_paths(settings.raw, term)
    prefixes = ["", *languages(settings.raw).values()]
    return tuple(address_of(f"{prefix}/{path}") for prefix in prefixes for path in paths)


def _term_paths(raw: Mapping[str, Any], term: OldTerm) -> list[str]:
    if term.taxonomy == "archives" and term.name:
        return ["/".join([translated(raw, "ARCHIVE_PATH"), *term.name, ""])]
    if term.taxonomy == "archives":
        return [f"{translated(raw, 'ARCHIVE_PATH')}/{translated(raw, 'ARCHIVE_FILENAME')}"]
    if term.taxonomy not in ("tags", "categories"):
        return []
    is_tag = term.taxonomy == "tags"
    root = (not is_tag and translated(raw, "CATEGORY_PATH")) or translated(raw, "TAG_PATH")
    if not term.name:
        return [f"{root}/"]
    parts = [part for name in term.name for part in ([name] if is_tag else name.split("/"))]
    names = [slug_of(raw, part) if raw.get("SLUG_TAG_PATH", True) is not False else part for part in parts]
    if is_tag or raw.get("CATEGORY_OUTPUT_FLAT_HIERARCHY") is True:
        names = names[-1:]
    if not is_tag:
        names[0] = translated(raw, "CATEGORY_PREFIX") + names[0]
    path = "/".join([root, *names])
    return [f"{path}/" if raw.get("PRETTY_URLS", True) is not False else f"{path}.html", f"{path}.xml"]


def slug_of(raw: Mapping[str, Any], text: str) -> str:
    """The slug of a name, as `nikola.utils.slugify` makes it."""
    if raw.get("USE_SLUGIFY", True) is False:
        return _UNSAFE.sub("-", text)
    return _HYPHENATED.sub("-", _STRIPPED.sub("", to_ascii(text)).strip().lower())
