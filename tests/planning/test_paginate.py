"""Any page of a long list is a few links away, by number and by year, and no page carries links to all others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.planning.kinds.home import HOME
from beilin.planning.kinds.lists import GROUP_KINDS
from beilin.planning.list_values import MAX_UNGROUPED
from beilin.planning.paginate import MAX_STARTS, Unit, offered_numbers, parts, sections, starts_of_sections
from beilin.planning.views import ListSection, Pagination
from tests.planning.support import archive_of, pages_of, values_of

DATES = st.lists(st.one_of(st.none(), st.dates().map(str)), max_size=40).map(
    lambda dates: sorted(dates, key=lambda date: date or "", reverse=True)
)


@pytest.mark.parametrize(
    ("number", "last", "offered"),
    [
        (1, 1, [1]),
        (2, 3, [1, 2, 3]),
        (1, 10, [*range(1, 11)]),
        (12, 15, [1, 10, 11, 12, 13, 14, 15]),
        (57, 100, [1, 10, 20, 30, 40, *range(50, 61), 70, 80, 90, 100]),
        (237, 500, [1, 100, 200, 210, 220, *range(230, 241), 250, 260, 270, 280, 290, 300, 400, 500]),
    ],
)
def test_the_numbers_that_a_page_offers(number: int, last: int, offered: list[int]) -> None:
    assert offered_numbers(number, last) == offered


@settings(max_examples=30)
@given(st.integers(1, 2000), st.data())
def test_any_page_is_a_few_links_away(last: int, data: st.DataObject) -> None:
    start, goal = data.draw(st.integers(1, last)), data.draw(st.integers(1, last))
    reached, digits = {start}, len(str(last))
    for _ in range(digits):
        reached |= {other for number in reached for other in offered_numbers(number, last)}
    assert goal in reached
    assert len(offered_numbers(start, last)) <= 10 * digits + 1


@given(DATES, st.sampled_from(["year", "month"]), st.integers(1, 9))
def test_sections_have_every_article_once_and_links_lead_to_them(
    dates: list[str | None], unit: Unit, size: int
) -> None:
    if unit == "month":
        dates = [date and f"2023{date[4:]}" for date in dates]
        dates.sort(key=lambda date: date or "", reverse=True)
    pages = {
        f"/list/page/{number}/" if number > 1 else "/list/": sections(dates[(number - 1) * size : number * size], unit)
        for number in parts(len(dates), size)
    }
    for address, shown in pages.items():
        number = int(address.split("/")[-2]) if "page" in address else 1
        bounds = [0, *(section.stop for section in shown)]
        assert [section.start for section in shown] == bounds[:-1]
        assert bounds[-1] == len(dates[(number - 1) * size : number * size])
    links = starts_of_sections(dates, unit, "/list/", size)
    assert bool(links) == (len(dates) > size)
    for link in links:
        address, _, id = link.url.partition("#")
        assert id in {section.id for section in pages[address] if section.label == link.title}


def test_the_links_to_years_are_bounded() -> None:
    dates = [f"{year}-01-01" for year in range(2026, 1500, -1)]
    assert len(starts_of_sections(dates, "year", "/", 20)) <= MAX_STARTS
    assert starts_of_sections(dates[:MAX_STARTS], "year", "/", 20)[1].title == "2025"


def test_lists_are_grouped_unless_they_are_short_or_have_an_order_of_their_own() -> None:
    by_kind = {kind.name: kind for kind in GROUP_KINDS}
    few, many = (archive_of([("2023-05-01", ("甲",))] * count) for count in (MAX_UNGROUPED, MAX_UNGROUPED + 8))
    for context, labels in ((few, {}), (many, {"year": "5", "tag": "2023", "home": "2023"})):
        for kind in (by_kind["year"], by_kind["tag"], HOME):
            (page,) = pages_of(kind, context)
            values = values_of(page, context)
            found, pagination = values["sections"], values["pagination"]
            assert isinstance(pagination, Pagination)
            assert pagination.offset == 0
            expected = (
                [ListSection(labels[kind.name], f"_{pagination.unit[0]}{labels[kind.name]}", 0, 20)] if labels else []
            )
            assert list(found) == expected  # type: ignore[call-overload]
