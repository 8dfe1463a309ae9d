"""What a vault says of itself: .obsidian/, the files of Obsidian Publish, and the configuration of Quartz."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.config_files import config_text, flag_at, read_config, text_at
from beilin.migrating.generators.published_paths import first_of
from beilin.migrating.generators.script_config import text_of_key
from beilin.migrating.model import OldFolder, OldSettings

QUARTZ = ("quartz.config.ts", "quartz.config.yaml")
_OWN_FOLDER = ".obsidian/"
_PUBLISH = ("publish.css", "publish.js")
_OWN_FILES = (".canvas", ".base", ".excalidraw.md")
_LINK = re.compile(r"\[\[[^\[\]\n]+\]\]")
_SAMPLE = 40  # notes that are read
_SHARE = 5  # one in so many of them must have a link by name

# Configuration files of other generators: beside one of them, links by name are not a sign of Obsidian.
_OTHERS = re.compile(
    r"(?:package\.json|(?:hugo|zola|config|book|gridsome|docusaurus)[\w.]*\.(?:toml|ya?ml|json|js|ts)|_config[\w.]*\.yml"
    r"|mkdocs\.ya?ml|pelicanconf\.py|conf\.py|astro\.config\.\w+|\.?eleventy[\w.]*\.\w+)\Z"
)


def signs(folder: OldFolder) -> tuple[str, ...]:
    """Obsidian's own files; in a folder without any, links by name in many of its notes."""
    found = [path for path in (*_PUBLISH, *QUARTZ) if path in folder.files]
    own = min((path for path in folder.files if path.startswith(_OWN_FOLDER)), default="")
    other = min((path for path in folder.files if path.endswith(_OWN_FILES)), default="")
    found += [path for path in (own and _OWN_FOLDER, other) if path]
    top = {path for path in folder.files if "/" not in path}
    if found or any(_OTHERS.match(path) for path in top):
        return tuple(found)
    notes = sorted(path for path in folder.files if path.endswith(".md"))[:_SAMPLE]
    linking = [path for path in notes if _LINK.search(config_text(folder, path))]
    return (linking[0],) if linking and len(linking) * _SHARE >= len(notes) else ()


def read_settings(folder: OldFolder) -> OldSettings:
    """What is known. `raw` has "published" ("publish", "quartz" or ""), "root", and folders that Obsidian names."""
    script = config_text(folder, first_of(folder, QUARTZ))
    is_quartz = bool(script)
    is_published = any(path in folder.files for path in _PUBLISH)
    own = _own_settings(folder, f"{_OWN_FOLDER}app.json")
    templates = [
        text_at(_own_settings(folder, path), key).strip("/")
        for path, key in (
            (f"{_OWN_FOLDER}templates.json", "folder"),
            (f"{_OWN_FOLDER}plugins/templater-obsidian/data.json", "templates_folder"),
        )
    ]
    host = text_of_key(script, "baseUrl")
    return OldSettings(
        title=text_of_key(script, "pageTitle"),
        base_url=f"https://{host}" if host and "://" not in host else host,
        language=beilin_language(text_of_key(script, "locale")),
        line_breaks=not is_quartz and not flag_at(own, "strictLineBreaks"),
        feeds=("/index.xml",) if is_quartz else (),
        raw={
            "published": "quartz" if is_quartz else "publish" if is_published else "",
            "root": "content" if is_quartz and any(path.startswith("content/") for path in folder.files) else "",
            "templates": [path for path in templates if path],
            "attachments": text_at(own, "attachmentFolderPath"),
        },
    )


def _own_settings(folder: OldFolder, path: str) -> Mapping[str, Any]:
    return read_config(folder, path)[0]
