"""Where Pelican publishes articles, pages and the pages of terms (its documentation, "URL settings")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from html import unescape
from typing import Any

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.config_files import text_at
from beilin.migrating.generators.date_forms import formatted_date
from beilin.migrating.generators.published_paths import address_of, relative_to, split_path
from beilin.migrating.generators.safe_patterns import named_groups, safe_pattern
from beilin.migrating.generators.transliterate import to_ascii
from beilin.migrating.model import Facts, OldSettings, OldTerm, SourceDocument

_FIELD = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
_TAG = re.compile(r"<[^<>]*>")
_SPACES = re.compile(r"\s+")
_KINDS = {"tags": "TAG", "categories": "CATEGORY", "authors": "AUTHOR"}
# How Chinese sites spell these languages.
_CHINESE = {"zh-Hans": ("zh", "zh_CN", "zh-cn", "zh-CN"), "zh-Hant": ("zh_TW", "zh-tw", "zh-TW", "zh-hant")}
_LISTINGS = {"tags": "TAGS_SAVE_AS", "categories": "CATEGORIES_SAVE_AS", "archives": "ARCHIVES_SAVE_AS"}
_MAX_NAME = 1000  # characters of a title of which an address is made


def addresses_of(settings: OldSettings, document: SourceDocument, facts: Facts) -> tuple[str, ...]:
    """The addresses by URL and by the file that is saved; a draft has those of drafts."""
    raw = settings.raw
    values = _values(settings, document, facts)
    kind = "ARTICLE" if document.kind == "article" else "PAGE"
    if facts.is_draft:
        kind = "DRAFT" if kind == "ARTICLE" else "DRAFT_PAGE"
    own = next((value for name, value in facts.extra.items() if name.lower() == "save_as"), None)
    expanded: list[str] = []
    for language in _spellings(settings, facts):
        suffix = f"{kind}_LANG" if language else kind
        patterns = [facts.url or raw.get(f"{suffix}_URL"), own or raw.get(f"{suffix}_SAVE_AS")]
        named = {**values, "lang": language or values["lang"]}
        expanded += [_expand(pattern, named) for pattern in patterns if isinstance(pattern, str) and pattern]
    return tuple(dict.fromkeys(address_of(path) for path in expanded if path))


def _spellings(settings: OldSettings, facts: Facts) -> tuple[str, ...]:
    """How the document may spell its language in addresses for translations; "" for the address without a language.

    Pelican compares what a document says with DEFAULT_LANG in lower case, so in a site in `zh_TW` a document with just
    that has the address of a translation.
    """
    default = text_at(settings.raw, "DEFAULT_LANG")
    if facts.language in ("", settings.language):
        return ("", default) if facts.language and default != default.lower() else ("",)
    return _CHINESE.get(facts.language, (facts.language,))


def term_addresses(settings: OldSettings, term: OldTerm) -> tuple[str, ...]:
    """The addresses of the term's page, or of a year or month, by URL and by the file that is saved."""
    kind = _KINDS.get(term.taxonomy)
    if term.taxonomy == "archives" and term.name:
        pattern = text_at(settings.raw, "MONTH_ARCHIVE_SAVE_AS" if term.name[1:] else "YEAR_ARCHIVE_SAVE_AS")
        path = _expand(pattern, {"date": "-".join([*term.name, "01", "01"][:3])})
        return (address_of(path),) if path else ()
    if not kind or not term.name:
        listing = text_at(settings.raw, _LISTINGS.get(term.taxonomy, ""))
        return (address_of(listing),) if listing else ()
    values = {"slug": slug_of(settings.raw, term.name[-1], kind)}
    patterns = (settings.raw.get(f"{kind}_URL"), settings.raw.get(f"{kind}_SAVE_AS"))
    expanded = [_expand(pattern, values) for pattern in patterns if isinstance(pattern, str) and pattern]
    return tuple(dict.fromkeys(address_of(path) for path in expanded))


def slug_of(raw: Mapping[str, Any], name: str, kind: str = "") -> str:
    """The slug of a title, or of a term of the kind, as `pelican.utils.slugify` makes it."""
    text = unicodedata.normalize("NFKC", unescape(_SPACES.sub(" ", _TAG.sub("", name[:_MAX_NAME])).strip()))
    if not raw.get("SLUGIFY_USE_UNICODE"):
        text = to_ascii(text)
    own = raw.get(f"{kind}_REGEX_SUBSTITUTIONS") if kind else None
    substitutions = own if own is not None else raw.get("SLUG_REGEX_SUBSTITUTIONS")
    for pair in substitutions if isinstance(substitutions, (list, tuple)) else ():
        match pair:
            case (str() as source, str() as replacement):
                pattern = safe_pattern(source.removeprefix("(?u)"))
                text = pattern.sub(replacement.replace("\\", "\\\\"), text) if pattern else text
    return (text if raw.get("SLUGIFY_PRESERVE_CASE") else text.lower()).strip()


def _values(settings: OldSettings, document: SourceDocument, facts: Facts) -> dict[str, Any]:
    """What the fields of an address stand for."""
    raw = settings.raw
    path = relative_to(document.path, text_at(raw, "PATH"))
    folder, stem, _ = split_path(path)
    named = {
        **named_groups(text_at(raw, "PATH_METADATA"), path),
        **named_groups(text_at(raw, "FILENAME_METADATA"), stem),
    }
    source = stem if raw.get("SLUGIFY_SOURCE") == "basename" else facts.title
    category = next((term.name[-1] for term in facts.terms if term.taxonomy == "categories"), "")
    if not category:
        own_folder = folder.rpartition("/")[2] if raw.get("USE_FOLDER_AS_CATEGORY") else ""
        category = named.get("category") or own_folder or text_at(raw, "DEFAULT_CATEGORY")
    author = next(iter(facts.authors), settings.author)
    texts = {name.lower(): value for name, value in facts.extra.items() if isinstance(value, str)}
    return {
        **texts,
        **named,
        "path": path,
        "slug": facts.slug or named.get("slug") or slug_of(raw, source),
        "lang": facts.language or beilin_language(text_at(raw, "DEFAULT_LANG")),
        "category": slug_of(raw, category, "CATEGORY"),
        "author": slug_of(raw, author, "AUTHOR"),
        "date": facts.date or document.date,
    }


def _expand(pattern: str, values: Mapping[str, Any]) -> str:
    """The pattern with its fields; "" if one has no value."""
    is_whole = True

    def value(match: re.Match[str]) -> str:
        nonlocal is_whole
        found = values.get(match[1])
        text = formatted_date(str(found), match[2]) if found and match[2] else str(found or "")
        is_whole = is_whole and bool(text)
        return text

    expanded = _FIELD.sub(value, pattern)
    return expanded if is_whole else ""
