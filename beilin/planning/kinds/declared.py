"""Kinds of page that a theme declares in its theme.yaml: a template, and an address for the site or for each item.

Their values are those of the item's own page, its articles, and for a feed those of a feed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial

from beilin.layout import HOME
from beilin.planning.context import Context, TrackedContext
from beilin.planning.declaration import OF_ARTICLE, SITE, SLUG, DeclaredKind
from beilin.planning.groupings import BY_KIND, Grouping
from beilin.planning.kinds.article import ARTICLE, article_ids, article_language
from beilin.planning.kinds.feeds import copy_ids, copy_place, feed_values, site_title
from beilin.planning.kinds.lists import group_members, group_values
from beilin.planning.page import Id, Kind, Members, Place, Value, every_article


@cache  # kinds are compared by identity
def kind_of(declared: DeclaredKind) -> Kind:
    """The kind of page that the theme declares."""
    ids: Callable[[Context], Iterable[Id]]
    values: Mapping[str, Value]
    if declared.item == SITE:
        ids, place = partial(_site_ids, declared), partial(_site_place, declared)
        values = _site_values(declared)
    elif declared.item == OF_ARTICLE:
        ids, place, values = article_ids, partial(_article_place, declared), ARTICLE.values
    else:
        grouping = BY_KIND[declared.item]
        ids, place = partial(_group_ids, grouping, declared), partial(_group_place, grouping, declared)
        values = _group_values(grouping, declared)
    return Kind(
        name=declared.name,
        template=declared.template,
        owned={declared.address: f"a page of the theme ({declared.name})"},
        ids=ids,
        place=place,
        values=values,
        is_listed=declared.is_listed,
        language=article_language if declared.item == OF_ARTICLE else None,
    )


# The site: ids are ("",), and (address, line) of a copy of a feed


def _site_ids(declared: DeclaredKind, context: Context) -> Iterator[Id]:
    yield ("",)
    if declared.is_feed:
        yield from copy_ids(context, declared.address)


def _site_place(declared: DeclaredKind, _context: Context, id: Id) -> Place:
    return Place(declared.address, f"the {declared.name} of the theme") if len(id) == 1 else copy_place(id)


def _site_values(declared: DeclaredKind) -> dict[str, Value]:
    values: dict[str, Value] = {"articles": partial(_views, every_article)}
    if declared.is_feed:
        values |= feed_values(every_article, site_title, partial(_site_addresses, declared.address))
    return values


def _site_addresses(address: str, _context: TrackedContext, _id: Id) -> tuple[str, str]:
    return address, HOME


def _views(members: Members, context: TrackedContext, id: Id) -> object:
    return context.views(members(context, id))


# Articles


def _article_place(declared: DeclaredKind, context: Context, id: Id) -> Place:
    summary = context.records[str(id[0])].summary
    return Place(declared.address.replace(SLUG, summary.slug), summary.path, summary.draft, is_of_file=True)


# Groups: ids are (slug,), (slug, former slug) for the same page at the address that it had before, and
# (slug, address, line) of a copy of a feed


def _group_ids(grouping: Grouping, declared: DeclaredKind, context: Context) -> Iterator[Id]:
    for group in context.archive.groups[grouping.kind]:
        yield (group.slug,)
        if declared.is_feed:
            yield from copy_ids(context, _group_address(declared, group.slug), group.slug)
        yield from ((group.slug, former) for former, _ in group.former)


def _group_place(grouping: Grouping, declared: DeclaredKind, context: Context, id: Id) -> Place:
    if len(id) == 3:
        return copy_place(id)
    name = context.survey.group(grouping.kind, str(id[0])).name
    origin = f"the {declared.name} of the {grouping.kind} {name!r}"
    return Place(_group_address(declared, str(id[-1])), origin, is_fallback=len(id) > 1)


def _group_address(declared: DeclaredKind, slug: str) -> str:
    return declared.address.replace(SLUG, slug)


def _group_title(grouping: Grouping, context: TrackedContext, id: Id) -> str:
    group = context.survey.group(grouping.kind, str(id[0]))
    return f"{context.site.config.title} · {context.survey.group_name(grouping, group)}"


def _group_addresses(grouping: Grouping, declared: DeclaredKind, _context: TrackedContext, id: Id) -> tuple[str, str]:
    return _group_address(declared, str(id[0])), grouping.address(str(id[0]))


def _group_values(grouping: Grouping, declared: DeclaredKind) -> dict[str, Value]:
    members = partial(group_members, grouping)
    values: dict[str, Value] = {"articles": partial(_views, members), **group_values(grouping)}
    if declared.is_feed:
        title, places = partial(_group_title, grouping), partial(_group_addresses, grouping, declared)
        values |= feed_values(members, title, places)
    return values
