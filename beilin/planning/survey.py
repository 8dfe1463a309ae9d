"""What pages that list or count articles have in common, looked at once for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from beilin.planning import addresses
from beilin.planning.archive import Archive, Group
from beilin.planning.article_views import in_language, tag_name
from beilin.planning.page import Scene
from beilin.planning.picture_views import Chart, Counted
from beilin.planning.pictures import NEAREST_TAGS, Periods, frequent_tags, periods_of, span, year_chart
from beilin.planning.views import Link, TagView


@dataclass(frozen=True, slots=True)
class Survey:
    """The archive with its periods and the views of its tags."""

    archive: Archive
    scene: Scene
    periods: Periods
    tags: tuple[TagView, ...]  # in the archive's order
    links: tuple[Link, ...]  # to the tags

    def chart(self, members: Iterable[int]) -> Chart:
        """The articles at these positions over the years."""
        return year_chart(self.periods, members)

    def nearest_tags(self, members: Iterable[int], *, most: int = NEAREST_TAGS, but: int = -1) -> tuple[Counted, ...]:
        """The tags most frequent among the articles at these positions."""
        return frequent_tags(self.archive, self.links, members, most, but=but)


def survey(archive: Archive, scene: Scene) -> Survey:
    """Look over the archive."""
    periods = periods_of(archive)
    tags = tuple(_tag_view(group, archive, scene, periods) for group in archive.tags)
    return Survey(archive, scene, periods, tags, tuple(Link(tag.name, tag.url) for tag in tags))


def _tag_view(group: Group, archive: Archive, scene: Scene, periods: Periods) -> TagView:
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
