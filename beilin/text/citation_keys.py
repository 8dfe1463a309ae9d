"""The keys by which reference managers know articles: from their addresses, and unique in an archive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

_NOT_IN_KEY = re.compile(r"[%{}(),=#\"'\\~\s\x00-\x1f\x7f]")


def citation_key(url: str) -> str:
    """The last segment of the article's address, without the characters of BibTeX's syntax."""
    return _NOT_IN_KEY.sub("", unquote(url.rstrip("/").rpartition("/")[2])) or "article"


def unique_keys(urls: Sequence[str]) -> list[str]:
    """The key of each article; of several with the same one, the first keeps it, and others get a number.

    Case makes no difference, as in BibTeX. A further article changes no key of those before it.
    """
    used: set[str] = set()
    keys = []
    for key in map(citation_key, urls):
        unique, number = key, 1
        while unique.casefold() in used:
            number += 1
            unique = f"{key}-{number}"
        used.add(unique.casefold())
        keys.append(unique)
    return keys
