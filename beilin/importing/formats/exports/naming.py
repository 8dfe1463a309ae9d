"""Which of a post's names its file gets."""

from __future__ import annotations

from beilin.text.slugs import slugify


def first_name(*names: str) -> str:
    """The first of the names that has letters or digits; "post" if none has."""
    return next((name for name in names if slugify(name)), "post")
