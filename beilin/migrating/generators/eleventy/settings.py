"""The settings of Eleventy: texts that its program and global data say (its documentation, "Configuration")."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.config_files import as_text, config_text, read_config, text_at
from beilin.migrating.generators.file_heads import head_of
from beilin.migrating.generators.published_paths import address_of_file, first_of, paths_below, relative_to, split_path
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
_CALL = re.compile(r"\$\{\s*(?:this\.)?(\w+)\(\s*([\w.]+)\s*\)\s*\}")
_INSERTED = re.compile(r"\$\{\s*([\w.]+)\s*\}")
_ARROW = re.compile(r"\bpermalink\s*[:=(][^`\"';]{0,80}?`((?:[^`\\]|\\.){0,300})`")
_TEMPLATES = (".njk", ".liquid", ".html", ".hbs", ".11ty.js", ".md", ".webc")
_FEED_NAME = re.compile(r"(?:rss|feed|atom)[^/]{0,200}\.(?:xml|json)\Z|/(?:feed|rss)/[^/]{0,200}\.xml\Z")
_LIST_NAMES = {"blog", "posts", "archive", "archives", "articles"}
_MAX_TEMPLATES = 500  # files whose front matter is read in search of lists of terms and feeds


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
    heads = list(_template_heads(folder, own))
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
        feeds=tuple(
            dict.fromkeys(address_of_file(path) for path in feeds if _FEED_NAME.search(path) and "{" not in path)
        ),
        raw={
            "input": own,
            "output": _directory(text_of_key(config, "output")) or "_site",
            "copies": dict(_copies(without_comments(config))),
            "permalinks": _folder_permalinks(folder),
            "lists": _lists(folder, own),
            "terms": [found for head in heads if (found := _terms_permalink(head))],
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


def _folder_permalinks(folder: OldFolder) -> dict[str, str]:
    """The permalink that the data of a folder (`posts/posts.json`, `posts/posts.11tydata.js`) give to its files."""
    found = {}
    for path in folder.files:
        parent, name = path.rpartition("/")[::2]
        own = parent.rpartition("/")[2]
        if own and name in (f"{own}.json", f"{own}.11tydata.json"):
            found[parent] = text_at(read_config(folder, path)[0], "permalink")
        elif own and name in (f"{own}.11tydata.js", f"{own}.11tydata.cjs", f"{own}.11tydata.mjs"):
            found[parent] = script_permalink(config_text(folder, path))
    return {path: permalink for path, permalink in found.items() if permalink}


def script_permalink(script: str) -> str:
    """The permalink that a script has as a text, or as a template literal, whose `${…}` become `{{ … }}`."""
    text = text_of_key(script, "permalink")
    match = None if text else _ARROW.search(without_comments(script))
    return _as_template(match[1]) if match else text


def _as_template(literal: str) -> str:
    """A template literal in the notation of Nunjucks: `${this.slugify(data.tag)}` is `{{ tag | slugify }}`."""
    plain = _INSERTED.sub(r"{{ \1 }}", _CALL.sub(r"{{ \2 | \1 }}", literal))
    return plain.replace("{{ data.", "{{ ")


def _template_heads(folder: OldFolder, own: str) -> Iterator[Mapping[str, Any]]:
    """The front matter of templates that make lists or feeds."""
    paths = [
        path for path in paths_below(folder.files, own) if path.endswith(_TEMPLATES) and "/node_modules/" not in path
    ]
    for path in [path for path in paths if not path.endswith(".md")][:_MAX_TEMPLATES]:
        text = config_text(folder, path)
        if text.startswith("---js") or path.endswith(".11ty.js"):
            names = ("alias", "data", "permalink")
            yield {name: text_of_key(text, name) if name != "permalink" else script_permalink(text) for name in names}
        elif text.startswith("---"):
            values = head_of(folder, path).values
            pages = values.get("pagination")
            yield {**values, **(pages if isinstance(pages, dict) else {})}


def _lists(folder: OldFolder, own: str) -> list[str]:
    """The templates that are lists of articles by their names: `blog.njk`, `archive/index.html`."""
    paths = (path for path in paths_below(folder.files, own) if path.endswith(_TEMPLATES))
    stems = (relative_to(path, own).partition(".")[0] for path in paths)
    return sorted({name for stem in stems if (name := stem.removesuffix("/index")) in _LIST_NAMES})


def _terms_permalink(head: Mapping[str, Any]) -> tuple[str, str] | None:
    """The name of the term and the permalink in a template that has a page for each collection."""
    alias, permalink = as_text(head.get("alias")), as_text(head.get("permalink"))
    is_of_tags = "tag" in alias.lower() or as_text(head.get("data")) == "collections"
    return (alias, permalink) if alias and permalink and is_of_tags else None
