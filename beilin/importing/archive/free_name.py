"""A name for a new article that no other article has."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from beilin.files.regular import read_regular
from beilin.importing.archive.import_index import ImportIndex
from beilin.importing.archive.own_keys import without_own_keys
from beilin.importing.archive.paths import path_of_slug
from beilin.text.file_names import is_bundle, name_of
from beilin.text.slugs import MAX_SLUG, truncate_to_bytes


def free_path(root: Path, index: ImportIndex, wanted: str, markdown: bytes) -> str:
    """The wanted path of an article, or the first with a number (`-2`, `-3` …) whose name is free.

    A name counts as free if its Markdown file is this very article without a record: an import was interrupted.
    """
    name, has_images = name_of(wanted), is_bundle(wanted)
    for number in count(index.numbers.get(name, 1)):
        ending = f"-{number}" if number > 1 else ""
        slug = f"{truncate_to_bytes(name, MAX_SLUG - len(ending)).rstrip('-.')}{ending}"
        path = path_of_slug(slug, has_images=has_images)
        has_record = index.names.get(slug.lower())
        is_free = (
            not _is_folder(root, slug) if has_record is None else not has_record and _is_same(root / path, markdown)
        )
        if is_free:
            index.numbers[name] = number
            return path
    raise AssertionError


def _is_folder(root: Path, slug: str) -> bool:
    return (root / path_of_slug(slug)).with_suffix("").is_dir()


def _is_same(path: Path, markdown: bytes) -> bool:
    try:
        return without_own_keys(read_regular(path)) == markdown
    except OSError:
        return False
