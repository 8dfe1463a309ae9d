"""Which files of a Hexo site are documents, and which are published beside them.

Sources: Hexo documentation, "Writing" (layouts, drafts), "Asset Folders", "Configuration" (skip_render, include,
exclude), "Internationalization".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.config_files import text_at, texts_at
from beilin.migrating.generators.file_heads import has_head, has_text
from beilin.migrating.generators.hexo.names import TEXTS, read_post_name
from beilin.migrating.generators.old_addresses import MARKDOWN, old_address, split_date, without_extension
from beilin.migrating.generators.old_globs import glob_matcher
from beilin.migrating.generators.sorting_out import sort_out
from beilin.migrating.model import OldFolder, OldSettings, SourceDocument, SourceFile, Sources

# What Hexo's renderers turn into something else.
_RENDERED = (".styl", ".less", ".scss", ".sass", ".ejs", ".njk", ".pug", ".jade", ".swig", ".yml", ".yaml")
_HIDDEN = re.compile(r"(?:^|/)[_.]")
_REASONS = {"themes": "templates", "scaffolds": "templates", "layout": "templates", "public": "build output"}


@dataclass(frozen=True, slots=True)
class _Site:
    folder: OldFolder
    config: Mapping[str, Any]
    skip_render: Callable[[str], bool]
    include: Callable[[str], bool]
    exclude: Callable[[str], bool]
    owners: Mapping[str, str]  # asset folder → path of its post


def source_folder(config: Mapping[str, Any]) -> str:
    """The folder of the texts."""
    return text_at(config, "source_dir").strip("/").removeprefix("./") or "source"


def post_path(config: Mapping[str, Any], path: str) -> tuple[str, str]:
    """The folder `_posts` or `_drafts` of a path, and the path there; ("", "") for all other files."""
    inner = path.removeprefix(f"{source_folder(config)}/")
    folder, slash, rest = inner.partition("/")
    return (folder, rest) if slash and inner != path and folder in ("_posts", "_drafts") else ("", "")


def list_sources(folder: OldFolder, settings: OldSettings) -> Sources:
    """The posts, drafts and pages; files of asset folders with their owner; all other files of the source folder."""
    config = settings.raw
    skip_render, include, exclude = (
        glob_matcher(texts_at(config, key)) for key in ("skip_render", "include", "exclude")
    )
    texts = (path for path in sorted(folder.files) if post_path(config, path)[0] and path.lower().endswith(TEXTS))
    folders = {PurePosixPath(path).parent.as_posix() for path in folder.files}
    owners = {name: path for path in texts if (name := _asset_folder(path)) in folders}
    site = _Site(folder, config, skip_render, include, exclude, owners)
    return sort_out(folder.files, lambda path: _what_is(site, path))


def _what_is(site: _Site, path: str) -> SourceDocument | SourceFile | str:
    inner = path.removeprefix(f"{source_folder(site.config)}/")
    if inner == path:
        return _REASONS.get(path.partition("/")[0], "other files") if "/" in path else "other files"
    kind, post = post_path(site.config, path)
    if path.endswith(("~", "%")) or (_HIDDEN.search(post or inner) and not site.include(inner)):
        return "files that are not published"
    is_text = path.lower().endswith(TEXTS) and not site.skip_render(inner)
    if kind:
        return _post(site, path, post, kind) if is_text else _file_of_post(site, path)
    if site.exclude(inner):
        return "files that are not published"
    if path.lower().endswith(_RENDERED):
        return "templates"
    if not is_text or (not path.lower().endswith(MARKDOWN) and not has_head(site.folder, path)):
        # Such as the file by which a search engine knows the owner of a site.
        return (
            "texts published as they are" if path.lower().endswith(MARKDOWN) else SourceFile(path, old_address(inner))
        )
    return _page(site, path, inner) if has_text(site.folder, path) else "list pages"


def _asset_folder(path: str) -> str:
    """The folder of the files of a post: that with the name of the post, or the folder of an `index.md`."""
    stem = PurePosixPath(without_extension(path, TEXTS))
    is_index = stem.name == "index" and stem.parent.name not in ("_posts", "_drafts")
    return stem.parent.as_posix() if is_index else stem.as_posix()


def _file_of_post(site: _Site, path: str) -> SourceFile | str:
    """A file below `_posts`: it belongs to the post whose asset folder it is in."""
    if path.lower().endswith(TEXTS):
        return "files that are not published"
    above = (folder.as_posix() for folder in PurePosixPath(path).parents)
    return SourceFile(path, "", next((site.owners[folder] for folder in above if folder in site.owners), ""))


def _post(site: _Site, path: str, inner: str, kind: str) -> SourceDocument:
    name = read_post_name(site.config, inner)
    stem = PurePosixPath(without_extension(inner, TEXTS))
    stem = stem.parent if stem.name == "index" and len(stem.parts) > 1 else stem
    slug = PurePosixPath(name.slug).name if name.date else stem.name
    return SourceDocument(
        path=path,
        kind="article",
        name=slug,
        date=name.date or split_date(stem.name)[0],
        section=stem.parent.as_posix().removeprefix("."),
        language=_language(site.config, name.others.get("lang", "")),
        is_draft=kind == "_drafts",
        is_bundle=site.owners.get(_asset_folder(path)) == path,
    )


def _page(site: _Site, path: str, inner: str) -> SourceDocument:
    stem = PurePosixPath(without_extension(inner, TEXTS))
    is_index = stem.name == "index" and len(stem.parts) > 1
    named = stem.parent if is_index else stem
    language = _language(site.config, stem.parts[0] if len(stem.parts) > 1 else "")
    return SourceDocument(
        path,
        "page",
        "home" if named.name == "index" else named.name,
        "",
        named.parent.as_posix().removeprefix("."),
        language,
    )


def _language(config: Mapping[str, Any], key: str) -> str:
    """The language of a folder or mark, if the configuration lists it and it is not the first, the site's own."""
    return beilin_language(key) if key in texts_at(config, "language")[1:] else ""
