"""A kind of page as a theme declares it in its theme.yaml."""

from __future__ import annotations

from dataclasses import dataclass

from beilin.planning.groupings import GROUPINGS

SITE, OF_ARTICLE = "site", "article"
SLUG = ":slug"  # stands for the slug of the item in an address


@dataclass(frozen=True, slots=True)
class DeclaredKind:
    """A kind of page as theme.yaml declares it."""

    name: str
    template: str
    address: str  # from "/" on, with `:slug` unless it is for the site
    item: str  # what there is a page for: "site", "article", or the kind of a grouping
    is_feed: bool = False
    is_listed: bool = True  # in the sitemap


def items() -> tuple[str, ...]:
    """What a kind may be declared for."""
    return (SITE, OF_ARTICLE, *(grouping.kind for grouping in GROUPINGS))
