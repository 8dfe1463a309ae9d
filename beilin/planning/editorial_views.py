"""What templates see of what editors did with an article: the notice in place of a withdrawn one."""

from __future__ import annotations

from msgspec import Struct


class Tombstone(Struct, frozen=True):
    """`tombstone`: what the notice in place of a withdrawn article says. It has nothing of the article's text."""

    title: str
    title_html: str  # as in ArticleView
    language: str  # of the title
    date: str | None  # ISO 8601, a day or a time
    authors: tuple[str, ...]  # names: their pages may be gone
    source: str  # likewise; "" for none
    withdrawn: str  # when, ISO 8601, a day or a time
    reason: str  # plain text
