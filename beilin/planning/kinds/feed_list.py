"""The page that explains feeds, and lists those of the archive, of its tags, and of the theme; and the exports."""

from __future__ import annotations

from beilin import layout
from beilin.planning.context import Context, TrackedContext
from beilin.planning.declaration import SITE
from beilin.planning.export_links import archive_exports
from beilin.planning.kinds.feeds import FEED, JSON_FEED, TAG_FEED
from beilin.planning.page import Id, Kind, Place, one_page
from beilin.planning.views import DeclaredFeed, TagView

MAX_TAGS = 200  # the feed of every other tag is on its own page


def _place(_context: Context, _id: Id) -> Place:
    return Place(layout.FEEDS, "the list of feeds")


def _atom(context: TrackedContext, _id: Id) -> str:
    return _whole_url(context, FEED.template, layout.FEED)


def _json(context: TrackedContext, _id: Id) -> str:
    return _whole_url(context, JSON_FEED.template, layout.JSON_FEED)


def _whole_url(context: TrackedContext, template: str, address: str) -> str:
    return context.site.whole_url(address) if template in context.site.templates else ""


def _tags(context: TrackedContext, _id: Id) -> tuple[TagView, ...]:
    return context.survey.tags[:MAX_TAGS] if TAG_FEED.template in context.site.templates else ()


def _declared(context: TrackedContext, _id: Id) -> tuple[DeclaredFeed, ...]:
    site = context.site
    return tuple(
        DeclaredFeed(kind.name, site.config.base_url + kind.address.removeprefix("/"), kind.item == SITE)
        for kind in site.kinds
        if kind.is_feed
    )


FEED_LIST = Kind(
    name="feed-list",
    template="feed-list.html",
    owned={layout.FEEDS: "the list of feeds"},
    ids=one_page,
    place=_place,
    values={"atom": _atom, "json": _json, "tags": _tags, "declared": _declared, "exports": archive_exports},
)

KINDS = (FEED_LIST,)
