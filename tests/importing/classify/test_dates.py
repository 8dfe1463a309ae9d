"""Dates in the forms of sources, as front matter writes them; what is not a clear date is not one."""

from __future__ import annotations

import pytest

from beilin.importing.classify.byline.dates import parse_date
from tests.importing.support import converted


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Thu, 14 Oct 2021 12:59:53 GMT", "2021-10-14T12:59:53+00:00"),
        ("Thu, 14 Oct 2021 12:59:53 -0700", "2021-10-14T12:59:53-07:00"),
        ("14 Oct 2021 12:59 EST", "2021-10-14T12:59:00-05:00"),
        ("2021-10-14T12:59:53Z", "2021-10-14T12:59:53+00:00"),
        ("2021-10-14T12:59:53.123+08:00", "2021-10-14T12:59:53+08:00"),
        ("Mon Jan 02 2006 15:04:05 GMT+0800 (China Standard Time)", "2006-01-02T15:04:05+08:00"),
        ("Fri Jan  5 21:14:09 2018", "2018-01-05 21:14"),
        ("Fri Jan 5 21:14:09 CST 2018", "2018-01-05"),  # of which of two zones is not clear
        ("2023年6月2日 星期五 10:20", "2023-06-02 10:20"),
        ("2023/06/02 (五) 下午 3:05", "2023-06-02 15:05"),
        ("民國112年6月2日", "2023-06-02"),
        ("二〇二三年六月二日", "2023-06-02"),
        ("２０２３年６月２日", "2023-06-02"),
        ("Sept. 5, 2023 at 4:30 p.m.", "2023-09-05 16:30"),
        ("13/6/2023", "2023-06-13"),
        ("2024/3/11 0:00:00", "2024-03-11"),
    ],
)
def test_clear_dates(text: str, date: str) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize("text", ["6/2/2023", "June 2023", "20230602", "2023-02-30", "14 Oct 2021 25:00", "上個星期五"])
def test_unclear_dates(text: str) -> None:
    assert parse_date(text) == ""


def test_a_time_with_a_zone_is_written_in_the_zone_of_the_archive() -> None:
    body = "今天我們公開了一個小小的檢查程式，並說明它怎樣保守祕密。" * 2
    assert (
        "date: 2021-10-14 20:59:53\n"
        in converted(f"題目在這裡\nThu, 14 Oct 2021 12:59:53 GMT\n{body}").markdown.decode()
    )
