"""The structure of an archive: which articles are published, in what order, and how they are grouped.

It holds nothing that is only displayed, such as titles, so it stays the same when these are edited. Pages ask the
context (`context.py`) for what they display.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from beilin.layout import ARTICLES, PAGES
from beilin.model import Record
from beilin.planning.duplicate_ids import duplicate_ids
from beilin.planning.groupings import GROUPINGS, TAG
from beilin.planning.groups import Group, clashes_of_slugs, gather_members, group_of, tag_name, with_former_slugs
from beilin.planning.unknown_tags import unknown_tags
from beilin.planning.unlikely_dates import is_in_future, unlikely_dates
from beilin.planning.unpublished import Unpublished, unpublished
from beilin.problems.problem import Problem
from beilin.reading.tags import TagAuthority
from beilin.text.collation import collation_key


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything that decides which pages exist. Articles are newest first, undated ones last, by slug."""

    articles: tuple[str, ...]  # the Markdown files of the published articles
    dates: tuple[str | None, ...]  # of these
    updated: tuple[str | None, ...]  # likewise; None if that day has not come
    pages: tuple[str, ...]  # the Markdown files of the standalone pages, by path
    groups: dict[str, tuple[Group, ...]]  # by the kind of page that a group has: "tag", "year", …
    tags_of: tuple[tuple[int, ...], ...]  # for each article, indices into the groups of tags
    unpublished: tuple[Unpublished, ...]  # the Markdown files of articles and pages that are not published
    featured: tuple[int, ...] = ()  # the positions of the articles that the editors put forward
    reading_path: tuple[int | None, ...] = ()  # of each entry of the setting; None for one that is not published

    @property
    def tags(self) -> tuple[Group, ...]:
        """The tags, most frequent first."""
        return self.groups[TAG.kind]

    @property
    def withdrawn(self) -> tuple[str, ...]:
        """The Markdown files of the withdrawn articles, which have a notice at their address."""
        return tuple(one.path for one in self.unpublished if one.state == "withdrawn")

    @property
    def with_address(self) -> tuple[str, ...]:
        """The Markdown files with a page at their address: published ones, and withdrawn articles."""
        return (*self.articles, *self.pages, *self.withdrawn)

    @property
    def undated(self) -> range:
        """The positions of the articles without a date."""
        count = len(self.articles)
        first = next((position for position in range(count, 0, -1) if self.dates[position - 1]), 0)
        return range(first, count)


def gather(
    articles: Iterable[Record],
    pages: Iterable[Record],
    authority: TagAuthority,
    *,
    today: str,
    drafts: bool,
    language: str,
) -> tuple[Archive, list[Problem]]:
    """The structure of the articles visible on the day `today` (YYYY-MM-DD) and of the standalone pages.

    Groups are in the order of the `language` (a BCP 47 tag), tags by count first. Drafts are included only if `drafts`
    is true. The problems are warnings about tags, series and dates.
    """
    every = [*articles, *pages]
    held = unpublished((record.summary for record in every), today, drafts=drafts)
    held_paths = {one.path for one in held}
    shown = [record for record in every if record.summary.path not in held_paths]
    published = in_order(record for record in shown if record.summary.path.startswith(ARTICLES))
    sort_key = collation_key(language)
    by_tag = gather_members(published, TAG.names_of, authority.find)
    problems = unknown_tags(published, by_tag, authority)
    problems += duplicate_ids(every)
    problems += unlikely_dates((record.summary for record in every), today)
    groups: dict[str, tuple[Group, ...]] = {}
    for grouping in GROUPINGS:
        by_name = by_tag if grouping is TAG else gather_members(published, grouping.names_of)
        gathered = {id(members): members for members in by_name.values()}.values()
        if grouping.arrange:
            problems += grouping.arrange({members.name: members.positions for members in gathered}, published)
        found = [group_of(members, authority.parent_of(members.term) if members.term else None) for members in gathered]
        if grouping is TAG:
            found.sort(key=lambda group: (-len(group.members), sort_key(tag_name(group, language))))
        elif grouping.is_sorted:
            found.sort(key=lambda group: sort_key(group.name))
        problems += clashes_of_slugs(grouping, found, partial(_place_of, published))
        groups[grouping.kind] = with_former_slugs(found)
    archive = Archive(
        articles=tuple(record.summary.path for record in published),
        dates=tuple(record.summary.date for record in published),
        updated=tuple(None if is_in_future(r.summary.updated, today) else r.summary.updated for r in published),
        pages=tuple(sorted(r.summary.path for r in shown if r.summary.path.startswith(PAGES))),
        groups=groups,
        tags_of=_tags_of(published, groups[TAG.kind]),
        unpublished=held,
        featured=tuple(position for position, record in enumerate(published) if record.summary.featured),
    )
    return archive, problems


def in_order(records: Iterable[Record]) -> list[Record]:
    """Newest first; articles with the same date, and undated ones at the end, by slug."""
    by_slug = sorted(records, key=lambda record: (record.summary.slug, record.summary.path))
    return sorted(by_slug, key=lambda record: record.summary.date or "", reverse=True)


def _tags_of(published: Sequence[Record], tags: Sequence[Group]) -> tuple[tuple[int, ...], ...]:
    """For each article the indices of its tags, in the order in which it has them."""
    index_of = {spelling: index for index, tag in enumerate(tags) for spelling in tag.spellings}
    return tuple(
        tuple(dict.fromkeys([index_of[spelling] for spelling in TAG.names_of(record.summary)])) for record in published
    )


def _place_of(published: Sequence[Record], group: Group) -> tuple[str, int | None]:
    """The newest article of the group, and the line on which it has the tag, if the group is one."""
    record = published[min(group.members)]
    tags = record.summary.tags
    lines = [line for tag, line in zip(tags, record.tag_lines, strict=False) if tag in group.spellings]
    return record.summary.path, lines[0] if lines else None
