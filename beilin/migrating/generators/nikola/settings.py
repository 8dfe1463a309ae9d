"""The settings of Nikola: conf.py (its handbook, "Customizing your site")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.config_files import config_text, text_at
from beilin.migrating.generators.old_addresses import MARKDOWN, old_address
from beilin.migrating.generators.published_paths import split_path, without_base
from beilin.migrating.generators.python_config import read_assignments
from beilin.migrating.model import MenuEntry, OldFolder, OldSettings

_CONFIG = "conf.py"
# A key of `OldSettings.raw`: path of a file → languages that lack a translation of it, and so show the page itself.
UNTRANSLATED = "untranslated files"

# Nikola's defaults that are not empty (`nikola/nikola.py`).
_DEFAULTS: Mapping[str, Any] = {
    "DEFAULT_LANG": "en",
    "POSTS": (("posts/*.rst", "posts", ""), ("posts/*.md", "posts", ""), ("posts/*.txt", "posts", "")),
    "PAGES": (("pages/*.rst", "pages", ""), ("pages/*.md", "pages", ""), ("pages/*.txt", "pages", "")),
    "FILES_FOLDERS": {"files": ""},
    "IMAGE_FOLDERS": {"images": ""},
    "GALLERY_FOLDERS": {"galleries": "galleries"},
    "LISTINGS_FOLDERS": {"listings": "listings"},
    "OUTPUT_FOLDER": "output",
    "TAG_PATH": "categories",
    "CATEGORY_PREFIX": "cat_",
    "RSS_PATH": "",
    "RSS_FILENAME_BASE": "rss",
    "ARCHIVE_PATH": "",
    "ARCHIVE_FILENAME": "archive.html",
}


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of POSTS or PAGES."""

    folder: str
    ending: str  # with its full stop
    target: str  # the folder of the addresses
    is_post: bool


def signs(folder: OldFolder) -> tuple[str, ...]:
    """A conf.py that names a blog, for Sphinx has a file of this name too."""
    return (_CONFIG,) if "BLOG_TITLE" in config_text(folder, _CONFIG) else ()


def read_settings(folder: OldFolder) -> OldSettings:
    """What the settings say; `raw` has Nikola's defaults as well."""
    own = read_assignments(config_text(folder, _CONFIG))
    raw = {**_DEFAULTS, **{name: value for name, value in own.items() if name.isupper()}}
    raw[UNTRANSLATED] = _untranslated(folder, raw)
    base_url = text_at(raw, "SITE_URL") or text_at(raw, "BASE_URL")
    feed = "/".join((translated(raw, "RSS_PATH"), f"{translated(raw, 'RSS_FILENAME_BASE')}.xml"))
    atom = ("/index.atom",) if raw.get("GENERATE_ATOM") is True else ()
    return OldSettings(
        title=translated(raw, "BLOG_TITLE"),
        base_url=base_url,
        description=translated(raw, "BLOG_DESCRIPTION"),
        language=beilin_language(text_at(raw, "DEFAULT_LANG")),
        time_zone=text_at(raw, "TIMEZONE"),
        author=translated(raw, "BLOG_AUTHOR"),
        menu=_menu(raw, base_url),
        permalink=_permalink(raw),
        feeds=(old_address(feed), *atom) if raw.get("GENERATE_RSS", True) is not False else atom,
        raw=raw,
    )


def translated(raw: Mapping[str, Any], name: str) -> str:
    """A text that may be a mapping of languages, in the language of the site."""
    return _in_site_language(raw, raw.get(name))


def _in_site_language(raw: Mapping[str, Any], value: Any) -> str:
    value = value.get(text_at(raw, "DEFAULT_LANG"), "") if isinstance(value, dict) else value
    return value if isinstance(value, str) else ""


def languages(raw: Mapping[str, Any]) -> dict[str, str]:
    """The other languages of the site, as it spells them, each with the folder of its addresses."""
    found = raw.get("TRANSLATIONS")
    entries = found.items() if isinstance(found, dict) else ()
    default = raw.get("DEFAULT_LANG")
    return {
        name: folder.removeprefix("./").strip("/")
        for name, folder in entries
        if isinstance(name, str) and isinstance(folder, str) and name != default
    }


def places(raw: Mapping[str, Any]) -> list[Place]:
    """Where posts and pages are, in order; a pattern such as `posts/*.md` means all folders below as well."""
    found = []
    for name in ("POSTS", "PAGES"):
        entries = raw.get(name)
        for entry in entries if isinstance(entries, (list, tuple)) else ():
            match entry:
                case (str() as pattern, str() | dict() as target, *_):
                    target = _in_site_language(raw, target)
                    folder, _, glob = pattern.removeprefix("./").rpartition("/")
                    found.append(Place(folder, "." + glob.rpartition(".")[2], target.strip("/"), name == "POSTS"))
    return found


def folders(raw: Mapping[str, Any], name: str) -> dict[str, str]:
    """A setting that is a mapping of folders to the folders of their addresses."""
    value = raw.get(name)
    entries = value.items() if isinstance(value, dict) else ()
    return {
        source.strip("/"): target.strip("/")
        for source, target in entries
        if isinstance(source, str) and isinstance(target, str)
    }


def split_language(raw: Mapping[str, Any], path: str) -> tuple[str, str]:
    """The path without the mark of a language (`sea.zh_tw.md`), and that language as the site spells it; "" if none."""
    folder, stem, extension = split_path(path)
    base, _, mark = stem.rpartition(".")
    if base and mark in languages(raw):
        return f"{folder}/{base}.{extension}" if folder else f"{base}.{extension}", mark
    return path, ""


def _untranslated(folder: OldFolder, raw: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The files that stand in for a translation (SHOW_UNTRANSLATED_POSTS)."""
    others = languages(raw)
    if not others or raw.get("SHOW_UNTRANSLATED_POSTS", True) is False:
        return {}
    split = {path: split_language(raw, path) for path in folder.files if path.endswith(tuple(MARKDOWN))}
    existing = set(split.values())
    return {
        path: tuple(name for name in others if (plain, name) not in existing)
        for path, (plain, language) in split.items()
        if not language
    }


def _permalink(raw: Mapping[str, Any]) -> str:
    """The pattern of posts that are in no folder of their own."""
    target = next((place.target for place in places(raw) if place.is_post), "")
    return "/".join(["", *filter(None, [target]), ":slug", ""]) if raw.get("PRETTY_URLS", True) is not False else ""


def _menu(raw: Mapping[str, Any], base_url: str) -> tuple[MenuEntry, ...]:
    """NAVIGATION_LINKS; a group leads to its first page."""
    links = raw.get("NAVIGATION_LINKS")
    own = links.get(text_at(raw, "DEFAULT_LANG")) if isinstance(links, dict) else links
    entries = []
    for entry in own if isinstance(own, (list, tuple)) else ():
        match entry:
            case (str() as url, str() as title, *_) | (((str() as url, *_), *_), str() as title):
                entries.append(MenuEntry(title, without_base(url, base_url)))
    return tuple(entries)
