"""Which files of a Jekyll site are documents, and which are published beside them.

Sources: Jekyll documentation, "Directory structure", "Posts", "Drafts", "Collections", "Static files", "Configuration
options" (include, exclude).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from beilin.migrating.generators.config_files import flag_at, texts_at
from beilin.migrating.generators.file_heads import begins_with_fence, head_of
from beilin.migrating.generators.jekyll.pages import kind_of_page
from beilin.migrating.generators.jekyll.settings import collections_folder, collections_of, gems_of, site_folder
from beilin.migrating.generators.old_addresses import MARKDOWN, old_address, split_date, without_extension
from beilin.migrating.generators.old_globs import glob_matcher
from beilin.migrating.generators.sorting_out import sort_out
from beilin.migrating.model import OldFolder, OldSettings, SourceDocument, SourceFile, Sources

_LIST = "list pages"
# Packages with which Markdown without front matter is a page; GitHub Pages, where no Gemfile is needed, has them.
_OPTIONAL_HEADS = {"github-pages", "jekyll-optional-front-matter"}
TEXTS = (*MARKDOWN, ".html", ".htm")
# What may have front matter and is a template then.
_TEMPLATES = (".css", ".scss", ".sass", ".js", ".coffee", ".json", ".xml", ".txt", ".svg", ".webmanifest", ".yml")
_OTHER_TEXTS = (".textile", ".adoc", ".asciidoc", ".org", ".rst")
_DATED = re.compile(r"\d{2,4}-\d{1,2}-\d{1,2}-.+", re.DOTALL)
_SHORT_YEAR = re.compile(r"\d{2}-\d{1,2}-\d{1,2}-.+", re.DOTALL)
_EXCLUDED = (".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules", "vendor/bundle/",
             "vendor/cache/", "vendor/gems/", "vendor/ruby/")  # fmt: skip
_SPECIAL = re.compile(r"(?:^|/)[._#~]")
# Of the repository rather than the site.
_OF_PROJECT = re.compile(
    r"(?:README|LICEN[CS]E|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT|COPYING|Rakefile|Makefile|Dockerfile|Gruntfile|gulpfile"
    r"|package(?:-lock)?|docker-compose|yarn|_config)(?:[.\w-]*)|[^/]+\.(?:gemspec|sh|rb|py|lock)",
    re.IGNORECASE,
)
_REASONS = {"_layouts": "templates", "_includes": "templates", "_sass": "templates", "_data": "data of templates",
            "_site": "build output", "_plugins": "templates"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Located:
    """A path of a Jekyll site, taken apart."""

    inner: str  # from the folder of the site
    collection: str  # "posts", "drafts", the label of another collection, or "" for pages and other files
    above: str  # the folders above `_posts` or `_drafts`
    within: str  # the path in the collection's folder; the same as `inner` if there is none


@dataclass(frozen=True, slots=True)
class _Site:
    folder: OldFolder
    config: Mapping[str, Any]
    include: Callable[[str], bool]
    exclude: Callable[[str], bool]
    has_optional_heads: bool  # whether Markdown without front matter is a page


def locate(config: Mapping[str, Any], path: str) -> Located | None:
    """The path taken apart; None if it is outside of the folder of the site."""
    root = site_folder(config)
    if not path.startswith(root):
        return None
    inner = path[len(root) :]
    below = inner.removeprefix(collections_folder(config))
    first, slash, within = below.partition("/")
    if slash and first.startswith("_") and first[1:] in collections_of(config):
        return Located(inner, first[1:], "", within)
    parts = below.split("/")
    for place, part in enumerate(parts[:-1]):
        if part in ("_posts", "_drafts"):
            return Located(inner, part[1:], "/".join(parts[:place]), "/".join(parts[place + 1 :]))
        if part.startswith("_"):
            break
    return Located(inner, "", "", inner)


def split_post_name(stem: str) -> tuple[str, str]:
    """The day and the rest of the name of a post; its year may have two digits. ("", stem) for all other names."""
    return split_date(f"20{stem}" if _SHORT_YEAR.fullmatch(stem) else stem)


def list_sources(folder: OldFolder, settings: OldSettings) -> Sources:
    """Posts, drafts, documents of published collections and pages; files without front matter."""
    site = _site(folder, settings.raw)
    return sort_out(folder.files, lambda path: _what_is(site, path))


def list_pages(folder: OldFolder, settings: OldSettings) -> list[str]:
    """The paths of the pages that templates make of other documents."""
    site = _site(folder, settings.raw)
    pages = (path for path in sorted(folder.files) if path.lower().endswith(TEXTS))
    return [path for path in pages if _is_page(site, path) and _what_is(site, path) == _LIST]


def _is_page(site: _Site, path: str) -> bool:
    item = locate(site.config, path)
    return bool(item and not item.collection)


def _site(folder: OldFolder, config: Mapping[str, Any]) -> _Site:
    has_optional_heads = "Gemfile" not in folder.files or bool({*gems_of(folder)} & _OPTIONAL_HEADS)
    return _Site(
        folder,
        config,
        glob_matcher(_below((*texts_at(config, "include"), ".htaccess"))),
        glob_matcher(_below((*texts_at(config, "exclude"), *_EXCLUDED))),
        has_optional_heads,
    )


def _below(patterns: tuple[str, ...]) -> list[str]:
    """Globs for the paths and for what is in folders of that name."""
    names = [pattern.strip("/") for pattern in patterns if pattern.strip("/")]
    return [glob for name in names for glob in (name, f"{name}/**")]


def _what_is(site: _Site, path: str) -> SourceDocument | SourceFile | str:
    item = locate(site.config, path)
    if item is None:
        return "other files"
    if not site.include(item.inner) and site.exclude(item.inner):
        return "excluded files"
    if item.collection:
        return _of_collection(site, path, item)
    top = item.inner.partition("/")[0]
    if top in _REASONS:
        return _REASONS[top]
    if item.inner.endswith("~") or (_SPECIAL.search(item.inner) and not site.include(item.inner)):
        return "files that are not published"
    return _page_or_file(site, path, item.inner)


def _of_collection(site: _Site, path: str, item: Located) -> SourceDocument | SourceFile | str:
    is_post = item.collection in ("posts", "drafts")
    if not is_post and not flag_at(site.config, "collections", item.collection, "output"):
        return "collections that are not published"
    if path.lower().endswith(_OTHER_TEXTS):
        return "texts in other markup (Textile, AsciiDoc, Org)"
    if not path.lower().endswith(TEXTS):
        return SourceFile(path, "" if is_post else old_address(item.collection, item.within))
    stem = PurePosixPath(without_extension(item.within, TEXTS))
    date, name = split_post_name(stem.name)
    return SourceDocument(
        path=path,
        kind="article",
        name=name,
        date=date,
        section=_joined(item.above if is_post else item.collection, stem.parent.as_posix()),
        # A file without a date is not a post, but a text that its author left there.
        is_draft=item.collection == "drafts" or (item.collection == "posts" and not _DATED.fullmatch(stem.name)),
    )


def _joined(*folders: str) -> str:
    return "/".join(folder for folder in folders if folder not in ("", "."))


def _page_or_file(site: _Site, path: str, inner: str) -> SourceDocument | SourceFile | str:
    if "/" not in inner and _OF_PROJECT.fullmatch(inner):
        return "files of the project"
    has_fence = path.lower().endswith((*TEXTS, *_TEMPLATES)) and begins_with_fence(site.folder, path)
    if path.lower().endswith(TEXTS) and (has_fence or (site.has_optional_heads and path.lower().endswith(MARKDOWN))):
        kind = kind_of_page(inner, head_of(site.folder, path))
        return {"list": _LIST, "error": "error pages"}.get(kind) or _page(path, inner)
    if path.lower().endswith(MARKDOWN):
        return "texts without front matter"
    return "templates" if has_fence else SourceFile(path, old_address(inner.removesuffix("index.html")))


def _page(path: str, inner: str) -> SourceDocument:
    stem = PurePosixPath(without_extension(inner, TEXTS))
    is_index = stem.name.lower() in ("index", "readme") and len(stem.parts) > 1
    named = stem.parent if is_index else stem
    name = "home" if named.name == "index" else named.name
    return SourceDocument(path, "page", name, "", _joined(named.parent.as_posix()))
