"""The settings of Astro, as far as texts in its programs say them (its documentation, "Configuration")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.astro.collections import Collection, collections_of
from beilin.migrating.generators.config_files import config_text
from beilin.migrating.generators.published_paths import first_of, without_base
from beilin.migrating.generators.script_config import menu_of, script_of, text_of_key, texts_of_keys, word_of_key
from beilin.migrating.model import MenuEntry, OldFolder, OldSettings

_CONFIGS = tuple(f"astro.config.{ending}" for ending in ("mjs", "js", "ts", "mts", "cjs"))
# Where themes keep what the configuration does not say: their constants.
_CONSTANTS = re.compile(
    r"(?:[\w-]+\.)?(?:config|consts?|constants|site|site-?config|settings|metadata)(?:/(?:index|site|config))?"
    r"\.(?:ts|js|mjs|json|ya?ml)\Z",
    re.IGNORECASE,
)
_TITLES = ("SITE_TITLE", "siteTitle", "title", "SITE_NAME", "siteName", "name")
_DESCRIPTIONS = ("SITE_DESCRIPTION", "siteDescription", "description", "desc")
_URLS = ("site", "SITE_URL", "siteUrl", "website", "url", "homePage", "baseUrl")
_AUTHORS = ("SITE_AUTHOR", "author")
_LANGUAGES = ("defaultLocale", "DEFAULT_LOCALE", "lang", "locale", "language", "langTag", "htmlLang")
# A route of a term; other parameters before that of the term would need values that are not known.
_TERM = re.compile(r"(?:\[(?:\.\.\.)?(?:lang|locale)\]/)?[^\[\]]*\[(?:\.\.\.)?(?:tag|tags|category|categories)\]")
_HTML_LANGUAGE = re.compile(r"<html\b[^<>]*?\blang=[\"']([\w-]+)[\"']")
_FEED = re.compile(r"([\w./-]*(?:rss|feed|atom)[\w-]*\.(?:xml|json))\.(?:js|ts|mjs)\Z")


def signs(folder: OldFolder) -> tuple[str, ...]:
    """The configuration file."""
    return tuple(path for path in _CONFIGS if path in folder.files)


def read_settings(folder: OldFolder) -> OldSettings:
    """What is found. `raw` has "source", "public", "base", "has_html_names", and the collections."""
    config = config_text(folder, first_of(folder, _CONFIGS))
    source = _folder(text_of_key(config, "srcDir")) or "src"
    scripts = [config, *_constants(folder, source)]
    base = text_of_key(config, "base").strip("/")
    site = next((url for url in texts_of_keys(scripts, _URLS) if url.startswith("http")), "").rstrip("/")
    has_starlight = "starlight(" in config
    return OldSettings(
        title=next(texts_of_keys(scripts, _TITLES), ""),
        base_url="/".join(part for part in (site, base) if part) if site else "",
        description=next(texts_of_keys(scripts, _DESCRIPTIONS), ""),
        language=next((tag for text in _languages(folder, source, scripts) if (tag := beilin_language(text))), ""),
        author=next(texts_of_keys(scripts, _AUTHORS), ""),
        menu=_menu(scripts, site, base),
        line_breaks="remark-breaks" in config,
        feeds=tuple(sorted(_feeds(folder, f"{source}/pages"))),
        raw={
            "source": source,
            "public": _folder(text_of_key(config, "publicDir")) or "public",
            "has_html_names": text_of_key(config, "format") == "file" or word_of_key(config, "format") == "file",
            "collections": collections_of(folder, source, has_starlight=has_starlight),
            "tags": _tag_pages(folder, f"{source}/pages"),
            "routes": _plain_routes(folder, f"{source}/pages"),
        },
    )


def collections(raw: Mapping[str, Any]) -> tuple[Collection, ...]:
    """The collections of the site."""
    return tuple(raw.get("collections", ()))


def _folder(path: str) -> str:
    return path.removeprefix("./").strip("/")


def _constants(folder: OldFolder, source: str) -> Iterable[str]:
    """The texts of the files with constants, those at the top first."""
    paths = [path for path in folder.files if _CONSTANTS.match(path.removeprefix(f"{source}/"))]
    for path in sorted(paths, key=lambda path: (path.count("/"), path)):
        if path not in _CONFIGS:
            yield script_of(folder, path)


def _languages(folder: OldFolder, source: str, scripts: list[str]) -> Iterator[str]:
    """What the constants, else the layouts, say of the language."""
    yield from texts_of_keys(scripts, _LANGUAGES)
    for path in sorted(folder.files):
        if path.endswith(".astro") and path.startswith((f"{source}/layouts/", f"{source}/components/")):
            match = _HTML_LANGUAGE.search(config_text(folder, path))
            if match:
                yield match[1]


def _menu(scripts: list[str], site: str, base: str) -> tuple[MenuEntry, ...]:
    """The first menu among the constants."""
    pairs = next((pairs for script in scripts if (pairs := menu_of(script))), [])
    return tuple(MenuEntry(title, without_base(address, f"{site}/{base}")) for title, address in pairs)


def _feeds(folder: OldFolder, pages: str) -> Iterable[str]:
    """The pages that are feeds: `rss.xml.js` is `/rss.xml`."""
    for path in folder.files:
        match = _FEED.match(path.removeprefix(f"{pages}/"))
        if match and path.startswith(f"{pages}/"):
            yield f"/{match[1]}"


def _tag_pages(folder: OldFolder, pages: str) -> list[str]:
    """The routes of the pages of tags and categories: `tags/[tag]`."""
    routes = (
        path.removeprefix(f"{pages}/").rpartition(".")[0] for path in folder.files if path.startswith(f"{pages}/")
    )
    return sorted(route for route in routes if _TERM.match(route))


def _plain_routes(folder: OldFolder, pages: str) -> list[str]:
    """The pages that are templates of one page each."""
    paths = (path.removeprefix(f"{pages}/") for path in folder.files if path.startswith(f"{pages}/"))
    return sorted(path.removesuffix(".astro") for path in paths if path.endswith(".astro") and "[" not in path)
