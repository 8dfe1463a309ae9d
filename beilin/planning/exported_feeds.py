"""Every feed of the site: those of the archive, of its tags, and of the theme."""

from __future__ import annotations

from collections.abc import Iterator

from beilin import layout
from beilin.planning.context import TrackedContext
from beilin.planning.declaration import SITE, SLUG, DeclaredKind
from beilin.planning.groupings import GROUPINGS, TAG
from beilin.planning.kinds.feeds import FEED, JSON_FEED, TAG_FEED
from beilin.planning.written_views import FeedLink, FeedList


def exported_feeds(context: TrackedContext) -> tuple[FeedList, ...]:
    """The feeds in lists: those of the archive without a heading, then those of tags, then what the theme declares."""
    site = context.site
    declared = [kind for kind in site.kinds if kind.is_feed]
    lists = [
        FeedList("", (*_of_archive(context), *(_of_site(context, kind) for kind in declared if kind.item == SITE))),
        FeedList(_heading(context, TAG.index_kind), tuple(_of_tags(context))),
        *(FeedList(kind.name, tuple(_of_groups(context, kind))) for kind in declared if kind.item != SITE),
    ]
    return tuple(one for one in lists if one.feeds)


def _heading(context: TrackedContext, kind: str) -> str:
    """The theme's word for the list, if it has one."""
    word = context.site.words.get(kind)
    return word if isinstance(word, str) else kind


def _of_archive(context: TrackedContext) -> Iterator[FeedLink]:
    site = context.site
    title, home = site.config.title, site.whole_url(layout.HOME)
    if FEED.template in site.templates:
        yield FeedLink(title, site.whole_url(layout.FEED), home)
    if JSON_FEED.template in site.templates:
        yield FeedLink(f"{title} (JSON Feed)", site.whole_url(layout.JSON_FEED), home)


def _of_site(context: TrackedContext, kind: DeclaredKind) -> FeedLink:
    site = context.site
    title = f"{site.config.title} · {kind.name}"
    return FeedLink(title, site.whole_url(kind.address), site.whole_url(layout.HOME))


def _of_tags(context: TrackedContext) -> Iterator[FeedLink]:
    site = context.site
    if TAG_FEED.template in site.templates:
        for group in context.archive.tags:
            address = TAG.address(group.slug)
            title = f"{site.config.title} · {context.survey.group_name(TAG, group)}"
            yield FeedLink(title, site.whole_url(f"{address}feed.xml"), site.whole_url(address))


def _of_groups(context: TrackedContext, kind: DeclaredKind) -> Iterator[FeedLink]:
    site = context.site
    for grouping in (one for one in GROUPINGS if one.kind == kind.item):
        for group in context.archive.groups[grouping.kind]:
            title = f"{site.config.title} · {context.survey.group_name(grouping, group)}"
            url = site.whole_url(kind.address.replace(SLUG, group.slug))
            yield FeedLink(title, url, site.whole_url(grouping.address(group.slug)))
