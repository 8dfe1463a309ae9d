"""The settings of MkDocs (its documentation, "Configuration")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.config_files import flag_at, mapping_at, read_config, text_at
from beilin.migrating.generators.published_paths import (
    address_of,
    first_of,
    paths_below,
    relative_to,
    split_path,
    without_base,
)
from beilin.migrating.model import MenuEntry, OldFolder, OldSettings

# A key of `OldSettings.raw`: path of a file → languages that lack a translation of it, and so show the page itself.
UNTRANSLATED = "untranslated files"
_CONFIGS = ("mkdocs.yml", "mkdocs.yaml")


@dataclass(frozen=True, slots=True)
class Translations:
    """The settings of the plug-in `i18n` (mkdocs-static-i18n)."""

    default: str = ""  # the language whose pages are at the root; "" without the plug-in
    others: tuple[str, ...] = ()
    by_folder: bool = False  # docs/en/page.md rather than docs/page.en.md


def signs(folder: OldFolder) -> tuple[str, ...]:
    """The configuration file."""
    return tuple(path for path in _CONFIGS if path in folder.files)


def read_settings(folder: OldFolder) -> OldSettings:
    """What the configuration says."""
    raw, notes = read_config(folder, first_of(folder, _CONFIGS))
    translations = translations_of(raw)
    language = translations.default or text_at(raw, "theme", "language") or text_at(raw, "theme", "locale") or "en"
    return OldSettings(
        title=text_at(raw, "site_name"),
        base_url=text_at(raw, "site_url"),
        description=text_at(raw, "site_description").strip(),
        language=beilin_language(language),
        author=text_at(raw, "site_author"),
        feeds=_feeds(raw),
        menu=_menu(raw, text_at(raw, "site_url")),
        permalink="/:slug/" if flag_at(raw, "use_directory_urls", default=True) else "",
        raw={**raw, UNTRANSLATED: _untranslated(folder, raw, translations)},
        notes=notes,
    )


def docs_folder(raw: Mapping[str, Any]) -> str:
    """The folder of the documents."""
    return text_at(raw, "docs_dir").removeprefix("./").strip("/") or "docs"


def plugin(raw: Mapping[str, Any], *names: str) -> Mapping[str, Any] | None:
    """The settings of the first of the plug-ins that is used; None if none is."""
    plugins = raw.get("plugins")
    entries = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        for name in names:
            if entry == name:
                return {}
            if isinstance(entry, dict) and name in entry:
                return mapping_at(entry, name)
    return None


def translations_of(raw: Mapping[str, Any]) -> Translations:
    """The languages of the site; those of old versions of the plug-in are a mapping of names."""
    settings = plugin(raw, "i18n")
    if settings is None:
        return Translations()
    languages = settings.get("languages")
    by_folder = text_at(settings, "docs_structure") == "folder"
    if isinstance(languages, dict):
        default = text_at(settings, "default_language") or "en"
        return Translations(default, tuple(str(name) for name in languages if name != default), by_folder)
    items = [item for item in languages if isinstance(item, dict)] if isinstance(languages, list) else []
    names = [text_at(item, "locale") for item in items if flag_at(item, "build", default=True)]
    default = next((text_at(item, "locale") for item in items if flag_at(item, "default")), names[0] if names else "en")
    return Translations(default, tuple(name for name in names if name not in (default, "null")), by_folder)


def split_translation(translations: Translations, local: str) -> tuple[str, str]:
    """The path without the mark of a language, and that language as the configuration spells it; "" if none."""
    languages = (translations.default, *translations.others)
    if not translations.default:
        return local, ""
    if translations.by_folder:
        first, _, rest = local.partition("/")
        return (rest, first) if rest and first in languages else (local, "")
    folder, stem, extension = split_path(local)
    base, _, mark = stem.rpartition(".")
    if not base or mark not in languages:
        return local, ""
    return f"{folder}/{base}.{extension}" if folder else f"{base}.{extension}", mark


def page_address(raw: Mapping[str, Any], path: str) -> str:
    """The address of a page by the path of its file below the folder of the documents, without a language's mark."""
    folder, stem, _ = split_path(path)
    prefix = f"{folder}/" if folder else ""
    if stem in ("index", "README"):
        return address_of(prefix)
    if not flag_at(raw, "use_directory_urls", default=True):
        return address_of(f"{prefix}{stem}.html")
    return address_of(f"{prefix}{stem}/")


def _untranslated(folder: OldFolder, raw: Mapping[str, Any], translations: Translations) -> dict[str, tuple[str, ...]]:
    """The files of the default language that stand in for a translation (mkdocs-static-i18n, "fallback_to_default")."""
    if not translations.others or not flag_at(plugin(raw, "i18n") or {}, "fallback_to_default", default=True):
        return {}
    root = docs_folder(raw)
    split = {path: split_translation(translations, relative_to(path, root)) for path in paths_below(folder.files, root)}
    translated = set(split.values())
    return {
        path: missing
        for path, (local, mark) in split.items()
        if mark in ("", translations.default)
        and (missing := tuple(name for name in translations.others if (local, name) not in translated))
    }


def _feeds(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """The feeds of the plug-in `rss` (mkdocs-rss-plugin, "feeds_filenames")."""
    rss = plugin(raw, "rss")
    names = mapping_at(rss or {}, "feeds_filenames")
    kinds = (("rss_created", "feed_rss_created.xml"), ("rss_updated", "feed_rss_updated.xml"))
    return tuple(address_of(text_at(names, kind) or usual) for kind, usual in kinds) if rss is not None else ()


def _menu(raw: Mapping[str, Any], base_url: str) -> tuple[MenuEntry, ...]:
    """The entries of the first level of `nav`; a group leads to its first page."""
    entries = []
    nav = raw.get("nav")
    for item in nav if isinstance(nav, list) else ():
        for title, value in item.items() if isinstance(item, dict) else ():
            page = _first_page(value)
            if page:
                address = without_base(page, base_url) if "://" in page else page_address(raw, page)
                entries.append(MenuEntry(str(title), address))
    return tuple(entries)


def _first_page(value: Any) -> str:
    while isinstance(value, (list, dict)) and value:
        value = value[0] if isinstance(value, list) else next(iter(value.values()))
    return value if isinstance(value, str) else ""
