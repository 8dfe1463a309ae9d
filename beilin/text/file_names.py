"""What the name of a Markdown file says: the name of its article or page, and perhaps a day."""

from __future__ import annotations

import re
from datetime import date
from posixpath import basename, dirname

from beilin.layout import ARTICLES, PAGES
from beilin.text.slugs import slugify

_INDEX = re.compile(r"index(\.[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)?\Z")  # perhaps with a language: index.en.md
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?=-|\Z)")


def is_bundle(path: str) -> bool:
    """Whether the file is the index of a folder of its own, which also holds the files that belong to it.

    `path` is from the archive's root. content/articles/ and content/pages/ themselves are not such folders.
    """
    return _INDEX.match(_stem(path)) is not None and f"{dirname(path)}/" not in (ARTICLES, PAGES)


def name_of(path: str) -> str:
    """The name of the article or page in the file: that of the file, or of the folder if it is a bundle."""
    stem = _stem(path)
    return basename(dirname(path)) + stem.removeprefix("index") if is_bundle(path) else stem


def day_of(path: str) -> str:
    """The day (YYYY-MM-DD) with which the name of an article begins; "" for none."""
    match = _DAY.match(name_of(path)) if path.startswith(ARTICLES) else None
    try:
        return date.fromisoformat(match[1]).isoformat() if match else ""
    except ValueError:
        return ""


def former_slug(path: str) -> str:
    """The slug that earlier versions made of the file's own name."""
    return slugify(_stem(path))


def _stem(path: str) -> str:
    return basename(path).removesuffix(".md")
