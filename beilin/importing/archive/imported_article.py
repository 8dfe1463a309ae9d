"""An imported article as it now stands in the archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from beilin.files.regular import read_regular
from beilin.importing.record.any_record import read_any_record
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.record.migration_record import MigrationRecord
from beilin.layout import ARTICLES, CONTENT, IMPORT_RECORD, PAGES, import_record_path


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """An article made of a plain text, and its import record."""

    path: str  # of the Markdown file, from the archive's root
    markdown: str
    record: ImportRecord


@dataclass(frozen=True, slots=True)
class MigratedArticle:
    """An article or page from the site of another generator, and its import record."""

    path: str
    markdown: str
    record: MigrationRecord


def read_imported(root: Path, article: str) -> ImportedArticle | MigratedArticle:
    """The article with this path, file name or slug. Raises ValueError if it or its import record cannot be read."""
    path = _find(root, article)
    try:
        markdown = read_regular(root / path).decode("utf-8")
    except FileNotFoundError:
        raise ValueError(f"there is no article {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read: {error}") from None
    try:
        record = read_any_record(read_regular(root / import_record_path(path)))
    except FileNotFoundError:
        raise ValueError(f"{path} has no import record beside it, so it was not imported") from None
    except (OSError, ValueError) as error:
        raise ValueError(f"{import_record_path(path)} cannot be read: {error}") from None
    if isinstance(record, MigrationRecord):
        return MigratedArticle(path, markdown, record)
    return ImportedArticle(path, markdown, record)


def read_imported_article(root: Path, article: str) -> ImportedArticle:
    """The article made of a plain text. Raises ValueError as above, and if it comes from another generator's site."""
    found = read_imported(root, article)
    if isinstance(found, MigratedArticle):
        message = f"{found.path} was not imported from a plain text, so none of its lines can be set aside or restored"
        raise ValueError(f"{message}; `source` shows what the import changed")
    return found


def _find(root: Path, article: str) -> str:
    """The path of the Markdown file that is meant, whether or not it exists."""
    name = article.replace("\\", "/").rstrip("/").removesuffix(IMPORT_RECORD).removesuffix(".md")
    last = name.rpartition("/")[2]
    at_top = f"{ARTICLES}{last}.md"
    whole = (f"{folder}{name}{ending}" for folder in ("", f"{CONTENT}/") for ending in (".md", "/index.md"))
    for path in (*whole, at_top):
        if path.startswith((ARTICLES, PAGES)) and ".." not in path.split("/") and (root / path).is_file():
            return path
    found = [*_with_name(root, last)]
    if len(found) > 1:
        raise ValueError(f"{article!r} is ambiguous; it fits {' and '.join(found[:3])}; give the path of the file")
    return found[0] if found else at_top


def _with_name(root: Path, name: str) -> Iterator[str]:
    """The Markdown files with the name, in whatever folder, and those whose folder has it."""
    for folder in (ARTICLES, PAGES):
        for path in sorted((root / folder).rglob("*.md")):
            if path.stem == name or (path.stem == "index" and path.parent.name == name):
                yield path.relative_to(root).as_posix()
