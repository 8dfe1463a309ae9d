"""Finding related articles costs the same however large the archive is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from beilin.planning.archive import Archive
from beilin.planning.groupings import TAG
from beilin.planning.related import MAX_RELATED, related_articles
from tests.planning.support import article, context_of


def archive_of(count: int) -> Archive:
    """An archive in which every article has one tag in common with all, and one with every seventh."""
    return context_of(
        article(f"content/articles/a{n:05}.md", tags=("常", f"籤{n % 7}"), date="2024-01-01") for n in range(count)
    )[0].archive


def test_the_rarer_tag_decides_and_the_nearer_comes_first() -> None:
    archive = archive_of(100)
    assert related_articles(archive, 50) == (43, 57, 36, 64)


def test_an_article_alone_has_none() -> None:
    assert related_articles(archive_of(1), 0) == ()


class CountedTuple(tuple[int, ...]):
    """Counts how many of its members are looked at."""

    looked_at = 0

    def __getitem__(self, index: Any) -> Any:
        found = super().__getitem__(index)
        CountedTuple.looked_at += len(found) if isinstance(found, tuple) else 1
        return found


def test_the_cost_does_not_grow_with_the_archive() -> None:
    costs = []
    for count in (200, 4000):
        archive = archive_of(count)
        tags = tuple(replace(group, members=CountedTuple(group.members)) for group in archive.tags)
        CountedTuple.looked_at = 0
        counted = replace(archive, groups={**archive.groups, TAG.kind: tags})
        assert len(related_articles(counted, count // 2)) == MAX_RELATED
        costs.append(CountedTuple.looked_at)
    assert costs[1] <= costs[0] + 20  # a binary search is a few steps longer
