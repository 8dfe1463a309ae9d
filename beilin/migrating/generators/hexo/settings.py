"""Hexo's configuration → `OldSettings`.

Sources: Hexo documentation, "Configuration" and its "Alternate Theme Config"; the READMEs of hexo-generator-feed
(`feed`) and hexo-renderer-marked (`marked.breaks`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.config_files import (
    flag_at,
    mapping_at,
    read_config,
    text_at,
    texts_at,
    value_at,
)
from beilin.migrating.generators.menus import menu_entries
from beilin.migrating.generators.old_addresses import in_beilin_notation, old_address, path_of_url, whole_base_url
from beilin.migrating.generators.published_paths import first_of
from beilin.migrating.model import OldFolder, OldSettings

CONFIGS = ("_config.yml", "_config.yaml", "_config.json")
OWN_PERMALINK = 5  # from this major version on, `permalink` in front matter is the whole address; before, the slug
_BREAKS_OTHERWISE = {"hexo-renderer-pandoc", "hexo-renderer-kramed"}  # renderers that keep line breaks as Markdown does
_MAJOR = re.compile(r"[0-9]{1,4}")


def package_of(folder: OldFolder) -> Mapping[str, Any]:
    """The values of package.json; {} if there is none."""
    return read_config(folder, "package.json")[0]


def read_settings(folder: OldFolder) -> OldSettings:
    """What the configuration says. What cannot be read is left out, with a note."""
    config, notes = read_config(folder, first_of(folder, CONFIGS))
    packages = mapping_at(package_of(folder), "dependencies")
    major = _MAJOR.search(text_at(packages, "hexo"))
    config["hexo_major"] = major[0] if major else ""
    theme = _theme_config(folder, config)
    languages = [tag for tag in texts_at(config, "language") if tag != "default"]
    return OldSettings(
        title=text_at(config, "title"),
        base_url=_base_url(config),
        description=text_at(config, "description") or text_at(config, "subtitle"),
        language=beilin_language(languages[0]) if languages else "",
        time_zone=text_at(config, "timezone"),
        author=text_at(config, "author"),
        line_breaks=flag_at(config, "marked", "breaks", default=not _BREAKS_OTHERWISE & {*packages}),
        menu=tuple(menu_entries(value_at(theme, "menu"))),
        permalink=in_beilin_notation(permalink_pattern(config), (":title", ":name")),
        feeds=_feeds(config, packages, theme),
        raw=config,
        notes=notes,
    )


def permalink_pattern(config: Mapping[str, Any]) -> str:
    """The pattern of posts, and its default."""
    return text_at(config, "permalink") or ":year/:month/:day/:title/"


def _base_url(config: Mapping[str, Any]) -> str:
    url, root = whole_base_url(text_at(config, "url")), text_at(config, "root")
    return whole_base_url(url, root) if url.count("/") == len("https://") - len("https:") + 1 else url


def _feeds(config: Mapping[str, Any], packages: Mapping[str, Any], theme: Mapping[str, Any]) -> tuple[str, ...]:
    """The feeds of the plugin, and what the theme links as such: a plugin need not be in package.json."""
    kinds = texts_at(config, "feed", "type") or ("atom",)
    usual = tuple("rss2.xml" if kind.startswith("rss") else "atom.xml" for kind in kinds)
    named = texts_at(config, "feed", "path")
    has_plugin = "feed" in config or any(name.startswith("hexo-generator-feed") for name in packages)
    found = (named if len(named) == len(usual) else usual) if has_plugin else ()
    linked = (path_of_url(text) for text in (text_at(theme, "rss"), text_at(theme, "menu", "RSS")) if "://" not in text)
    found += tuple(path for path in linked if path.endswith(".xml"))
    return tuple(dict.fromkeys(old_address(path) for path in found))


def _theme_config(folder: OldFolder, config: Mapping[str, Any]) -> Mapping[str, Any]:
    theme = text_at(config, "theme")
    names = [f"_config.{theme}.{end}" for end in ("yml", "yaml")] + [f"themes/{theme}/_config.yml"]
    found = [read_config(folder, name)[0] for name in names if theme]
    found.append(dict(mapping_at(config, "theme_config")))
    return next((values for values in found if "menu" in values), {})
