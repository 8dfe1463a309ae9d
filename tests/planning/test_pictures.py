"""Pictures show every article once, whatever the dates and tags, and never grow with the archive."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from beilin.planning.context import Context
from beilin.planning.groupings import YEAR
from beilin.planning.kinds.timeline import MAX_MARKS, TIMELINE, YEARS_OF_TIMELINE
from beilin.planning.page import Page
from beilin.planning.picture_views import TimelineRow
from beilin.planning.pictures import MAX_BARS, PAIRED_TAGS, month_chart, periods_of, span, tag_pairs, year_chart
from tests.planning.support import archive_of, pages_of, values_of

DATES = st.one_of(st.none(), st.dates().map(str), st.dates().map(lambda day: f"{day}T10:00:00+08:00"))
TAGS = st.lists(st.sampled_from("甲乙丙丁"), unique=True, max_size=4).map(tuple)
ARTICLES = st.lists(st.tuples(DATES, TAGS), max_size=12)


@given(ARTICLES)
def test_a_chart_counts_every_dated_article_once_and_stays_small(
    articles: list[tuple[str | None, tuple[str, ...]]],
) -> None:
    archive = archive_of(articles).archive
    periods = periods_of(archive)
    chart = year_chart(periods, range(len(archive.articles)))
    assert chart.total == sum(date is not None for date, _ in articles)
    assert len(chart.bars) <= MAX_BARS
    starts = [int(bar.label.split("–")[0]) for bar in chart.bars]
    assert all(after - before == periods.step for before, after in pairwise(starts))
    if chart.bars:
        assert chart.bars[0].count
        assert chart.bars[-1].count
    for group in archive.groups[YEAR.kind]:
        months = month_chart(archive, group.members)
        assert (len(months.bars), months.total) == (12, len(group.members))


@given(ARTICLES)
def test_pairs_count_the_articles_that_have_both(articles: list[tuple[str | None, tuple[str, ...]]]) -> None:
    survey = archive_of(articles).survey
    pairs = [tag for _, tags in articles if len(tags) > 1 for tag in tags]
    shown = tag_pairs(survey.archive, survey.links)
    assert (shown is None) == (not pairs)
    if shown:
        names = [link.title for link in shown.tags]
        for row, counts in enumerate(shown.counts):
            for column, count in enumerate(counts):
                assert count == sum({names[row], names[column]} <= set(tags) for _, tags in articles)
        assert shown.strongest[0].count == shown.most


def test_only_the_most_frequent_tags_are_paired() -> None:
    articles = [("2024-01-01", tuple(f"t{n}" for n in range(first, 40))) for first in range(39)]
    survey = archive_of(articles).survey
    shown = tag_pairs(survey.archive, survey.links)
    assert shown
    assert [link.title for link in shown.tags] == [tag.name for tag in survey.archive.tags[:PAIRED_TAGS]]


def test_a_span_is_that_of_dated_articles() -> None:
    archive = archive_of([("2020-05-01", ()), ("2024-01-01", ()), (None, ())]).archive
    assert span(archive, range(3)) == ("2020", "2024")
    assert span(archive, archive.undated) == ("", "")


def marked(rows: object) -> list[str]:
    """The addresses that the rows' marks lead to."""
    assert isinstance(rows, tuple)
    cells = [cell for row in rows if isinstance(row, TimelineRow) for cell in row.cells]
    return [mark.url for cell in cells for mark in cell.marks]


def timeline(context: Context) -> list[tuple[Page, dict[str, object]]]:
    """The pages of the timeline with their values, the overview first."""
    pages = [*pages_of(TIMELINE, context), *pages_of(YEARS_OF_TIMELINE, context)]
    return [(page, dict(values_of(page, context))) for page in pages]


def test_the_timeline_marks_each_article_once_on_pages_that_stay_small() -> None:
    for dates in (
        [f"20{10 + n % 9}-0{1 + n % 9}-01" for n in range(40)],  # one page
        ["2024-06-01"] * (2 * MAX_MARKS + 5),  # a day with more than pages hold
        [None] * (MAX_MARKS + 1),
        [f"{1900 + n % 100}-01-01" for n in range(MAX_MARKS + 1)],
    ):
        context = archive_of((date, ()) for date in dates)
        pages = timeline(context)
        marks = [marked(values["rows"]) for _, values in pages]
        undated = pages[0][1]["undated"]
        if undated is not None and len(pages) == 1:
            marks[0] += marked((undated,))
        assert max(map(len, marks)) <= MAX_MARKS
        assert sorted(url for page in marks for url in page) == sorted(view.url for view in context.views)
        ((first, values), *_) = pages
        assert first.output == "timeline/index.html"
        assert (values["most"] == 0) == (len(pages) == 1)


def test_a_square_of_the_timeline_leads_to_the_months_marks() -> None:
    (_, overview), (year, shown), *_ = timeline(archive_of((f"2024-0{1 + n % 2}-01", ()) for n in range(MAX_MARKS + 1)))
    rows = overview["rows"]
    assert isinstance(rows, tuple)
    assert [cell.url for cell in rows[0].cells[:3]] == [f"/archive/timeline/2024/#_m{n}" for n in (1, 2)] + [None]
    assert year.output == "timeline/2024/index.html"
    assert isinstance(shown["rows"], tuple)
    assert {row.label for row in shown["rows"]} == {"1", "2"}


def test_a_square_leads_to_the_part_of_the_year_where_its_month_begins() -> None:
    (_, overview), *parts = timeline(archive_of((f"2024-0{1 + n % 3}-01", ()) for n in range(3 * MAX_MARKS)))
    rows = overview["rows"]
    assert isinstance(rows, tuple)
    shown = {"/archive/" + page.output.removesuffix("index.html"): values["rows"] for page, values in parts}
    for cell in rows[0].cells[:3]:
        page, month = cell.url.split("#_m")
        found = shown[page]
        assert isinstance(found, tuple)
        assert month in {row.label for row in found}
