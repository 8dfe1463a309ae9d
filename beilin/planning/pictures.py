"""Numbers for pictures: how many articles over time, and which tags occur together.

Each is counted once, in time that grows with the number of articles and their tags, and is bounded in size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain

from beilin.planning.archive import Archive
from beilin.planning.groupings import AUTHOR, SERIES, SOURCE, YEAR
from beilin.planning.picture_views import ArchiveView, Bar, Chart, Counted, Pair, Pairs
from beilin.planning.views import Link

MAX_BARS = 60  # more cannot be told apart on a phone
PAIRED_TAGS = 14
STRONGEST_PAIRS = 8
NEAREST_TAGS = 6


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods that a chart has a bar for: years, or decades or centuries if there are many."""

    first: int  # the first year of the first one
    step: int  # years in each
    count: int
    of: tuple[int, ...]  # for each article, the index of its period; -1 without a date

    @property
    def labels(self) -> tuple[str, ...]:
        """The name of each period: its year, or its first and last year."""
        starts = range(self.first, self.first + self.count * self.step, self.step)
        return tuple(str(start) if self.step == 1 else f"{start}–{start + self.step - 1}" for start in starts)

    def counts(self, members: Iterable[int]) -> tuple[int, ...]:
        """The number of articles at these positions in each period."""
        counter = Counter(self.of[position] for position in members)
        return tuple(counter[number] for number in range(self.count))


def periods_of(archive: Archive) -> Periods:
    """The periods from the archive's first year to its last."""
    years = sorted(int(group.name) for group in archive.groups[YEAR.kind])
    if not years:
        return Periods(0, 1, 0, (-1,) * len(archive.articles))
    step = next(step for step in (1, 10, 100, 1000) if years[-1] // step - years[0] // step < MAX_BARS)
    first = years[0] // step * step
    numbers = [-1] * len(archive.articles)
    for group in archive.groups[YEAR.kind]:
        for position in group.members:
            numbers[position] = (int(group.name) - first) // step
    return Periods(first, step, (years[-1] - first) // step + 1, tuple(numbers))


def span(archive: Archive, members: Iterable[int]) -> tuple[str, str]:
    """The years of the earliest and the latest of the articles at these positions; "" if none has a date."""
    dated_count = len(archive.articles) - len(archive.undated)  # these come first, newest first
    dated = [position for position in members if position < dated_count]
    if not dated:
        return "", ""
    first, last = (archive.dates[position] or "" for position in (max(dated), min(dated)))
    return first[:4], last[:4]


def archive_view(archive: Archive) -> ArchiveView:
    """The counts of the archive, and its first and last year."""
    years = archive.groups[YEAR.kind]
    return ArchiveView(
        articles=len(archive.articles),
        tags=len(archive.tags),
        authors=len(archive.groups[AUTHOR.kind]),
        sources=len(archive.groups[SOURCE.kind]),
        series=len(archive.groups[SERIES.kind]),
        undated=len(archive.undated),
        first=years[-1].name if years else "",
        last=years[0].name if years else "",
    )


def year_chart(periods: Periods, members: Iterable[int]) -> Chart:
    """The articles at these positions over the archive's years."""
    counts = periods.counts(members)
    bars = tuple(map(Bar, periods.labels, counts))
    return Chart("year", bars, max(counts, default=0), sum(counts))


def month_chart(archive: Archive, members: Iterable[int]) -> Chart:
    """The articles at these positions, all of one year, over its months."""
    counter = Counter(int((archive.dates[position] or "")[5:7]) for position in members)
    bars = tuple(Bar(str(month), counter[month]) for month in range(1, 13))
    return Chart("month", bars, max(counter.values(), default=0), counter.total())


def frequent_tags(
    archive: Archive, links: Sequence[Link], members: Iterable[int], most: int, *, excluded: int = -1
) -> tuple[Counted, ...]:
    """The tags most frequent among the articles at these positions, except the one with the index `excluded`."""
    counter = Counter(chain.from_iterable(archive.tags_of[position] for position in members))
    counter.pop(excluded, None)
    best = nsmallest(most, counter, key=lambda number: (-counter[number], number))
    return tuple(Counted(links[number].title, links[number].url, counter[number]) for number in best)


def tag_pairs(archive: Archive, links: Sequence[Link]) -> Pairs | None:
    """Which of the most frequent tags occur together; None if no two do."""
    count = min(PAIRED_TAGS, len(archive.tags))
    counter: Counter[tuple[int, int]] = Counter()
    for tags in archive.tags_of:
        known = sorted(number for number in tags if number < count)
        counter.update((later, earlier) for at, later in enumerate(known) for earlier in known[:at])
    if not counter:
        return None
    best = nsmallest(STRONGEST_PAIRS, counter, key=lambda pair: (-counter[pair], pair))
    return Pairs(
        tags=tuple(links[:count]),
        counts=tuple(tuple(counter[later, earlier] for earlier in range(later)) for later in range(count)),
        most=max(counter.values()),
        strongest=tuple(Pair(links[earlier], links[later], counter[later, earlier]) for later, earlier in best),
    )
