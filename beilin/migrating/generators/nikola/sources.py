"""What Nikola publishes (its handbook, "Creating a blog post", "Files and listings", "Multilingual posts")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.generators.config_files import text_at
from beilin.migrating.generators.nikola.settings import Place, folders, places, split_language
from beilin.migrating.generators.old_addresses import old_address, split_date
from beilin.migrating.generators.published_paths import is_hidden, relative_to, split_path
from beilin.migrating.generators.sorting_out import sort_out
from beilin.migrating.model import OldFolder, OldSettings, SourceDocument, SourceFile, Sources

_MARKDOWN = ("md", "mdown", "markdown")
_OTHER_TEXTS = {
    "rst": "reStructuredText documents",
    "txt": "reStructuredText documents",
    "html": "HTML documents",
    "htm": "HTML documents",
    "ipynb": "notebooks",
    "org": "Org documents",
}
_FILE_FOLDERS = ("FILES_FOLDERS", "IMAGE_FOLDERS", "GALLERY_FOLDERS", "LISTINGS_FOLDERS")


def list_sources(folder: OldFolder, settings: OldSettings) -> Sources:
    """The Markdown files of POSTS and PAGES, and the files of the folders for files, images, galleries and listings."""
    raw = settings.raw
    targets = {source: target for name in _FILE_FOLDERS for source, target in folders(raw, name).items()}

    def what_is(path: str) -> SourceDocument | SourceFile | str:
        place = place_of(raw, path)
        source = next((name for name in targets if path.startswith(f"{name}/")), None)
        extension = split_path(path)[2]
        if is_hidden(path):
            return "hidden files"
        if place and extension in _MARKDOWN:
            return _document(folder, raw, path, place)
        if place and extension in _OTHER_TEXTS:
            return _OTHER_TEXTS[extension]
        if source is not None:
            return SourceFile(path, old_address(f"{targets[source]}/{relative_to(path, source)}"))
        if path.endswith(".meta"):
            return "front matter beside a document"
        if path.startswith(f"{text_at(raw, 'OUTPUT_FOLDER')}/"):
            return "build output"
        if any(_is_in(path, other) for other in places(raw)):
            return SourceFile(path)
        return "files outside the folders of posts, pages and files"

    return sort_out(folder.files, what_is)


def place_of(raw: Mapping[str, Any], path: str) -> Place | None:
    """The first entry of POSTS and PAGES that has the file."""
    return next((place for place in places(raw) if path.endswith(place.ending) and _is_in(path, place)), None)


def _is_in(path: str, place: Place) -> bool:
    return not place.folder or path.startswith(f"{place.folder}/")


def _document(folder: OldFolder, raw: Mapping[str, Any], path: str, place: Place) -> SourceDocument:
    plain, language = split_language(raw, path)
    parent, stem, _ = split_path(relative_to(plain, place.folder))
    date, name = split_date(stem)
    head = path.rpartition(".")[0] + ".meta"
    own_head = next((file for file in (head, plain.rpartition(".")[0] + ".meta") if file in folder.files), "")
    return SourceDocument(
        path,
        "article" if place.is_post else "page",
        name,
        date=date,
        section=parent,
        language=beilin_language(language),
        head_path=own_head,
    )
