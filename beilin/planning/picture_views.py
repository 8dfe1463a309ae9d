"""What templates draw pictures from: frozen values without methods, like those of `views.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from beilin.planning.views import Link


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """`archive`: what the archive holds, at a glance."""

    articles: int
    tags: int
    authors: int
    sources: int
    series: int
    undated: int  # articles without a date
    first: str  # the earliest year with an article; "" where none has a date
    last: str  # the latest


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart."""

    label: str  # "2023", "1990–1999" where a bar stands for many years; "6" for a month
    count: int  # of articles


@dataclass(frozen=True, slots=True)
class Chart:
    """`chart`: articles over time."""

    unit: Literal["year", "month"]  # what a label names
    bars: tuple[Bar, ...]  # in the order of time, without a gap; none where nothing has a date
    most: int  # the greatest count
    total: int  # of all bars


@dataclass(frozen=True, slots=True)
class Counted:
    """Something with a name, an address, and a number of articles."""

    title: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class GroupView:
    """A year, an author, a source or a series in the list of all."""

    name: str
    url: str
    count: int  # of articles
    first: str  # the year of the earliest; "" where none has a date
    last: str  # the year of the latest
    uses: tuple[int, ...]  # articles in each of the page's `periods`
    tags: tuple[Link, ...]  # the most frequent, five at most


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tags that stand together."""

    first: Link
    second: Link
    count: int  # of articles that have both


@dataclass(frozen=True, slots=True)
class Pairs:
    """`pairs`: which of the most frequent tags stand together."""

    tags: tuple[Link, ...]  # the most frequent first
    counts: tuple[tuple[int, ...], ...]  # for each tag, articles shared with each of those before it
    most: int  # the greatest count
    strongest: tuple[Pair, ...]  # eight at most


@dataclass(frozen=True, slots=True)
class Mark:
    """An article on the timeline."""

    title: str
    url: str
    date: str | None  # ISO 8601
    language: str  # of the title


@dataclass(frozen=True, slots=True)
class Cell:
    """A month of the timeline, or the articles without a date."""

    count: int  # of articles
    url: str | None  # of the page that marks them, where they are too many for this one
    marks: tuple[Mark, ...]  # one for each article, earliest first; none where `url` is set


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A year of the timeline, or a month on the page of a year."""

    label: str  # "2023", or "6" on the page of a year; "" for the articles without a date
    url: str | None  # of the year's page
    count: int  # of articles
    cells: tuple[Cell, ...]  # the twelve months of a year, or one
