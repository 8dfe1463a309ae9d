"""What templates draw pictures from: frozen values without methods, like those of `views.py`."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from beilin.planning.views import Link, TagView


class ArchiveView(Struct, frozen=True):
    """`archive`: what the archive holds, at a glance."""

    articles: int
    tags: int
    authors: int
    sources: int
    series: int
    undated: int  # articles without a date
    first: str  # the earliest year with an article; "" where none has a date
    last: str  # the latest


class Bar(Struct, frozen=True):
    """A bar of a chart."""

    label: str  # "2023", "1990–1999" where a bar stands for many years; "6" for a month
    tick: str  # what the axis has room for: "2023", "1990", "6"; "" below most bars of a long chart
    count: int  # of articles
    url: str | None  # of a list of these articles, if there is one


class Chart(Struct, frozen=True):
    """`chart`: articles over time."""

    unit: Literal["year", "month"]  # what a label names
    bars: tuple[Bar, ...]  # in the order of time, without a gap; none if they would say too little
    most: int  # the greatest count
    total: int  # of all bars


class Counted(Struct, frozen=True):
    """Something with a name, an address, and a number of articles."""

    title: str
    url: str
    count: int


class GroupView(Struct, frozen=True):
    """A year, an author, a source or a series in the list of all."""

    name: str
    url: str
    count: int  # of articles
    first: str  # the year of the earliest; "" where none has a date
    last: str  # the year of the latest
    uses: tuple[int, ...]  # articles in each of the page's `periods`
    tags: tuple[Link, ...]  # the most frequent, five at most
    names: tuple[str, ...]  # its other spellings, by which a filter finds it


class Pair(Struct, frozen=True):
    """Two tags that stand together."""

    first: Link
    second: Link
    count: int  # of articles that have both
    url: str | None  # of a search for these articles, if the site has one


class IndexPart(Struct, frozen=True):
    """A part of an index of tags, authors, sources or series, by letters or strokes."""

    letter: str  # "A"; "" if `strokes` divide the index, or nothing does
    strokes: int  # of the first character; 0 if letters divide the index
    id: str  # on its page
    url: str  # of the part
    entries: tuple[TagView | GroupView, ...]  # of it that this page lists


class TagGroup(Struct, frozen=True):
    """The tags below a broader term of the tag authority."""

    name: str
    url: str | None  # of the broader tag; None if no article has it
    count: int  # of its articles
    tags: tuple[TagView, ...]


class Mark(Struct, frozen=True):
    """An article on the timeline."""

    title_html: str  # the title as HTML, with `<wbr>` where its lines may be broken
    url: str
    date: str | None  # ISO 8601
    language: str  # of the title


class Month(Struct, frozen=True):
    """A month of the timeline, or the articles without a date."""

    number: int  # from 1; 0 for the articles without a date
    id: str  # of its titles in their page: "_2023-06"
    url: str | None  # of its titles; None if there are none
    count: int  # of articles
    level: int  # from 1 to 4, how many that is beside the fullest month; 0 if there are none
    marks: tuple[Mark, ...]  # one for each article that this page names, newest first


class TimelineRow(Struct, frozen=True):
    """A year of the timeline."""

    label: str  # "2023"
    url: str  # of its titles
    list_url: str  # of the year's list
    count: int  # of articles
    months: tuple[Month, ...]  # all twelve
