"""Numbers for pictures: how many articles over time, and which tags occur together.

Each is counted once, in time that grows with the number of articles and their tags, and is bounded in size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, combinations
from typing import Literal

from beilin.planning.archive import Archive
from beilin.planning.groupings import AUTHOR, SERIES, SOURCE, YEAR
from beilin.planning.picture_views import ArchiveView, Bar, Chart, Counted, Pair
from beilin.planning.views import Link

MAX_BARS = 60  # of 24 pixels, the least that a finger finds, they take four widths of a phone
MAX_TICKS = 10  # years that a phone has room for below a chart
PAIRED_TAGS = 60  # the most frequent ones
STRONGEST_PAIRS = 12
NEAREST_TAGS = 6
# Below these, a picture says nothing that a sentence does not say better, and is left out.
MIN_CHARTED = 12  # articles in a chart
MIN_PERIODS = 3  # years or months of a chart that have articles
MIN_PAIRS = 4
MIN_PAIRED = 3  # articles that have both tags of the strongest pair


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


def year_chart(periods: Periods, members: Iterable[int], url_of: Callable[[str], str | None]) -> Chart:
    """The articles at these positions over the archive's years; `url_of` gives the address of those of one year."""
    of_years = url_of if periods.step == 1 else lambda _label: None
    return _chart("year", periods.labels, periods.counts(members), of_years)


def month_chart(archive: Archive, members: Iterable[int], url_of: Callable[[str], str | None]) -> Chart:
    """The articles at these positions, all of one year, over its months; `url_of` gives the address of a month's."""
    counter = Counter(int((archive.dates[position] or "")[5:7]) for position in members)
    months = range(1, 13)
    return _chart("month", tuple(map(str, months)), tuple(counter[month] for month in months), url_of)


def _chart(
    unit: Literal["year", "month"], labels: Sequence[str], counts: Sequence[int], url_of: Callable[[str], str | None]
) -> Chart:
    most, total = max(counts, default=0), sum(counts)
    if not says_something(counts):
        return Chart(unit, (), most, total)
    every = 1 if unit == "month" else next((n for n in (1, 2, 5, 10) if len(labels) <= n * MAX_TICKS), 20)
    bars = (
        Bar(label, label[:4] if int(label[:4]) % every == 0 else "", count, url_of(label) if count else None)
        for label, count in zip(labels, counts, strict=True)
    )
    return Chart(unit, tuple(bars), most, total)


def says_something(counts: Sequence[int]) -> bool:
    """Whether a picture of these counts over time says more than a sentence would."""
    return sum(counts) >= MIN_CHARTED and sum(map(bool, counts)) >= MIN_PERIODS


def frequent_tags(
    archive: Archive, links: Sequence[Link], members: Iterable[int], most: int, *, excluded: int = -1
) -> tuple[Counted, ...]:
    """The tags most frequent among the articles at these positions, except the one with the index `excluded`."""
    counter = Counter(chain.from_iterable(archive.tags_of[position] for position in members))
    counter.pop(excluded, None)
    best = nsmallest(most, counter, key=lambda number: (-counter[number], number))
    return tuple(Counted(links[number].title, links[number].url, counter[number]) for number in best)


def tag_pairs(archive: Archive, links: Sequence[Link], url_of: Callable[[int, int], str | None]) -> tuple[Pair, ...]:
    """The tags that occur together most often, of the most frequent ones; none if they would say too little.

    `url_of` gives the address of the articles that have both of the tags with these indices.
    """
    counter: Counter[tuple[int, int]] = Counter()
    for tags in archive.tags_of:
        if len(tags) > 1:
            counter.update(combinations(sorted(number for number in tags if number < PAIRED_TAGS), 2))
    best = nsmallest(STRONGEST_PAIRS, counter, key=lambda pair: (-counter[pair], pair))
    if len(best) < MIN_PAIRS or counter[best[0]] < MIN_PAIRED:
        return ()
    return tuple(Pair(links[one], links[two], counter[one, two], url_of(one, two)) for one, two in best)
