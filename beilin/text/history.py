"""The editorial history of articles, as values: `reading/history.py` makes them, templates see them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class History(Struct, frozen=True):
    """`article.history`: what git knows of an article."""

    first: str  # the day on which it was added, YYYY-MM-DD, in the site's time zone
    corrected: tuple[str, ...]  # the days on which it was changed later, each once, earliest first
    edits: int  # the number of these changes


Histories = Mapping[str, History]  # by Markdown file
