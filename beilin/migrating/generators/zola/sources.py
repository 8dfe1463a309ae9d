"""What Zola publishes: content/ and static/ (its documentation, "Content", "Assets colocation")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.config_files import mapping_at, text_at, texts_at
from beilin.migrating.generators.file_heads import has_text, head_of
from beilin.migrating.generators.old_addresses import old_address
from beilin.migrating.generators.old_globs import glob_matcher
from beilin.migrating.generators.published_paths import (
    address_of,
    is_hidden,
    paths_below,
    relative_to,
    split_path,
)
from beilin.migrating.generators.zola.names import path_slug, split_dated_name
from beilin.migrating.model import OldFolder, OldSettings, SourceDocument, SourceFile, Sources

CONTENT = "content"
_STATIC = "static"
_DATED = re.compile(r"^(?:date\s*[=:]|path\s*[=:]\s*[\"']?/?\d{4}/)", re.MULTILINE)
_ENDINGS = {"public": "build output", "templates": "templates", "sass": "templates", "themes": "files of the theme"}


def list_sources(folder: OldFolder, settings: OldSettings) -> Sources:
    """Pages, sections with a text, the files beside them, and the static files."""
    skipped: Counter[str] = Counter()
    globs = texts_at(settings.raw, "ignored_content")
    is_ignored = glob_matcher([*globs, *(f"**/{glob}" for glob in globs)])
    inside = [path for path in paths_below(folder.files, CONTENT) if not is_ignored(path)]
    texts = {path for path in inside if path.endswith(".md")}
    documents = []
    for path in sorted(texts):
        document = _document(folder, settings, path)
        if document:
            documents.append(document)
        else:
            skipped["lists of a section, without a text"] += 1
    # Of a folder with a page in several languages, the last in this order owns the files: that of the site's language.
    indexes = sorted(path for path in texts if _is_index(settings, path))
    owners = {path.rpartition("/")[0]: path for path in sorted(indexes, key=_is_in_site_language)}
    published = {own: _published_folder(folder, settings, path) for own, path in owners.items()}
    files = [
        _file(owners, published, path)
        for path in inside
        if path not in texts and not is_hidden(relative_to(path, CONTENT))
    ]
    for path in paths_below(folder.files, _STATIC):
        files.append(SourceFile(path, old_address(relative_to(path, _STATIC))))
    for path in folder.files:
        top = path.partition("/")[0]
        if top not in (CONTENT, _STATIC):
            skipped[_ENDINGS.get(top, "files outside content and static")] += 1
    return Sources(tuple(documents), tuple(files), dict(skipped))


def split_language(settings: OldSettings, name: str) -> tuple[str, str]:
    """The name without the mark of a language (`sea.fr`), and that language as the site spells it; "" if none."""
    rest, _, mark = name.partition(".")
    is_other = mark in mapping_at(settings.raw, "languages") and mark != text_at(settings.raw, "default_language")
    return (rest, mark) if rest and is_other else (name, "")


def section_address(settings: OldSettings, path: str) -> str:
    """Where Zola publishes a section: below its language, in folders that stay as they are."""
    folder, stem, _ = split_path(relative_to(path, CONTENT))
    return address_of("/".join(part for part in (split_language(settings, stem)[1], folder) if part) + "/")


def lists_of(folder: OldFolder, settings: OldSettings) -> list[str]:
    """The addresses of the sections that only list their pages, without the home page."""
    sections = [path for path in paths_below(folder.files, CONTENT) if split_path(path)[1].startswith("_index")]
    lists = [
        section_address(settings, path) for path in sections if path.endswith(".md") and not has_text(folder, path)
    ]
    return [address for address in lists if address != "/"]


def _document(folder: OldFolder, settings: OldSettings, path: str) -> SourceDocument | None:
    """The document; None for a section without a text of its own."""
    own_folder, stem, _ = split_path(relative_to(path, CONTENT))
    stem, mark = split_language(settings, stem)
    language = beilin_language(mark)
    parent, _, own_name = own_folder.rpartition("/")
    if stem == "_index":
        if not has_text(folder, path):
            return None
        return SourceDocument(path, "page", own_name or "home", section=parent, language=language)
    is_bundle = stem == "index" and bool(own_folder)
    date, name = split_dated_name(settings, own_name if is_bundle else stem)
    section = parent if is_bundle else own_folder
    is_article = bool(section or date or _DATED.search(head_of(folder, path).raw))
    return SourceDocument(
        path,
        "article" if is_article and section not in ("pages", "page") else "page",
        name,
        date=date,
        section=section,
        language=language,
        is_bundle=is_bundle,
    )


def _is_in_site_language(path: str) -> bool:
    return split_path(path)[1] in ("index", "_index")


def _is_index(settings: OldSettings, path: str) -> bool:
    return split_language(settings, split_path(path)[1])[0] in ("index", "_index")


def _published_folder(folder: OldFolder, settings: OldSettings, path: str) -> str:
    """Where Zola publishes what is in the folder of a page or section."""
    own = relative_to(path, CONTENT).rpartition("/")[0]
    parent, _, name = own.rpartition("/")
    if not own or split_path(path)[1].startswith("_index"):
        return own
    values = head_of(folder, path).values
    if text_at(values, "path"):
        return text_at(values, "path").strip("/")
    slug = text_at(values, "slug") or split_dated_name(settings, name)[1]
    return "/".join(part for part in (parent, path_slug(settings, slug)) if part)


def _file(owners: Mapping[str, str], published: Mapping[str, str], path: str) -> SourceFile:
    """A file beside a page or section, or below it, with the address below that of the page or section."""
    folder = path.rpartition("/")[0]
    while folder not in owners and "/" in folder:
        folder = folder.rpartition("/")[0]
    if folder not in owners:
        return SourceFile(path)
    owner = owners[folder]
    is_bundle = folder != CONTENT and not split_path(owner)[1].startswith("_index")
    address = old_address(f"{published[folder]}/{relative_to(path, folder)}")
    return SourceFile(path, address, owner if is_bundle else "")
