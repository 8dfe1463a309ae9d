"""The settings of Zola (its documentation, "Configuration")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.config_files import flag_at, list_at, mapping_at, read_config, text_at, texts_at
from beilin.migrating.generators.old_addresses import old_address
from beilin.migrating.generators.published_paths import first_of, without_base
from beilin.migrating.generators.zola.sources import lists_of
from beilin.migrating.model import MenuEntry, OldFolder, OldSettings

LISTS = "lists"  # a key of `OldSettings.raw`: the addresses of sections without a text
_CONFIGS = ("zola.toml", "config.toml")
_MENUS = ("menu_items", "menu", "main_menu", "nav", "navbar_items", "main_navigation", "header_nav", "zola_menu")
_FEED = "atom.xml"
# Keys of config.toml that Hugo does not have; every site of Zola has the first.
_OWN_KEYS = ("base_url", "compile_sass", "build_search_index", "generate_feed", "generate_feeds")


def signs(folder: OldFolder) -> tuple[str, ...]:
    """zola.toml, or a config.toml with Zola's spelling of its keys."""
    if _CONFIGS[0] in folder.files:
        return (_CONFIGS[0],)
    config = read_config(folder, _CONFIGS[1])[0]
    return (_CONFIGS[1],) if any(key in config for key in _OWN_KEYS) and "baseURL" not in config else ()


def read_settings(folder: OldFolder) -> OldSettings:
    """What the configuration says."""
    raw, notes = read_config(folder, first_of(folder, _CONFIGS))
    base_url = text_at(raw, "base_url")
    base_url = "" if base_url == "/" else base_url
    settings = OldSettings(
        title=text_at(raw, "title"),
        base_url=base_url,
        description=text_at(raw, "description"),
        language=beilin_language(text_at(raw, "default_language") or "en"),
        author=text_at(raw, "author") or text_at(raw, "extra", "author"),
        menu=_menu(raw, base_url),
        feeds=_feeds(raw),
        raw=raw,
        notes=notes,
    )
    return replace(settings, raw={**raw, LISTS: lists_of(folder, settings)})


def generates_feeds(raw: Mapping[str, Any]) -> bool:
    """Whether the site, and each section and term that does not say otherwise, has feeds."""
    return flag_at(raw, "generate_feeds") or flag_at(raw, "generate_feed")


def feed_names(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the files of feeds."""
    return texts_at(raw, "feed_filenames") or (text_at(raw, "feed_filename") or _FEED,)


def _feeds(raw: dict[str, Any]) -> tuple[str, ...]:
    return tuple(old_address(name) for name in feed_names(raw)) if generates_feeds(raw) else ()


def _menu(raw: dict[str, Any], base_url: str) -> tuple[MenuEntry, ...]:
    """The first menu of `[extra]` in one of the shapes that themes have: a name or title, and a url or path."""
    extra = mapping_at(raw, "extra")
    for key in _MENUS:
        entries = []
        for item in list_at(extra, key):
            if isinstance(item, dict):
                title = (
                    text_at(item, "name") or text_at(item, "title") or text_at(item, "label") or text_at(item, "text")
                )
                url = text_at(item, "url") or text_at(item, "path") or text_at(item, "link") or text_at(item, "href")
                if title and url:
                    url = url.removeprefix("$BASE_URL").removeprefix("@").strip()
                    entries.append(MenuEntry(title, without_base(url, base_url)))
        if entries:
            return tuple(entries)
    return ()
