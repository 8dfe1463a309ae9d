"""What Astro publishes: collections, Markdown pages and public/ (its documentation, "Project structure")."""

from __future__ import annotations

from collections.abc import Mapping

from beilin.migrating.generators.astro.collections import Collection
from beilin.migrating.generators.astro.settings import collections
from beilin.migrating.generators.config_files import text_at
from beilin.migrating.generators.old_addresses import old_address, split_date
from beilin.migrating.generators.published_paths import SHOWN, relative_to, split_path
from beilin.migrating.generators.sections import language_folders, without_usual_section
from beilin.migrating.generators.sorting_out import sort_out
from beilin.migrating.model import OldFolder, OldSettings, SourceDocument, SourceFile, Sources

_MARKDOWN = ("md", "mdx", "markdown", "mdown", "mkd", "mkdn")
_PAGES = ("pages", "page", "spec", "static")  # names of collections of standalone pages


def list_sources(folder: OldFolder, settings: OldSettings) -> Sources:
    """Entries of collections, pages in Markdown, what public/ has, and images beside the texts."""
    pages, public = f"{text_at(settings.raw, 'source')}/pages", text_at(settings.raw, "public")
    source = text_at(settings.raw, "source")
    texts = {path for path in folder.files if split_path(path)[2] in _MARKDOWN}
    languages = {collection: _languages(collection, texts) for collection in collections(settings.raw)}

    def what_is(path: str) -> SourceDocument | SourceFile | str:
        collection = collection_of(settings, path)
        is_in_texts = bool(collection) or path.startswith(f"{pages}/")
        if path.startswith(f"{public}/"):
            return SourceFile(path, old_address(relative_to(path, public)))
        if is_in_texts and path in texts:
            if is_left_out(path, collection.folder if collection else pages):
                return "files whose name begins with _"
            return _entry(path, collection, languages[collection]) if collection else _page(path, pages)
        if split_path(path)[2] in SHOWN and (is_in_texts or path.startswith(f"{source}/")):
            return SourceFile(path, "", _owner(path, texts) if is_in_texts else "")
        return "templates, scripts and data"

    return sort_out(folder.files, what_is)


def collection_of(settings: OldSettings, path: str) -> Collection | None:
    """The collection with the deepest folder that has the file."""
    found = [item for item in collections(settings.raw) if path.startswith(f"{item.folder}/")]
    return max(found, key=lambda item: len(item.folder), default=None)


def is_left_out(path: str, root: str) -> bool:
    """Whether a name on the path begins with "_", by which Astro leaves files out."""
    return any(part.startswith("_") for part in relative_to(path, root).split("/"))


def _languages(collection: Collection, texts: set[str]) -> dict[str, str]:
    """The folders of the collection that are named after languages."""
    inside = (relative_to(path, collection.folder) for path in texts if path.startswith(f"{collection.folder}/"))
    return language_folders(local.partition("/")[0] for local in inside if "/" in local)


def _owner(path: str, texts: set[str]) -> str:
    """The document whose folder has the file."""
    folder = path.rpartition("/")[0]
    return next((name for ending in ("md", "mdx") if (name := f"{folder}/index.{ending}") in texts), "")


def _entry(path: str, collection: Collection, languages: Mapping[str, str]) -> SourceDocument:
    folder, stem, _ = split_path(relative_to(path, collection.folder))
    is_bundle = stem == "index" and bool(folder)
    if is_bundle:
        folder, _, stem = folder.rpartition("/")
    language = languages.get(folder.partition("/")[0], "")
    date, name = split_date(stem)
    return SourceDocument(
        path,
        "page" if collection.name in _PAGES else "article",
        name if name != "index" else "home",
        date=date,
        section=folder.partition("/")[2] if language else folder,
        language=language,
        is_bundle=is_bundle,
    )


def _page(path: str, pages: str) -> SourceDocument:
    folder, stem, _ = split_path(relative_to(path, pages))
    if stem == "index":
        folder, _, stem = folder.rpartition("/")
        return SourceDocument(path, "page", stem or "home", section=folder)
    date, name = split_date(stem)
    return SourceDocument(
        path, "article" if folder or date else "page", name, date=date, section=without_usual_section(folder)
    )
