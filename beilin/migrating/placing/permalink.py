"""The pattern of addresses that reproduces the most old addresses of articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from beilin.config import Permalinks
from beilin.migrating.placing.claims import owner_at
from beilin.migrating.placing.slugs import is_slug
from beilin.text.permalinks import expand_permalink, expand_with_whole_slug, normalise_permalink

DEFAULT = Permalinks().articles
_TRIED = 8  # patterns that are tried on all articles: those that most articles propose
_MIN_SHARE = 0.25  # of the articles; a pattern for a few addresses would move the others to an odd place


class OldArticle(NamedTuple):
    """What decides the address of an article."""

    addresses: tuple[str, ...]  # at which it was
    date: str  # ISO 8601, in the archive's time zone; "" if it is undated


def choose_permalink(articles: Sequence[OldArticle], proposed: str) -> str:
    """The pattern in Beilin's notation; the default one if none fits a quarter of the articles.

    `proposed` is what the old settings say. It wins over others that fit as many articles.
    """
    votes = Counter(pattern for article in articles for pattern in set(_patterns_of(article)))
    # With the date rather than its digits; and by name, so that the order of files does not decide.
    ranked = sorted(votes, key=lambda pattern: (-votes[pattern], -pattern.count(":"), pattern))[:_TRIED]
    tried = dict.fromkeys((*filter(_is_valid, [proposed]), *ranked, DEFAULT))
    counts = {pattern: _fits(pattern, articles) for pattern in tried}
    best = max(tried, key=counts.__getitem__)
    return best if counts[best][0] >= _MIN_SHARE * len(articles) else DEFAULT


def _fits(pattern: str, articles: Sequence[OldArticle]) -> tuple[int, int]:
    """Of how many articles the pattern gives an old address, and of how many the main one, which comes first."""
    slugs = [(old_slug(pattern, article), article) for article in articles]
    main = (
        slug and article.addresses[0] == expand_permalink(pattern, slug, article.date or None)
        for slug, article in slugs
    )
    return sum(slug != "" for slug, _ in slugs), sum(map(bool, main))


def old_slug(pattern: str, article: OldArticle) -> str:
    """The slug with which the pattern gives the first of the old addresses that it can give; "" if none."""
    before, _, after = expand_with_whole_slug(pattern, "\0", article.date or None).partition("\0")
    for address in article.addresses:
        if not address.startswith(before) or not address.endswith(after):
            continue
        slug = address[len(before) : len(address) - len(after)]
        if is_slug(slug) and expand_permalink(pattern, slug, article.date or None) == address and not owner_at(address):
            return slug
    return ""


def _patterns_of(article: OldArticle) -> Iterator[str]:
    """Patterns that may give an old address of the article: with its date for digits, and with the digits."""
    for address in article.addresses:
        *folders, _ = address.removesuffix("/").split("/")
        if not address.endswith("/") or address == "/":
            continue
        head = "/".join(folders)
        for pattern in {f"{head}/:slug/", f"{_with_date(head, article.date)}/:slug/"}:
            if _is_valid(pattern) and old_slug(pattern, article):
                yield pattern


def _with_date(folders: str, date: str) -> str:
    """The folders of an address with the names of the parts of the date, each once and in their order."""
    for name, digits in (("year", date[:4]), ("month", date[5:7]), ("day", date[8:10])):
        done = folders.rfind(":") + 1
        after = re.compile(rf"(?<![0-9]){digits}(?![0-9])") if digits else None
        match = after.search(folders, done) if after else None
        if not match:
            break
        folders = f"{folders[: match.start()]}:{name}{folders[match.end() :]}"
    return folders


def _is_valid(pattern: str) -> bool:
    try:
        normalise_permalink(pattern)
    except ValueError:
        return False
    return True
