"""The settings of Eleventy: texts that its program and global data say (its documentation, "Configuration")."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.config_files import as_text, config_text
from beilin.migrating.generators.eleventy.templates import (
    folder_permalinks,
    lists_by_name,
    template_heads,
    terms_permalink,
)
from beilin.migrating.generators.old_addresses import old_address
from beilin.migrating.generators.published_paths import first_of, paths_below, relative_to, split_path
from beilin.migrating.generators.script_config import script_of, text_of, text_of_key, texts_of_keys, without_comments
from beilin.migrating.model import OldFolder, OldSettings

_CONFIGS = (
    ".eleventy.js",
    *(f"{name}.config.{end}" for name in ("eleventy", ".eleventy") for end in ("js", "mjs", "cjs", "ts")),
)
_DATA_NAMES = ("metadata", "site", "meta", "siteconfig", "config", "global", "siteinfo")
_DATA_ENDINGS = ("json", "yaml", "yml", "js", "mjs", "cjs", "ts")
_TITLES = ("title", "siteName", "siteTitle", "name")
_URLS = ("url", "siteUrl", "siteURL", "baseUrl", "domain", "host")
_COPY = re.compile(r"addPassthroughCopy\(\s*(\{[^{}]*\}|\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`)")
_PAIR = re.compile(r"(?:\"([^\"\n]*)\"|'([^'\n]*)'|(?<!\w)(\w++))\s*+:\s*+(?:\"([^\"\n]*)\"|'([^'\n]*)')")
_DIRECTORIES = re.compile(r"\bdir\s*[:=]\s*\{([^{}]*)\}")
_FEED_NAME = re.compile(r"(?:rss|feed|atom)[^/]{0,200}\.(?:xml|json)\Z|/(?:feed|rss)/[^/]{0,200}\.xml\Z")


def signs(folder: OldFolder) -> tuple[str, ...]:
    """The configuration file; without one, its name among the packages."""
    found = tuple(path for path in _CONFIGS if path in folder.files)
    package = "package.json"
    return found or ((package,) if '"@11ty/eleventy"' in config_text(folder, package) else ())


def read_settings(folder: OldFolder) -> OldSettings:
    """What is found. `raw` has "input", "output", "copies", "permalinks" by folder, and "terms"."""
    config = config_text(folder, first_of(folder, _CONFIGS))
    own = _directory(text_of_key(config, "input"))
    data = list(_data(folder, posixpath.normpath(posixpath.join(own, _data_folder(config)))))
    heads = list(template_heads(folder, own))
    feeds = [text_of_key(config, "outputPath"), *(as_text(head.get("permalink")) for head in heads)]
    prefix = text_of_key(config, "pathPrefix").strip("/")
    site = next((url for url in texts_of_keys(data, _URLS) if url.startswith("http")), "").rstrip("/")
    return OldSettings(
        title=next(texts_of_keys(data, _TITLES), ""),
        base_url="/".join(part for part in (site, prefix) if part) if site else "",
        description=next(texts_of_keys(data, ("description", "desc")), ""),
        language=next(
            (tag for text in texts_of_keys(data, ("language", "lang", "locale")) if (tag := beilin_language(text))), ""
        ),
        author=next(texts_of_keys(data, ("author", "name")), ""),
        feeds=tuple(dict.fromkeys(old_address(path) for path in feeds if _FEED_NAME.search(path) and "{" not in path)),
        raw={
            "input": own,
            "output": _directory(text_of_key(config, "output")) or "_site",
            "copies": dict(_copies(without_comments(config))),
            "permalinks": folder_permalinks(folder),
            "lists": lists_by_name(folder, own),
            "terms": [found for head in heads if (found := terms_permalink(head))],
        },
    )


def _data_folder(config: str) -> str:
    """The folder of the global data, as seen from the input folder: `dir: { data: "../_data" }`."""
    match = _DIRECTORIES.search(without_comments(config))
    return (text_of_key(match[1], "data") if match else "") or "_data"


def _directory(path: str) -> str:
    return path.removeprefix("./").strip("/").removeprefix(".")


def _data(folder: OldFolder, path: str) -> Iterator[str]:
    """The global data that describe the site."""
    for name in paths_below(folder.files, path) if path else ():
        _, stem, ending = split_path(name)
        is_at_top = "/" not in relative_to(name, path)
        if is_at_top and ending in _DATA_ENDINGS and stem.lower().removesuffix(".11tydata") in _DATA_NAMES:
            yield script_of(folder, name)


def _copies(config: str) -> Iterator[tuple[str, str]]:
    """What is copied as it is → where to; "" for the same path below the input folder."""
    for match in _COPY.finditer(config):
        if match[1].startswith("{"):
            for pair in _PAIR.finditer(match[1]):
                yield _directory(pair[1] or pair[2] or pair[3] or ""), f"/{(pair[4] or pair[5] or '').strip('./')}"
        else:
            yield _directory(text_of(match[1])), ""
