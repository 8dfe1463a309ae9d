"""Hugo's configuration → `OldSettings`.

Sources: Hugo documentation, "Configuration: Introduction" (names of files, configuration directory, themes), "Configure
languages", "Configure outputs", "Configure output formats", "Menus". Keys are case-insensitive; here all are in lower
case.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.config_files import (
    flag_at,
    list_at,
    mapping_at,
    number_at,
    read_config,
    text_at,
    texts_at,
)
from beilin.migrating.generators.hugo.folder_facts import folder_facts
from beilin.migrating.generators.hugo.layout import main_sections, plurals
from beilin.migrating.generators.hugo.names import sanitize
from beilin.migrating.generators.old_addresses import in_beilin_notation, old_address, whole_base_url
from beilin.migrating.model import MenuEntry, Note, OldFolder, OldSettings

_EXTENSIONS = ("toml", "yaml", "yml", "json")
_BESIDE_SLUG = {":title", ":filename", ":slugorfilename", ":contentbasename", ":slugorcontentbasename"}


def config_paths(folder: OldFolder) -> tuple[str, ...]:
    """The configuration files of the root, then those of the configuration directory; later ones win."""
    root = [f"{stem}.{end}" for stem in ("hugo", "config") for end in _EXTENSIONS if f"{stem}.{end}" in folder.files]
    within = [
        path
        for environment in ("_default", "production")
        for path in sorted(folder.files)
        if path.startswith(f"config/{environment}/") and path.rpartition(".")[2] in _EXTENSIONS
    ]
    return (*root[:1], *within)


def read_settings(folder: OldFolder) -> OldSettings:
    """What the configuration says. What cannot be read is left out, with a note."""
    config: dict[str, Any] = {}
    notes: tuple[Note, ...] = ()
    for path in config_paths(folder):
        values, found = read_config(folder, path)
        notes += found
        _merge(config, _below_its_name(path, _in_lower_case(values)))
    for theme in texts_at(config, "theme"):
        config = _with_theme(folder, theme.rpartition("/")[2], config)
    config |= folder_facts(folder, config)
    return _settings(folder, config, notes)


def _settings(folder: OldFolder, config: dict[str, Any], notes: tuple[Note, ...]) -> OldSettings:
    default = text_at(config, "defaultcontentlanguage").lower() or "en"
    own = mapping_at(config, "languages", default)
    both = {**config, **{key: value for key, value in own.items() if value != ""}}
    params = {**mapping_at(config, "params"), **mapping_at(own, "params")}
    tag = text_at(both, "languagecode") or text_at(both, "locale") or text_at(config, "defaultcontentlanguage")
    return OldSettings(
        title=text_at(both, "title"),
        base_url=whole_base_url(text_at(both, "baseurl")),
        description=text_at(params, "description") or text_at(params, "subtitle"),
        language=beilin_language(tag),
        time_zone=text_at(both, "timezone"),
        author=_author(both, params),
        menu=_menu(both),
        permalink=_permalink(config, main_sections(folder, config)),
        feeds=_feeds(config),
        raw=config,
        notes=notes,
    )


def _in_lower_case(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key).lower(): _in_lower_case(below) for key, below in value.items()}
    return [_in_lower_case(item) for item in value] if isinstance(value, list) else value


def _below_its_name(path: str, values: dict[str, Any]) -> dict[str, Any]:
    """`config/_default/params.toml` is the table `params`, `menus.en.toml` the table `languages.en.menus`."""
    name, *language = PurePosixPath(path).name.lower().rpartition(".")[0].split(".")
    if not path.startswith("config/") or name in ("hugo", "config"):
        return values
    if not language:
        return {name: values}
    return {"languages": {language[0]: values if name == "languages" else {name: values}}}


def _merge(config: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Put the values into the configuration; tables that both have are merged."""
    for key, value in more.items():
        if isinstance(value, Mapping) and isinstance(config.get(key), dict):
            _merge(config[key], value)
        else:
            config[key] = value


def _with_theme(folder: OldFolder, theme: str, config: dict[str, Any]) -> dict[str, Any]:
    """The configuration over what a theme gives: by default its parameters, menus and output formats ("Themes")."""
    below = f"themes/{theme}"
    names = [f"{below}/{stem}.{end}" for stem in ("hugo", "config") for end in _EXTENSIONS]
    path = next((name for name in names if name in folder.files), "")
    if not path:
        return config
    values, _ = read_config(folder, path)
    of_theme = _in_lower_case(values)
    merged = {key: of_theme[key] for key in ("params", "menu", "menus", "outputformats") if key in of_theme}
    _merge(merged, config)
    return merged


def _author(config: Mapping[str, Any], params: Mapping[str, Any]) -> str:
    places = ((params, ("author",)), (params, ("author", "name")), (config, ("author", "name")), (config, ("author",)))
    return next((text for values, keys in places if (text := text_at(values, *keys))), "")


def _menu(config: Mapping[str, Any]) -> tuple[MenuEntry, ...]:
    """The main menu, by weight; entries without weight come last ("Menu entries")."""
    found = []
    for entry in list_at(config, "menus", "main") or list_at(config, "menu", "main"):
        if not isinstance(entry, Mapping):
            continue
        address = text_at(entry, "url") or text_at(entry, "pageref")
        title = text_at(entry, "name") or text_at(entry, "title") or text_at(entry, "identifier")
        if title and address:
            weight = number_at(entry, "weight") or 1 << 30
            found.append((weight, MenuEntry(title, address if "://" in address else old_address(address))))
    return tuple(entry for _, entry in sorted(found, key=lambda item: item[0]))


def _permalink(config: Mapping[str, Any], sections: tuple[str, ...]) -> str:
    """The pattern of the main section, if Beilin can express it."""
    pattern = next((text for name in sections if (text := permalink_of_section(config, name))), "")
    return in_beilin_notation(f"{pattern}/", _BESIDE_SLUG) if pattern else ""


def permalink_of_section(config: Mapping[str, Any], section: str) -> str:
    """The pattern of the pages of a section; "" if it has none ("Configure permalinks")."""
    return text_at(config, "permalinks", "page", section.lower()) or text_at(config, "permalinks", section.lower())


def feed_name(config: Mapping[str, Any]) -> str:
    """What the address of a feed adds to that of its page ("Configure output formats")."""
    own = mapping_at(config, "outputformats", "rss")
    return f"{text_at(own, 'path')}/{text_at(own, 'basename') or 'index'}.xml".lstrip("/")


def _feeds(config: Mapping[str, Any]) -> tuple[str, ...]:
    """The feeds of the site, of its sections and of its lists of terms."""
    folders = [
        *([""] if has_feed(config, "home") else []),
        *(texts_at(config, "sections") if has_feed(config, "section") else ()),
        *(sorted(plurals(config)) if has_feed(config, "taxonomy") else ()),
    ]
    prefixes = [language_prefix(config, key) for key in texts_at(config, "used languages")]
    name = feed_name(config)
    found = (old_address(prefix, sanitize(folder, config), name) for prefix in prefixes for folder in folders)
    return tuple(dict.fromkeys(found))


def has_feed(config: Mapping[str, Any], kind: str) -> bool:
    """Whether pages of the kind have a feed: `home`, `section`, `taxonomy` or `term` ("Configure outputs")."""
    outputs = [text.lower() for text in texts_at(config, "outputs", kind)] or ["rss"]
    without = {text.lower() for text in texts_at(config, "disablekinds")}
    return "rss" in outputs and "rss" not in without


def language_prefix(config: Mapping[str, Any], key: str) -> str:
    """What the addresses of a language begin with, after the base path ("Configure languages")."""
    default = text_at(config, "defaultcontentlanguage").lower() or "en"
    if not key or text_at(config, "languages", key, "baseurl"):
        return ""
    return key if key != default or flag_at(config, "defaultcontentlanguageinsubdir") else ""
