"""Feeds: Atom and JSON Feed of the archive, and Atom of each tag.

Articles without a date are left out of Atom, which requires a time for each entry (RFC 4287, section 4.1.2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice

from beilin import layout
from beilin.planning.context import Context, TrackedContext
from beilin.planning.groupings import TAG
from beilin.planning.groups import Group, tag_name
from beilin.planning.page import Id, Kind, Members, Place, Value, every_article, one_page_unless_own
from beilin.planning.views import Entry, Feed

FEED_SIZE = 20
# The time of a feed without entries, since RFC 4287 requires one.
NEVER = "1970-01-01T00:00:00Z"


def feed_values(
    members: Members,
    title: Callable[[TrackedContext, Id], str],
    addresses_of: Callable[[TrackedContext, Id], tuple[str, str]],
    *,
    is_dated: bool = True,
) -> dict[str, Value]:
    """The values of a feed of the newest among `members`, or of those with a date.

    `addresses_of` returns the addresses of the feed and of the page that it follows.
    """
    newest = partial(_newest, members, is_dated)
    return {"feed": partial(_feed, newest, title, addresses_of), "entries": partial(_entries, newest)}


def _newest(members: Members, is_dated: bool, context: TrackedContext, id: Id) -> list[int]:
    # Positions are newest first, while a series is in an order of its own. Articles without a date are last, so few are
    # ever skipped.
    usable = (
        position
        for position in sorted(members(context, id))
        if not is_dated or context.archive.dates[position] or context.archive.updated[position]
    )
    return list(islice(usable, FEED_SIZE))


def _feed(
    newest: Members,
    title: Callable[[TrackedContext, Id], str],
    addresses_of: Callable[[TrackedContext, Id], tuple[str, str]],
    context: TrackedContext,
    id: Id,
) -> Feed:
    address, page_address = addresses_of(context, id)
    times = [time for time in (view.updated_at for view in context.views(newest(context, id))) if time]
    url, page_url = context.site.whole_url(address), context.site.whole_url(page_address)
    return Feed(title(context, id), url, page_url, max(times, default=NEVER))


def _entries(newest: Members, context: TrackedContext, id: Id) -> tuple[Entry, ...]:
    base = context.site.config.base_url
    positions = newest(context, id)
    return tuple(
        Entry(view, context.body(context.archive.articles[position], base))
        for position, view in zip(positions, context.views(positions), strict=True)
    )


def copy_ids(context: Context, address: str, *item: str) -> Iterator[Id]:
    """(…item, address, line) of each copy of the feed at the address that content/redirects.yaml asks for."""
    return ((*item, moved.address, moved.line) for moved in context.site.redirects.copies_of(address))


def copy_place(id: Id) -> Place:
    """Where a copy is."""
    address, line = id[-2:]
    return Place(str(address), layout.REDIRECTS_FILE, line=int(line or 0), is_of_file=True)


# The archive: ids are ("",), and (address, line) of a copy.


def _ids(address: str, context: Context) -> Iterator[Id]:
    for id in one_page_unless_own(address)(context):
        yield id
        yield from copy_ids(context, address)


def site_title(context: TrackedContext, _id: Id) -> str:
    """The title of the site."""
    return context.site.config.title


def _place(address: str, _context: Context, id: Id) -> Place:
    return Place(address, "the feed") if len(id) == 1 else copy_place(id)


def _addresses(address: str, _context: TrackedContext, _id: Id) -> tuple[str, str]:
    return address, layout.HOME


def _archive_feed(name: str, template: str, address: str, what: str, *, is_dated: bool) -> Kind:
    return Kind(
        name=name,
        template=template,
        owned={address: what},
        ids=partial(_ids, address),
        place=partial(_place, address),
        values=feed_values(every_article, site_title, partial(_addresses, address), is_dated=is_dated),
        is_listed=False,
    )


FEED = _archive_feed("feed", "feed.xml", layout.FEED, "the feed", is_dated=True)
JSON_FEED = _archive_feed("json-feed", "feed.json", layout.JSON_FEED, "the JSON feed", is_dated=False)


# Tags: ids are (slug, address), and (slug, address, line) of a copy. A program cannot follow a redirect page, so the
# feed is at former addresses as well.


def _tag_ids(context: Context) -> Iterator[Id]:
    for group in context.archive.tags:
        address = f"{TAG.address(group.slug)}feed.xml"
        yield (group.slug, address)
        yield from copy_ids(context, address, group.slug)
        for alias in group.term.aliases if group.term else ():
            folder = alias if alias.startswith("/") else TAG.address(alias)
            if folder.endswith("/"):
                yield (group.slug, f"{folder}feed.xml")
        for slug, _ in group.former:
            yield (group.slug, f"{TAG.address(slug)}feed.xml")


def _tag(context: Context | TrackedContext, id: Id) -> Group:
    return context.survey.group(TAG.kind, str(id[0]))


def _tag_place(context: Context, id: Id) -> Place:
    if len(id) == 3:
        return copy_place(id)
    tag, address = _tag(context, id), str(id[1])
    is_fallback = any(address == f"{TAG.address(slug)}feed.xml" for slug, _ in tag.former)
    return Place(address, f"the feed of the tag {tag.name!r}", is_fallback=is_fallback)


def _tag_members(context: TrackedContext, id: Id) -> Sequence[int]:
    return _tag(context, id).members


def _tag_title(context: TrackedContext, id: Id) -> str:
    config = context.site.config
    return f"{config.title} · {tag_name(_tag(context, id), config.language)}"


def _tag_addresses(_context: TrackedContext, id: Id) -> tuple[str, str]:
    address = TAG.address(str(id[0]))
    return f"{address}feed.xml", address


TAG_FEED = Kind(
    name="tag-feed",
    template="tag-feed.xml",
    owned={"/tags/:slug/feed.xml": "the feed of a tag"},
    ids=_tag_ids,
    place=_tag_place,
    values=feed_values(_tag_members, _tag_title, _tag_addresses),
    is_listed=False,
)

KINDS = (FEED, JSON_FEED, TAG_FEED)
