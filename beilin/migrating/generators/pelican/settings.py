"""The settings of Pelican: pelicanconf.py, and publishconf.py over it (its documentation, "Settings")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.config_files import config_text, text_at
from beilin.migrating.generators.old_addresses import in_beilin_notation, old_address
from beilin.migrating.generators.published_paths import address_of, first_of, without_base
from beilin.migrating.generators.python_config import read_assignments
from beilin.migrating.model import MenuEntry, OldFolder, OldSettings

_CONFIGS = ("pelicanconf.py", "pelican.conf.py")
_PUBLISHING = "publishconf.py"
_INPUT_FOLDER = re.compile(r"^INPUTDIR\s*[:?]?=\s*(?:\$\(BASEDIR\)|\$\(CURDIR\)|\.)?/?([\w./-]+)\s*$", re.MULTILINE)
_FEEDS = ("FEED_ALL_ATOM", "FEED_ALL_RSS", "FEED_ATOM", "FEED_RSS")
_FIELDS = {"{slug}": ":slug", "{date:%Y}": ":year", "{date:%m}": ":month", "{date:%d}": ":day"}

# Pelican's defaults that are not empty (its documentation, "Settings").
_DEFAULTS: Mapping[str, Any] = {
    "ARTICLE_PATHS": [""],
    "PAGE_PATHS": ["pages"],
    "STATIC_PATHS": ["images"],
    "STATIC_EXCLUDE_SOURCES": True,
    "OUTPUT_PATH": "output",
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "USE_FOLDER_AS_CATEGORY": True,
    "DEFAULT_CATEGORY": "misc",
    "DEFAULT_LANG": "en",
    "FILENAME_METADATA": r"(?P<date>\d{4}-\d{2}-\d{2}).*",
    "SLUGIFY_SOURCE": "title",
    "SLUG_REGEX_SUBSTITUTIONS": [(r"[^\w\s-]", ""), (r"\A\s*", ""), (r"\s*\Z", ""), (r"[-\s]+", "-")],
    "ARTICLE_URL": "{slug}.html",
    "ARTICLE_LANG_URL": "{slug}-{lang}.html",
    "DRAFT_URL": "drafts/{slug}.html",
    "DRAFT_LANG_URL": "drafts/{slug}-{lang}.html",
    "PAGE_URL": "pages/{slug}.html",
    "PAGE_LANG_URL": "pages/{slug}-{lang}.html",
    "DRAFT_PAGE_URL": "drafts/pages/{slug}.html",
    "DRAFT_PAGE_LANG_URL": "drafts/pages/{slug}-{lang}.html",
    "CATEGORY_URL": "category/{slug}.html",
    "TAG_URL": "tag/{slug}.html",
    "AUTHOR_URL": "author/{slug}.html",
    "TAGS_SAVE_AS": "tags.html",
    "CATEGORIES_SAVE_AS": "categories.html",
    "ARCHIVES_SAVE_AS": "archives.html",
}


def signs(folder: OldFolder) -> tuple[str, ...]:
    """The files that only a site of Pelican has."""
    return tuple(path for path in (*_CONFIGS, _PUBLISHING) if path in folder.files)


def read_settings(folder: OldFolder) -> OldSettings:
    """What the settings say; `raw` has Pelican's defaults as well, and PATH as a path from the folder."""
    own = read_assignments(config_text(folder, first_of(folder, _CONFIGS)))
    own = read_assignments(config_text(folder, _PUBLISHING), own)
    raw = {**_DEFAULTS, **{name: value for name, value in own.items() if name.isupper()}}
    raw["PATH"] = _content_folder(folder, own)
    base_url = text_at(raw, "SITEURL")
    feeds = [text_at(raw, name) for name in _FEEDS]
    return OldSettings(
        title=text_at(raw, "SITENAME"),
        base_url=base_url,
        description=text_at(raw, "SITESUBTITLE") or text_at(raw, "SITEDESCRIPTION"),
        language=beilin_language(text_at(raw, "DEFAULT_LANG")),
        time_zone=text_at(raw, "TIMEZONE"),
        author=text_at(raw, "AUTHOR"),
        menu=_menu(raw, base_url),
        permalink=_permalink(address_of(text_at(raw, "ARTICLE_SAVE_AS") or text_at(raw, "ARTICLE_URL"))),
        feeds=tuple(dict.fromkeys(old_address(feed) for feed in feeds if feed)),
        raw=raw,
    )


def _content_folder(folder: OldFolder, own: Mapping[str, Any]) -> str:
    """PATH; else the input folder of the Makefile that Pelican's quickstart writes; else `content` or the whole."""
    match = _INPUT_FOLDER.search(config_text(folder, "Makefile"))
    for candidate in (own.get("PATH"), match and match[1], "content"):
        if isinstance(candidate, str):
            path = candidate.removeprefix("./").strip("/")
            if path and any(name.startswith(f"{path}/") for name in folder.files):
                return path
    return ""


def _menu(raw: Mapping[str, Any], base_url: str) -> tuple[MenuEntry, ...]:
    entries = raw.get("MENUITEMS")
    pairs = entries if isinstance(entries, (list, tuple)) else ()
    return tuple(
        MenuEntry(pair[0], without_base(pair[1], base_url))
        for pair in pairs
        if isinstance(pair, (list, tuple)) and len(pair) >= 2 and all(isinstance(part, str) for part in pair[:2])
    )


def _permalink(pattern: str) -> str:
    for field, placeholder in _FIELDS.items():
        pattern = pattern.replace(field, placeholder)
    return in_beilin_notation(pattern, ())
