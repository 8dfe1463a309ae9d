"""What Eleventy publishes: Markdown below its input folder, and what is copied as it is (its documentation)."""

from __future__ import annotations

import re
from collections.abc import Callable

from beilin.migrating.generators.config_files import config_text, mapping_at, text_at
from beilin.migrating.generators.file_heads import head_of
from beilin.migrating.generators.old_addresses import old_address, split_date
from beilin.migrating.generators.old_globs import glob_matcher, ignore_matcher
from beilin.migrating.generators.published_paths import (
    SHOWN,
    is_hidden,
    paths_below,
    relative_to,
    split_path,
)
from beilin.migrating.generators.sections import without_usual_section
from beilin.migrating.generators.sorting_out import sort_out
from beilin.migrating.model import OldFolder, OldSettings, SourceDocument, SourceFile, Sources

_ABOUT_THE_FILES = re.compile(
    r"(?:readme|license|licence|changelog|contributing|code_of_conduct|security)\b", re.IGNORECASE
)
_GLOB = re.compile(r"[*?{\[]")


def list_sources(folder: OldFolder, settings: OldSettings) -> Sources:
    """Markdown files, but templates and lists; files that are copied; and images that documents may show."""
    root = text_at(settings.raw, "input")
    is_ignored = ignore_matcher(config_text(folder, ".eleventyignore") + "\n" + config_text(folder, ".gitignore"))
    output = f"{text_at(settings.raw, 'output')}/"
    address = _copied(settings, root)
    inside = set(paths_below(folder.files, root))
    texts = {path for path in inside if path.endswith((".md", ".mdx"))}

    def what_is(path: str) -> SourceDocument | SourceFile | str:
        local = relative_to(path, root)
        if path.startswith(output) or "node_modules/" in path:
            return "build output"
        if copy := address(path):
            return SourceFile(path, copy)
        if path in texts and not (is_ignored(path) or _is_machinery(local)):
            return _document(folder, path, local) or "lists and feeds"
        if path in inside and split_path(path)[2] in SHOWN and not is_hidden(path):
            owner = f"{path.rpartition('/')[0]}/index.md"
            return SourceFile(path, "", owner if owner in texts else "")
        return "templates, scripts and data"

    return sort_out(folder.files, what_is)


def _is_machinery(local: str) -> bool:
    """Whether a Markdown file is not a page: in a folder that begins with "_", or about the repository."""
    folder, stem, _ = split_path(local)
    return any(part.startswith((".", "_")) for part in folder.split("/")) or (
        not folder and bool(_ABOUT_THE_FILES.match(stem))
    )


def _document(folder: OldFolder, path: str, local: str) -> SourceDocument | None:
    """The document; None for a page that only makes a list or feed, or that is never written."""
    head = head_of(folder, path)
    if "pagination" in head.values and "{" in head.body:
        return None
    parent, stem, _ = split_path(local)
    is_index = stem in ("index", parent.rpartition("/")[2])
    if is_index:
        parent, _, stem = parent.rpartition("/")
    date, name = split_date(stem)
    is_dated = bool(date or {"date", "tags"} & {str(key).lower() for key in head.values})
    is_page = not is_dated and (not parent or parent.partition("/")[0] in ("pages", "page"))
    return SourceDocument(
        path,
        "page" if is_page else "article",
        name or "home",
        date=date,
        section=without_usual_section(parent) if not is_page else parent.partition("/")[2],
        is_bundle=is_index and bool(stem),
    )


def _copied(settings: OldSettings, root: str) -> Callable[[str], str]:
    """Where a file is copied to, by `addPassthroughCopy`; "" if it is not."""
    copies = sorted(mapping_at(settings.raw, "copies").items(), key=lambda copy: -len(copy[0]))
    globs = [(glob_matcher([source]), target) for source, target in copies if _GLOB.search(source)]

    def address(path: str) -> str:
        for source, target in copies:
            if source and (path == source or path.startswith(f"{source}/")):
                below = path.removeprefix(source).strip("/")
                place = f"{target}/{below}".rstrip("/") if target else relative_to(path, root)
                is_file_into_folder = path == source and target == "/"
                return old_address(path.rpartition("/")[2] if is_file_into_folder else place)
        for matches, target in globs:
            if matches(path):
                return old_address(f"{target}/{path.rpartition('/')[2]}" if target else relative_to(path, root))
        return ""

    return address
