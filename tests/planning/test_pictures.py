"""Pictures show every article once, whatever the dates and tags, and never grow with the archive."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from beilin.planning.context import Context
from beilin.planning.groupings import YEAR
from beilin.planning.kinds.timeline import TIMELINE, YEARS_OF_TIMELINE
from beilin.planning.months import MAX_TITLES
from beilin.planning.page import Page
from beilin.planning.picture_views import Month, Pair
from beilin.planning.pictures import (
    MAX_BARS,
    MAX_TICKS,
    MIN_CHARTED,
    MIN_PAIRED,
    MIN_PAIRS,
    MIN_PERIODS,
    month_chart,
    periods_of,
    span,
    tag_pairs,
    year_chart,
)  # fmt: skip
from tests.planning.support import TEMPLATES, archive_of, pages_of, site, values_of

DATES = st.one_of(st.none(), st.dates().map(str), st.dates().map(lambda day: f"{day}T10:00:00+08:00"))
TAGS = st.lists(st.sampled_from("甲乙丙丁"), unique=True, max_size=4).map(tuple)
ARTICLES = st.lists(st.tuples(DATES, TAGS), max_size=24)


@given(ARTICLES)
def test_a_chart_counts_every_dated_article_once_and_stays_small(
    articles: list[tuple[str | None, tuple[str, ...]]],
) -> None:
    archive = archive_of(articles).archive
    periods = periods_of(archive)
    chart = year_chart(periods, range(len(archive.articles)), lambda year: f"of {year}")
    assert chart.total == sum(date is not None for date, _ in articles)
    assert len(chart.bars) <= MAX_BARS
    starts = [int(bar.label.split("–")[0]) for bar in chart.bars]
    assert all(after - before == periods.step for before, after in pairwise(starts))
    if chart.bars:
        assert chart.bars[0].count
        assert chart.bars[-1].count
        assert 1 <= sum(bool(bar.tick) for bar in chart.bars) <= MAX_TICKS + 1
        assert all(bar.url is None for bar in chart.bars if periods.step > 1 or not bar.count)
    counts = [bar.count for bar in chart.bars]
    assert not chart.bars or (sum(counts) >= MIN_CHARTED and sum(map(bool, counts)) >= MIN_PERIODS)
    for group in archive.groups[YEAR.kind]:
        months = month_chart(archive, group.members, lambda _month: None)
        assert months.total == len(group.members)
        assert len(months.bars) in (0, 12)


def test_a_chart_of_little_is_left_out() -> None:
    def bars(dates: list[str]) -> list[tuple[str, str | None]]:
        archive = archive_of((date, ()) for date in dates).archive
        shown = year_chart(periods_of(archive), range(len(dates)), lambda year: f"of {year}")
        return [(bar.tick, bar.url) for bar in shown.bars]

    years = ["2021-01-01", "2022-01-01", "2024-01-01"]
    assert bars(years * 3) == []  # nine articles
    assert bars(years[:2] * 9) == []  # two years
    assert bars(years * 4) == [("2021", "of 2021"), ("2022", "of 2022"), ("2023", None), ("2024", "of 2024")]
    assert [tick for tick, _ in bars([f"{year}-01-01" for year in range(2001, 2016)]) if tick] == [
        f"{year}" for year in range(2002, 2016, 2)
    ]


def pairs_in(articles: list[tuple[str | None, tuple[str, ...]]]) -> tuple[Pair, ...]:
    """The strongest pairs, whose addresses are the indices of their tags."""
    survey = archive_of(articles).survey
    return tag_pairs(survey.archive, survey.links, lambda one, two: f"{one} {two}")


@given(st.lists(st.tuples(DATES, TAGS), min_size=6, max_size=30))
def test_pairs_count_the_articles_that_have_both(articles: list[tuple[str | None, tuple[str, ...]]]) -> None:
    shown = pairs_in(articles)
    for pair in shown:
        both = {pair.first.title, pair.second.title}
        assert len(both) == 2
        assert pair.count == sum(both <= set(tags) for _, tags in articles)
    counts = [pair.count for pair in shown]
    assert counts == sorted(counts, reverse=True)
    assert not shown or (len(shown) >= MIN_PAIRS and counts[0] >= MIN_PAIRED)


def test_pairs_of_little_are_left_out() -> None:
    date = "2024-01-01"
    assert pairs_in([(date, ("甲", "乙", "丙"))] * 9) == ()  # three pairs
    assert pairs_in([(date, ("甲", "乙", "丙", "丁"))] * 2) == ()
    assert len(pairs_in([(date, ("甲", "乙", "丙", "丁"))] * 3)) == 6


def test_pairs_and_bars_lead_to_the_search_if_there_is_one() -> None:
    articles: list[tuple[str | None, tuple[str, ...]]] = [
        (f"202{n % 3}-01-01", ("C++", "甲 乙", "丙", "丁")) for n in range(12)
    ]
    survey = archive_of(articles).survey
    urls = {pair.url for pair in survey.tag_pairs}
    sorted_slugs = [tag.slug for tag in survey.archive.tags]
    assert urls == {
        f"/archive/search/?{urlencode([('tag', one), ('tag', other)])}" for one, other in combinations(sorted_slugs, 2)
    }
    slug = survey.archive.tags[0].slug
    assert [bar.url for bar in survey.chart("tag", slug).bars] == [
        f"/archive/search/?{urlencode([('tag', slug), ('year', year)])}" for year in ("2020", "2021", "2022")
    ]
    assert [bar.url for bar in survey.archive_chart.bars] == [f"/archive/years/202{n}/" for n in range(3)]
    without = replace(survey, site=site(TEMPLATES - {"search.html"}))
    assert {pair.url for pair in without.tag_pairs} == {None}
    assert {bar.url for bar in without.chart("tag", slug).bars} == {None}


def test_a_span_is_that_of_dated_articles() -> None:
    archive = archive_of([("2020-05-01", ()), ("2024-01-01", ()), (None, ())]).archive
    assert span(archive, range(3)) == ("2020", "2024")
    assert span(archive, archive.undated) == ("", "")


def months_of(values: dict[str, object]) -> list[Month]:
    """The months of a page of the timeline, with the articles without a date."""
    rows, undated = values.get("rows", ()), values.get("undated")
    assert isinstance(rows, tuple)
    months = values.get("months", ())
    assert isinstance(months, tuple)
    return [*months, *(month for row in rows for month in row.months), *([undated] if undated else [])]


def timeline(context: Context) -> list[tuple[Page, dict[str, object]]]:
    """The pages of the timeline with their values, the overview first."""
    pages = [*pages_of(TIMELINE, context), *pages_of(YEARS_OF_TIMELINE, context)]
    return [(page, dict(values_of(page, context))) for page in pages]


def test_the_timeline_names_each_article_once_on_pages_that_stay_small() -> None:
    for dates in (
        [f"20{10 + n % 9}-0{1 + n % 9}-01" for n in range(40)],  # one page
        ["2024-06-01"] * (2 * MAX_TITLES + 5),  # a day with more than pages hold
        [None] * (MAX_TITLES + 1),
        [f"{1900 + n % 100}-01-01" for n in range(MAX_TITLES + 1)],
    ):
        context = archive_of((date, ()) for date in dates)
        pages = timeline(context)
        named = [[mark.url for month in months_of(values) for mark in month.marks] for _, values in pages]
        assert max(map(len, named)) <= MAX_TITLES
        assert sorted(url for page in named for url in page) == sorted(view.url for view in context.views)
        ((first, values), *_) = pages
        assert first.output == "timeline/index.html"
        assert values["is_split"] == (len(pages) > 1)


def test_a_month_of_the_timeline_leads_to_its_titles() -> None:
    """On the overview itself, on the page of the year, or on that part of it where the month begins."""
    for count in (9, MAX_TITLES + 1, 3 * MAX_TITLES):
        (_, overview), *parts = timeline(archive_of((f"2024-0{1 + n % 3}-01", ()) for n in range(count)))
        rows = overview["rows"]
        assert isinstance(rows, tuple)
        pages = [(page, values) for page, values in parts] or [
            (Page(TIMELINE, (), "timeline/index.html", ""), overview)
        ]
        shown = {
            "/archive/" + page.output.removesuffix("index.html"): {
                month.id: month.marks[0] for month in months_of(values) if month.marks
            }
            for page, values in pages
        }
        for month in rows[0].months:
            if month.count:
                page, id = month.url.split("#")
                assert shown[page][id]
            else:
                assert month.url is None


def test_the_fullest_months_are_the_darkest() -> None:
    counts = (1, 8, 9, 16)
    dates = [f"2024-0{number}-01" for number, count in enumerate(counts, 1) for _ in range(count)]
    (_, overview), *_ = timeline(archive_of((date, ()) for date in dates))
    rows = overview["rows"]
    assert isinstance(rows, tuple)
    assert [month.level for month in rows[0].months] == [1, 2, 3, 4, *[0] * 8]
