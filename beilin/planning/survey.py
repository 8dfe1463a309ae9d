"""What pages that list or count articles have in common, looked at once for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from beilin.planning import addresses
from beilin.planning.archive import Archive, Group
from beilin.planning.article_views import in_language, tag_name
from beilin.planning.page import SiteContext
from beilin.planning.picture_views import Chart, Counted
from beilin.planning.pictures import NEAREST_TAGS, Periods, frequent_tags, periods_of, span, year_chart
from beilin.planning.views import Link, TagView


@dataclass(frozen=True)
class Survey:
    """The archive with its periods and the views of its tags: numbers, names and places, and nothing that an article
    alone shows."""

    archive: Archive
    scene: SiteContext

    @cached_property
    def periods(self) -> Periods:
        """The stretches of time that charts have a bar for."""
        return periods_of(self.archive)

    @cached_property
    def tags(self) -> tuple[TagView, ...]:
        """The tags, in the archive's order."""
        return tuple(_tag_view(group, self.archive, self.scene, self.periods) for group in self.archive.tags)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Links to the tags, in the archive's order."""
        return tuple(Link(tag.name, tag.url) for tag in self.tags)

    def tag(self, number: int) -> TagView:
        """The tag at that place of the archive's order."""
        return self.tags[number]

    def tags_at(self, numbers: Iterable[int]) -> tuple[TagView, ...]:
        """The tags at those places of the archive's order."""
        return tuple(self.tags[number] for number in numbers)

    def chart(self, members: Iterable[int]) -> Chart:
        """The articles at these positions over the years."""
        return year_chart(self.periods, members)

    def nearest_tags(self, members: Iterable[int], *, most: int = NEAREST_TAGS, but: int = -1) -> tuple[Counted, ...]:
        """The tags most frequent among the articles at these positions."""
        return frequent_tags(self.archive, self.links, members, most, but=but)


def _tag_view(group: Group, archive: Archive, scene: SiteContext, periods: Periods) -> TagView:
    language = scene.config.language
    address = addresses.tag_address(group.slug)
    first, last = span(archive, group.members)
    return TagView(
        name=tag_name(group, language),
        url=scene.url(address),
        feed_url=scene.url(f"{address}feed.xml"),
        count=len(group.members),
        description=in_language(group.term.description, language) if group.term else "",
        first=first,
        last=last,
        uses=periods.counts(group.members),
    )
