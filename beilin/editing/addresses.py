"""The addresses of an article or a standalone page: its own, and those that redirect to it."""

from __future__ import annotations

from beilin import layout
from beilin.config import Config
from beilin.model import Summary
from beilin.planning import addresses
from beilin.text.permalinks import expand_permalink, expand_with_whole_slug


def address_of(config: Config, summary: Summary) -> str:
    """The address of the article or standalone page."""
    if summary.path.startswith(layout.PAGES):
        return addresses.page_address(summary.path, summary.slug)
    return addresses.article_address(config, summary)


def former_addresses(config: Config, summary: Summary) -> list[str]:
    """The addresses that redirect to it because site.yaml has former permalink patterns."""
    if summary.path.startswith(layout.PAGES):
        return []
    return [expand_permalink(pattern, summary.slug, summary.date) for pattern in config.permalinks.former]


def alias_address(config: Config, summary: Summary, alias: str) -> str:
    """The address that redirects to it because of one of its aliases."""
    if alias.startswith("/"):
        return alias
    if summary.path.startswith(layout.PAGES):
        return addresses.page_address(summary.path, alias)
    return expand_with_whole_slug(config.permalinks.articles, alias, summary.date)
