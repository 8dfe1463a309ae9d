"""Jekyll's configuration → `OldSettings`.

Sources: Jekyll documentation, "Configuration options", "Collections"; the README of jekyll-feed; for menus, the forms
that themes have (`navigation` of minimal-mistakes, …).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.config_files import (
    decode_config,
    flag_at,
    mapping_at,
    read_config,
    text_at,
    texts_at,
    value_at,
)
from beilin.migrating.generators.jekyll.permalinks import STYLES
from beilin.migrating.generators.menus import menu_entries
from beilin.migrating.generators.old_addresses import in_beilin_notation, old_address, whole_base_url
from beilin.migrating.generators.published_paths import first_of
from beilin.migrating.model import MenuEntry, OldFolder, OldSettings
from beilin.migrating.survey import read_file

CONFIGS = ("_config.yml", "_config.yaml", "_config.toml")
_GEM = re.compile(r"^[ \t]*gem[ \t]*\(?['\"]([\w-]+)['\"]", re.MULTILINE)
_MENUS = ("navs", "nav", "navigation", "menu", "header_links", "main")
_MENU_FILES = ("_data/navigation.yml", "_data/nav.yml", "_data/menu.yml", "_data/navigation.yaml", "_data/menus.yml")


def read_config_settings(folder: OldFolder) -> OldSettings:
    """What the configuration says. What cannot be read is left out, with a note."""
    config, notes = read_config(folder, first_of(folder, CONFIGS))
    config["gems"] = [*texts_at(config, "gems"), *gems_of(folder)]
    return OldSettings(
        title=text_at(config, "title") or text_at(config, "name"),
        base_url=whole_base_url(text_at(config, "url"), text_at(config, "baseurl")),
        description=text_at(config, "description") or text_at(config, "subtitle") or text_at(config, "tagline"),
        language=beilin_language(text_at(config, "lang") or text_at(config, "locale") or text_at(config, "language")),
        time_zone=text_at(config, "timezone"),
        author=text_at(config, "author", "name") or text_at(config, "author"),
        line_breaks=flag_at(config, "kramdown", "hard_wrap")
        or "HARDBREAKS" in texts_at(config, "commonmark", "options"),
        menu=_menu(folder, config),
        permalink=_permalink(config),
        feeds=_feeds(config),
        raw=config,
        notes=notes,
    )


def gems_of(folder: OldFolder) -> list[str]:
    """The packages that the Gemfile names, among them the plugins in its group `jekyll_plugins`."""
    try:
        text = decode_config(read_file(folder, "Gemfile")) if "Gemfile" in folder.files else ""
    except OSError:
        text = ""
    return _GEM.findall(text)


def site_folder(config: Mapping[str, Any]) -> str:
    """The folder of the site within the repository, with "/" at its end; "" if it is the repository."""
    folder = text_at(config, "source").strip("/").removeprefix(".").strip("/")
    return f"{folder}/" if folder else ""


def permalink_style(config: Mapping[str, Any]) -> str:
    """The name of a style, or a pattern."""
    return text_at(config, "permalink") or "date"


def collections_of(config: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The collections beside posts, each with its options."""
    found = {label: mapping_at(config, "collections", label) for label in mapping_at(config, "collections")}
    if isinstance(config.get("collections"), list):
        found = {label: {} for label in texts_at(config, "collections")}
    return {label: options for label, options in found.items() if label not in ("posts", "drafts")}


def collections_folder(config: Mapping[str, Any]) -> str:
    """The folder that holds `_posts` and the folders of the collections, with "/" at its end, or ""."""
    folder = text_at(config, "collections_dir").strip("/").removeprefix(".").strip("/")
    return f"{folder}/" if folder else ""


def plugins_of(config: Mapping[str, Any]) -> set[str]:
    """The plugins that the configuration and the Gemfile name."""
    return {*texts_at(config, "plugins"), *texts_at(config, "gems")}


def _permalink(config: Mapping[str, Any]) -> str:
    pattern = STYLES.get(permalink_style(config), permalink_style(config))
    return in_beilin_notation(pattern.replace("/:categories", ""), (":title",))


def _feeds(config: Mapping[str, Any]) -> tuple[str, ...]:
    """The feed of the plugin, which most themes that are packages bring with them."""
    named = text_at(config, "feed", "path")
    has_feed = (
        named or "jekyll-feed" in plugins_of(config) or text_at(config, "theme") or text_at(config, "remote_theme")
    )
    return (old_address(named or "feed.xml"),) if has_feed else ()


def _menu(folder: OldFolder, config: Mapping[str, Any]) -> tuple[MenuEntry, ...]:
    sources = [config, *(read_config(folder, path)[0] for path in _MENU_FILES)]
    for source in sources:
        for key in _MENUS:
            if found := tuple(menu_entries(value_at(source, key))):
                return found
    return ()
