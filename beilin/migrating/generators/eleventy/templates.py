"""Permalinks and lists in templates and in the data of folders (Eleventy's documentation, "Permalinks")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from beilin.migrating.generators.config_files import as_text, config_text, read_config, text_at
from beilin.migrating.generators.file_heads import head_of
from beilin.migrating.generators.published_paths import paths_below, relative_to
from beilin.migrating.generators.script_config import text_of_key, without_comments
from beilin.migrating.model import OldFolder

_CALL = re.compile(r"\$\{\s*(?:this\.)?(\w+)\(\s*([\w.]+)\s*\)\s*\}")
_INSERTED = re.compile(r"\$\{\s*([\w.]+)\s*\}")
_ARROW = re.compile(r"\bpermalink\s*[:=(][^`\"';]{0,80}?`((?:[^`\\]|\\.){0,300})`")
_TEMPLATES = (".njk", ".liquid", ".html", ".hbs", ".11ty.js", ".md", ".webc")
_LIST_NAMES = {"blog", "posts", "archive", "archives", "articles"}
_MAX_TEMPLATES = 500  # files whose front matter is read in search of lists of terms and feeds


def folder_permalinks(folder: OldFolder) -> dict[str, str]:
    """The permalink that the data of a folder (`posts/posts.json`, `posts/posts.11tydata.js`) give to its files."""
    found = {}
    for path in folder.files:
        parent, name = path.rpartition("/")[::2]
        own = parent.rpartition("/")[2]
        if own and name in (f"{own}.json", f"{own}.11tydata.json"):
            found[parent] = text_at(read_config(folder, path)[0], "permalink")
        elif own and name in (f"{own}.11tydata.js", f"{own}.11tydata.cjs", f"{own}.11tydata.mjs"):
            found[parent] = _script_permalink(config_text(folder, path))
    return {path: permalink for path, permalink in found.items() if permalink}


def _script_permalink(script: str) -> str:
    """The permalink that a script has as a text, or as a template literal, whose `${…}` become `{{ … }}`."""
    text = text_of_key(script, "permalink")
    match = None if text else _ARROW.search(without_comments(script))
    return _as_template(match[1]) if match else text


def _as_template(literal: str) -> str:
    """A template literal in the notation of Nunjucks: `${this.slugify(data.tag)}` is `{{ tag | slugify }}`."""
    plain = _INSERTED.sub(r"{{ \1 }}", _CALL.sub(r"{{ \2 | \1 }}", literal))
    return plain.replace("{{ data.", "{{ ")


def template_heads(folder: OldFolder, own: str) -> Iterator[Mapping[str, Any]]:
    """The front matter of templates that make lists or feeds."""
    paths = [
        path for path in paths_below(folder.files, own) if path.endswith(_TEMPLATES) and "/node_modules/" not in path
    ]
    for path in [path for path in paths if not path.endswith(".md")][:_MAX_TEMPLATES]:
        text = config_text(folder, path)
        if text.startswith("---js") or path.endswith(".11ty.js"):
            names = ("alias", "data", "permalink")
            yield {name: text_of_key(text, name) if name != "permalink" else _script_permalink(text) for name in names}
        elif text.startswith("---"):
            values = head_of(folder, path).values
            pages = values.get("pagination")
            yield {**values, **(pages if isinstance(pages, dict) else {})}


def lists_by_name(folder: OldFolder, own: str) -> list[str]:
    """The templates that are lists of articles by their names: `blog.njk`, `archive/index.html`."""
    paths = (path for path in paths_below(folder.files, own) if path.endswith(_TEMPLATES))
    stems = (relative_to(path, own).partition(".")[0] for path in paths)
    return sorted({name for stem in stems if (name := stem.removesuffix("/index")) in _LIST_NAMES})


def terms_permalink(head: Mapping[str, Any]) -> tuple[str, str] | None:
    """The name of the term and the permalink in a template that has a page for each collection."""
    alias, permalink = as_text(head.get("alias")), as_text(head.get("permalink"))
    is_of_tags = "tag" in alias.lower() or as_text(head.get("data")) == "collections"
    return (alias, permalink) if alias and permalink and is_of_tags else None
