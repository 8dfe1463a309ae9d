"""Where the timeline lists the articles of a month."""

from __future__ import annotations

from collections.abc import Sequence, Set

from beilin import layout
from beilin.planning import addresses
from beilin.planning.archive import Archive

TEMPLATE, YEAR_TEMPLATE = "timeline.html", "timeline-year.html"
MAX_TITLES = 300  # on a page of the timeline; a title takes about 200 bytes
MAX_MONTH = 24  # articles in a month; with more, each year has pages, as timelines of earlier versions had


def is_split(archive: Archive, largest_month: int, templates: Set[str]) -> bool:
    """Whether titles are on pages of years: one page would be too large, and the theme has such pages."""
    is_large = len(archive.articles) > MAX_TITLES or largest_month > MAX_MONTH
    return is_large and YEAR_TEMPLATE in templates


def year_address(year: str) -> str:
    """The address of the timeline of a year; of the articles without a date if `year` is ""."""
    return f"{layout.TIMELINE}{year or 'undated'}/"


def month_id(year: str, month: int) -> str:
    """The id of the month on its page."""
    return f"_{year}-{month:02}"


def month_address(year: str, counts: Sequence[int], month: int, *, is_split: bool) -> str:
    """The address of the titles of a month from 1 to 12; `counts` are the articles in the twelve months of its year."""
    # A year's pages begin with December, so a month comes after all later ones.
    number = sum(counts[month:]) // MAX_TITLES + 1
    page = addresses.numbered(year_address(year), number) if is_split else layout.TIMELINE
    return f"{page}#{month_id(year, month)}"
