"""An imported article as it now stands in the archive."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from beilin.files.regular import read_regular
from beilin.importing.archive.paths import ARTICLES, import_record_path
from beilin.importing.record.import_record import SUFFIX, ImportRecord
from beilin.importing.record.record_file import read_import_record


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """An article and its import record."""

    path: str  # of the Markdown file, from the archive's root
    markdown: str
    record: ImportRecord


def read_imported_article(root: Path, article: str) -> ImportedArticle:
    """The article with this path, file name or slug. Raises ValueError if it or its import record cannot be read."""
    name = article.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].removesuffix(SUFFIX).removesuffix(".md")
    path = f"{ARTICLES}/{name}.md"
    try:
        markdown = read_regular(root / path).decode("utf-8")
    except FileNotFoundError:
        raise ValueError(f"there is no article {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read: {error}") from None
    try:
        record = read_import_record(read_regular(root / import_record_path(path)))
    except FileNotFoundError:
        raise ValueError(f"{path} has no import record beside it, so it was not imported") from None
    except (OSError, ValueError) as error:
        raise ValueError(f"{import_record_path(path)} cannot be read: {error}") from None
    return ImportedArticle(path, markdown, record)
