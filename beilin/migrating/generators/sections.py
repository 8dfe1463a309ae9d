"""Folders of articles whose name says nothing but that."""

from __future__ import annotations

_USUAL = {"post", "posts", "_posts", "blog", "blogs", "article", "articles", "notes", "writing", "文章"}


def without_usual_section(folder: str) -> str:
    """The folders of an article without a first one that says no more than that articles are there."""
    first, _, rest = folder.partition("/")
    return rest if first.lower() in _USUAL else folder
