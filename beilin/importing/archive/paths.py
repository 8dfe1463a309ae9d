"""Where an import writes, as paths from the archive's root."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import PurePosixPath

from beilin.importing.model import Item
from beilin.text.slugs import slugify

ARTICLES = "content/articles"
_INDEXES = {"index", "default"}  # the names of pages that have the address of their folder
_WEB_SUFFIX = re.compile(r"\.(?:x?html?|php|aspx?|jsp|md)\Z", re.IGNORECASE)


def article_path(source_name: str) -> str | None:
    """The path of the Markdown file for a source with that file name; None if the name gives no slug."""
    slug = slugify(PurePosixPath(source_name).stem)
    return path_of_slug(slug) if slug else None


def slug_of(item: Item) -> str:
    """The slug of the item's article; "" if it is the only one of its source, and the file's name gives none."""
    if not item.place:
        path = PurePosixPath(item.source)
        is_index = path.stem.lower() in _INDEXES and item.kind != "text" and path.parent.name not in ("", "..")
        return slugify(path.parent.name if is_index else path.stem)
    return slugify(_WEB_SUFFIX.sub("", item.name)) or f"{item.kind}-{sha256(item.data).hexdigest()[:8]}"


def path_of_slug(slug: str, *, has_images: bool = False) -> str:
    """The path of the Markdown file of the article; one that has images is in a folder with them."""
    return f"{ARTICLES}/{slug}/index.md" if has_images else f"{ARTICLES}/{slug}.md"
