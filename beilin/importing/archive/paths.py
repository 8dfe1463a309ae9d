"""Where an import writes, as paths from the archive's root."""

from __future__ import annotations

from pathlib import PurePosixPath

from beilin.importing.record.import_record import SUFFIX
from beilin.text.slugs import slugify

ARTICLES = "content/articles"


def article_path(source_name: str) -> str | None:
    """The path of the Markdown file for a source with that file name; None if the name gives no slug."""
    slug = slugify(PurePosixPath(source_name).stem)
    return f"{ARTICLES}/{slug}.md" if slug else None


def import_record_path(article: str) -> str:
    """The path of the import record beside the article."""
    return article.removesuffix(".md") + SUFFIX
