"""What MkDocs publishes (its documentation, "Writing your docs"; Material's "Blog"; mkdocs-static-i18n's "Suffix")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.config_files import text_at
from beilin.migrating.generators.mkdocs.settings import (
    Translations,
    docs_folder,
    plugin,
    split_translation,
    translations_of,
)
from beilin.migrating.generators.old_addresses import old_address, split_date
from beilin.migrating.generators.old_globs import ignore_matcher
from beilin.migrating.generators.published_paths import (
    is_hidden,
    paths_below,
    relative_to,
    split_path,
)
from beilin.migrating.generators.sorting_out import sort_out
from beilin.migrating.model import OldFolder, OldSettings, SourceDocument, SourceFile, Sources

_MARKDOWN = ("md", "markdown", "mdown", "mkdn", "mkd")


def list_sources(folder: OldFolder, settings: OldSettings) -> Sources:
    """The Markdown files below the folder of the documents, and all other files there."""
    raw, root = settings.raw, docs_folder(settings.raw)
    is_excluded, is_draft = _excluded(raw), ignore_matcher(text_at(raw, "draft_docs"))
    translations = translations_of(raw)
    inside = set(paths_below(folder.files, root))

    def what_is(path: str) -> SourceDocument | SourceFile | str:
        local = relative_to(path, root)
        if path not in inside or is_excluded(local):
            return "files outside the folder of the documents"
        if split_path(local)[2] not in _MARKDOWN:
            own, mark = split_translation(translations, local)
            return SourceFile(path, old_address(own if mark in ("", translations.default) else f"{mark}/{own}"))
        if _is_hidden_by_index(local, root, folder):
            return "README.md beside an index.md"
        if plugin(raw, "blog", "material/blog") is not None and local == f"{blog_folder(raw)}/index.md":
            return "lists of a blog"
        return _document(path, local, raw, translations, is_draft(local))

    return sort_out(folder.files, what_is)


def blog_folder(raw: Mapping[str, Any]) -> str:
    """The folder of Material's plug-in `blog`, below that of the documents; "" for the root."""
    settings = plugin(raw, "blog", "material/blog") or {}
    return text_at(settings, "blog_dir").strip("./") if "blog_dir" in settings else "blog"


def is_post(raw: Mapping[str, Any], local: str) -> bool:
    """Whether a file is a post of the blog: its path is the one below the folder of the documents."""
    if plugin(raw, "blog", "material/blog") is None:
        return False
    return local.startswith(f"{blog_folder(raw)}/posts/".removeprefix("/"))


def _document(
    path: str, local: str, raw: Mapping[str, Any], translations: Translations, is_draft: bool
) -> SourceDocument:
    """The document of a path; an index.md has the name of its folder."""
    local, mark = split_translation(translations, local)
    folder, stem, _ = split_path(local)
    date, name = split_date(stem)
    is_home = stem in ("index", "README") and not folder
    if stem in ("index", "README"):
        folder, _, name = folder.rpartition("/")
    posts = f"{blog_folder(raw)}/posts".strip("/")
    if is_post(raw, local):
        folder = relative_to(folder, posts) if folder != posts else ""
    return SourceDocument(
        path,
        "page" if is_home else "article",
        name or "home",
        date=date,
        section=folder,
        language=beilin_language(mark) if mark != translations.default else "",
        is_draft=is_draft,
    )


def _excluded(raw: Mapping[str, Any]) -> Callable[[str], bool]:
    """`exclude_docs`; hidden files and templates/ are excluded unless that takes them back."""
    own = ignore_matcher(".*\n/templates/\n" + text_at(raw, "exclude_docs"))
    return lambda local: own(local) or is_hidden(local)


def _is_hidden_by_index(local: str, root: str, folder: OldFolder) -> bool:
    own_folder, stem, _ = split_path(local)
    prefix = "/".join(part for part in (root, own_folder) if part)
    return stem == "README" and f"{prefix}/index.md" in folder.files
