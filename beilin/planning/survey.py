"""Counts, charts and links that pages of lists share, computed once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast
from urllib.parse import urlencode

from beilin.planning.archive import Archive
from beilin.planning.groupings import GROUPINGS, TAG, YEAR, Grouping
from beilin.planning.groups import Group, tag_name
from beilin.planning.months import TEMPLATE as TIMELINE_TEMPLATE
from beilin.planning.months import is_split, month_address
from beilin.planning.name_index import Entries, entries_of
from beilin.planning.picture_views import ArchiveView, Chart, Counted, GroupView, Pair, TagGroup
from beilin.planning.pictures import (
    NEAREST_TAGS,
    Periods,
    archive_view,
    frequent_tags,
    month_chart,
    periods_of,
    span,
    tag_pairs,
    year_chart,
)
from beilin.planning.site_context import SiteContext
from beilin.planning.tag_index import other_names, tag_groups
from beilin.planning.views import Link, TagView
from beilin.text.citation_keys import unique_keys
from beilin.text.languages import in_language

Value = TypeVar("Value")
TAGS_OF_GROUP = 5


@dataclass(frozen=True)
class Survey:
    """The archive's periods, the views of its tags and the counts of its groups: functions of its structure alone."""

    archive: Archive
    site: SiteContext
    addresses: Mapping[str, str]  # of the articles, by Markdown file

    @cached_property
    def periods(self) -> Periods:
        """The periods that charts have a bar for."""
        return periods_of(self.archive)

    @cached_property
    def tags(self) -> tuple[TagView, ...]:
        """The tags, in the archive's order."""
        return tuple(_tag_view(group, self.archive, self.site, self.periods) for group in self.archive.tags)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Links to the tags, in the archive's order."""
        return tuple(Link(tag.name, tag.url) for tag in self.tags)

    @cached_property
    def citation_keys(self) -> list[str]:
        """The unique key of each article in citations, by position; older articles keep theirs when others come."""
        return unique_keys([self.addresses[path] for path in reversed(self.archive.articles)])[::-1]

    def group(self, kind: str, slug: str) -> Group:
        """The group with that slug among those of the kind."""
        return self._group_indices[kind][slug][1]

    def group_at(self, address: str) -> tuple[Grouping, Group] | None:
        """The group whose page has the address."""
        for grouping in GROUPINGS:
            slug = address.removeprefix(grouping.root).removesuffix("/")
            if address == grouping.address(slug) and (found := self._group_indices[grouping.kind].get(slug)):
                return grouping, found[1]
        return None

    def group_name(self, grouping: Grouping, group: Group) -> str:
        """The name of the group for readers: of a tag in the site's language."""
        return tag_name(group, self.site.config.language) if grouping == TAG else group.name

    def tag_index(self, slug: str) -> int:
        """The index of the tag in the archive's order."""
        return self._group_indices[TAG.kind][slug][0]

    @cached_property
    def _group_indices(self) -> dict[str, dict[str, tuple[int, Group]]]:
        return {
            kind: {group.slug: (index, group) for index, group in enumerate(groups)}
            for kind, groups in self.archive.groups.items()
        }

    @cached_property
    def months(self) -> dict[str, list[list[int]]]:
        """For each year its twelve months, each with the positions of its articles."""
        return {group.name: by_month(self.archive, group.members) for group in self.archive.groups[YEAR.kind]}

    @cached_property
    def days(self) -> dict[str, list[int]]:
        """For each day of the year (MM-DD) with articles their positions, newest first."""
        days: dict[str, list[int]] = {}
        for position, date in enumerate(self.archive.dates):
            if date:
                days.setdefault(date[5:10], []).append(position)
        return days

    @cached_property
    def largest_month(self) -> int:
        """The most articles in one month."""
        return max((len(members) for months in self.months.values() for members in months), default=0)

    @cached_property
    def is_timeline_split(self) -> bool:
        """Whether the timeline has pages of years."""
        return is_split(self.archive, self.largest_month, self.site.templates)

    def month_url(self, year: str, month: int) -> str | None:
        """The URL of the titles of a month from 1 to 12; None if the theme has no timeline."""
        if TIMELINE_TEMPLATE not in self.site.templates:
            return None
        counts = [len(members) for members in self.months[year]]
        page, _, id = month_address(year, counts, month, is_split=self.is_timeline_split).partition("#")
        return f"{self.site.url(page)}#{id}"

    @cached_property
    def archive_view(self) -> ArchiveView:
        """What the archive holds, at a glance."""
        return archive_view(self.archive)

    @cached_property
    def archive_chart(self) -> Chart:
        """All articles over the years."""
        members = range(len(self.archive.articles))
        return year_chart(self.periods, members, lambda year: self.site.url(YEAR.address(year)))

    def chart(self, kind: str, slug: str) -> Chart:
        """The articles of a group over the years; of a year over its months."""
        return self.once(("chart", kind, slug), lambda: self._chart(kind, slug))

    def _chart(self, kind: str, slug: str) -> Chart:
        members = self.group(kind, slug).members
        if kind == YEAR.kind:
            return month_chart(self.archive, members, lambda month: self.month_url(slug, int(month)))
        return year_chart(self.periods, members, lambda year: self.search_url((kind, slug), ("year", year)))

    def search_url(self, *filters: tuple[str, str]) -> str | None:
        """The URL of a search for the articles that these filters select (docs/search.md); None without a search."""
        page = self.site.view.search
        return f"{page}?{urlencode(filters)}" if page else None

    def nearest_tags(self, kind: str, slug: str) -> tuple[Counted, ...]:
        """The tags most frequent among the articles of a group, except the tag itself."""
        return self.once(("tags", kind, slug), lambda: self._nearest_tags(kind, slug))

    def _nearest_tags(self, kind: str, slug: str) -> tuple[Counted, ...]:
        excluded = self.tag_index(slug) if kind == TAG.kind else -1
        return self.frequent_tags(self.group(kind, slug).members, NEAREST_TAGS, excluded=excluded)

    def frequent_tags(self, members: Iterable[int], most: int, *, excluded: int = -1) -> tuple[Counted, ...]:
        """The tags most frequent among the articles at these positions, except the one with the index `excluded`."""
        return frequent_tags(self.archive, self.links, members, most, excluded=excluded)

    @cached_property
    def tag_pairs(self) -> tuple[Pair, ...]:
        """Which of the most frequent tags occur together, most often first."""
        slugs = [tag.slug for tag in self.archive.tags]
        return tag_pairs(
            self.archive,
            self.links,
            lambda one, two: self.search_url((TAG.kind, slugs[one]), (TAG.kind, slugs[two])),
        )

    def entries(self, grouping: Grouping) -> Entries:
        """The groups in the order of an index."""
        views = self.tags if grouping == TAG else self.groups(grouping)
        return self.once(("entries", grouping.kind, ""), lambda: entries_of(views, self.site.config.language))

    @cached_property
    def tag_groups(self) -> tuple[TagGroup, ...]:
        """The tags that the tag authority puts below a broader one."""
        return tag_groups(self.archive, self.tags, self.site.config.language)

    def counted(self, grouping: Grouping) -> tuple[Counted, ...]:
        """The groups with their numbers of articles, in the archive's order."""
        return tuple(
            Counted(self.group_name(grouping, group), self.site.url(grouping.address(group.slug)), len(group.members))
            for group in self.archive.groups[grouping.kind]
        )

    def groups(self, grouping: Grouping) -> tuple[GroupView, ...]:
        """The views of the groups, in the archive's order."""
        return self.once(("groups", grouping.kind, ""), lambda: self._group_views(grouping))

    def _group_views(self, grouping: Grouping) -> tuple[GroupView, ...]:
        return tuple(self._group_view(grouping, group) for group in self.archive.groups[grouping.kind])

    def _group_view(self, grouping: Grouping, group: Group) -> GroupView:
        first, last = span(self.archive, group.members)
        return GroupView(
            name=group.name,
            url=self.site.url(grouping.address(group.slug)),
            count=len(group.members),
            first=first,
            last=last,
            uses=self.periods.counts(group.members),
            tags=tuple(Link(tag.title, tag.url) for tag in self.frequent_tags(group.members, TAGS_OF_GROUP)),
            names=other_names(group, group.name),
        )

    @cached_property
    def _computed(self) -> dict[tuple[str, str, str], object]:
        return {}

    def once(self, key: tuple[str, str, str], compute: Callable[[], Value]) -> Value:
        """The value for the key, which all parts of a list share: computed for the first one."""
        if key not in self._computed:
            self._computed[key] = compute()
        return cast(Value, self._computed[key])


def _tag_view(group: Group, archive: Archive, site: SiteContext, periods: Periods) -> TagView:
    language = site.config.language
    address = TAG.address(group.slug)
    first, last = span(archive, group.members)
    return TagView(
        name=tag_name(group, language),
        url=site.url(address),
        feed_url=site.url(f"{address}feed.xml"),
        count=len(group.members),
        description=in_language(group.term.description, language) if group.term else "",
        first=first,
        last=last,
        uses=periods.counts(group.members),
        names=other_names(group, tag_name(group, language)),
    )


def by_month(archive: Archive, members: Iterable[int]) -> list[list[int]]:
    """The positions in each of the twelve months; all must have dates in one year."""
    months: list[list[int]] = [[] for _ in range(12)]
    for position in members:
        months[int((archive.dates[position] or "")[5:7]) - 1].append(position)
    return months
